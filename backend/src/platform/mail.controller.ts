import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { env } from './env.js';
import { Mail, type KeptLetter } from './mail.js';
import { inMarkup } from './markup.js';
import { notFound } from './problem.js';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const LOCAL_NAME = /(^|\.)localhost(:\d+)?$|^127\.0\.0\.1(:\d+)?$|^\[::1\](:\d+)?$/;

/** Shows the mail that was kept instead of sent: only on loopback, only without an SMTP server. */
@Controller('mail')
export class MailController {
  constructor(private readonly mail: Mail) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header(
    'content-security-policy',
    `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  async list(@Req() request: FastifyRequest): Promise<string> {
    if (env.SMTP_URL || !isFromHere(request)) throw notFound('mail');
    const letters = await this.mail.kept();
    return page(
      letters.length
        ? letters.map(article).join('\n')
        : '<p>Noch keine Nachricht. Geben Sie in einem Formular eine E-Mail-Adresse an.</p>',
    );
  }
}

/** Not behind a proxy, which would make everybody local, and not by a foreign name that points here. */
const isFromHere = ({ socket, headers }: FastifyRequest): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') &&
  LOCAL_NAME.test(headers.host ?? '') &&
  !headers['x-forwarded-for'] &&
  !headers.forwarded;

const article = ({ to, subject, text, keptAt, attachments }: KeptLetter) => `<article>
  <h2>${inMarkup(subject)}</h2>
  <p>An ${inMarkup(to)} · <time datetime="${keptAt}">${inMarkup(new Date(keptAt).toLocaleString('de-DE', { timeZone: 'Europe/Berlin' }))}</time></p>
  <pre>${inMarkup(text)}</pre>
  ${attachments.length ? `<p>Anlagen: ${attachments.map(inMarkup).join(', ')}</p>` : ''}
</article>`;

const page = (content: string) => `<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Nachrichten der Demonstration</title>
<style>:root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;font:inherit;border-left:.25rem solid;padding-left:1rem}article{margin-block:3rem}</style></head>
<body><main><h1>Nachrichten der Demonstration</h1>
<p>Hier steht, was sonst als E-Mail verschickt wird. Diese Seite antwortet nur auf diesem Rechner.</p>
${content}</main></body></html>`;

import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';

import { clock } from './clock.js';
import { env } from './env.js';

export interface Letter {
  to: string;
  subject: string;
  /** Plain text; lines as they shall be read. */
  text: string;
  /** The same for who reads mail as a page. */
  html?: string;
  /** Names the mail: sent again after a crash it is the same one, and is kept once. */
  messageId?: string;
  headers?: Record<string, string>;
  /** Where it goes when it cannot be delivered; the sender's address by default. */
  returnPath?: string;
  attachments?: { filename: string; content: Buffer | string; contentType: string }[];
}

/** A mail that the other server did not take. Says neither to whom nor what, since it is logged. */
export class Undelivered extends Error {
  constructor(
    readonly code: string,
    /** The recipient does not exist or wants nothing from us (RFC 5321: 5yz in answer to RCPT); else it may work later. */
    readonly isForGood: boolean,
  ) {
    super(`mail not delivered: ${code}`);
  }
}

/** No answer of an absent person's program, please (RFC 3834). */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** A mail that was kept because no SMTP server is configured. */
export interface KeptLetter extends Omit<Letter, 'attachments'> {
  id: string;
  keptAt: string;
  attachments: string[];
}

const MAX_SHOWN = 100;
const INVENTED = '\n\nDies ist eine Demonstration.';

/** Sends mail by SMTP, or keeps it in DATA_DIR/mail where SMTP_URL is not set. Called by jobs, which try again. */
@Injectable()
export class Mail {
  private transport: Transporter | null = null;

  async send(written: Letter): Promise<void> {
    const letter = env.DEMONSTRATION === 'yes' ? { ...written, text: `${written.text}${INVENTED}` } : written;
    if (!env.SMTP_URL) return this.keep(letter);
    this.transport ??= createTransport(env.SMTP_URL);
    const { returnPath, headers = {}, ...message } = letter;
    await this.transport
      .sendMail({
        from: env.MAIL_FROM,
        ...message,
        headers: { ...AUTOMATIC, ...headers },
        ...(returnPath && { envelope: { from: returnPath, to: letter.to } }),
      })
      .catch((error: Refusal) => {
        throw new Undelivered(
          `${error.code ?? 'unknown'} ${error.responseCode ?? ''}`.trim(),
          error.code === 'EENVELOPE' && error.command === 'RCPT TO' && (error.responseCode ?? 0) >= 500,
        );
      });
  }

  /** The kept letters, newest first. */
  async kept(): Promise<KeptLetter[]> {
    const names = await readdir(this.folder).catch(() => [] as string[]);
    const newest = names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .reverse()
      .slice(0, MAX_SHOWN);
    return Promise.all(
      newest.map(async (name) => JSON.parse(await readFile(join(this.folder, name), 'utf8')) as KeptLetter),
    );
  }

  private get folder(): string {
    return join(env.DATA_DIR, 'mail');
  }

  private async keep({ attachments = [], ...letter }: Letter): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const keptAt = clock.now().toISOString();
    const name = letter.messageId ? nameOf(letter.messageId) : Math.random().toString(36).slice(2, 8);
    if (letter.messageId && (await readdir(this.folder)).some((file) => file.endsWith(`-${name}.json`)))
      return;
    const id = `${keptAt.replace(/[^0-9]/g, '')}-${name}`;
    const kept: KeptLetter = {
      id,
      keptAt,
      ...letter,
      attachments: attachments.map(({ filename }) => filename),
    };
    await writeFile(join(this.folder, `${id}.json`), JSON.stringify(kept), { mode: 0o600 });
  }
}

interface Refusal {
  code?: string;
  command?: string;
  responseCode?: number;
}

const nameOf = (messageId: string): string =>
  createHash('sha256').update(messageId).digest('hex').slice(0, 12);

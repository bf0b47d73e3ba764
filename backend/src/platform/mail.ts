import { Injectable } from '@nestjs/common';
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
  attachments?: { filename: string; content: Buffer | string; contentType: string }[];
}

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
    await this.transport.sendMail({ from: env.MAIL_FROM, ...letter });
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
    const id = `${keptAt.replace(/[^0-9]/g, '')}-${Math.random().toString(36).slice(2, 8)}`;
    const kept: KeptLetter = {
      id,
      keptAt,
      ...letter,
      attachments: attachments.map(({ filename }) => filename),
    };
    await writeFile(join(this.folder, `${id}.json`), JSON.stringify(kept), { mode: 0o600 });
  }
}

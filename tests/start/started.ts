import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 150_000;

/** What a person sees who types `npm start`, and what they can do to it. */
export class Started {
  private readonly child: ChildProcess;
  private said = '';
  private code: number | null = null;
  readonly ended: Promise<number | null>;

  constructor(
    readonly folder: string,
    readonly port: number,
    words: string[] = [],
  ) {
    const { DATABASE_URL, DATABASE_OWNER_URL, OIDC_ISSUER, SMTP_URL, ORIGIN, LOG_LEVEL, ...environment } =
      process.env;
    void [DATABASE_URL, DATABASE_OWNER_URL, OIDC_ISSUER, SMTP_URL, ORIGIN, LOG_LEVEL];
    this.child = spawn(process.execPath, [join(ROOT, 'infra/local/start.mjs'), ...words], {
      cwd: ROOT,
      env: { ...environment, PORT: String(port), DATA_DIR: folder, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (part: Buffer) => (this.said += part.toString()));
    this.ended = new Promise((done) => this.child.once('close', (code) => done((this.code = code))));
  }

  /** The lines that were printed so far. */
  get lines(): string[] {
    return this.said.split('\n').filter((line) => line.trim());
  }

  /** Waits for a line that begins so; throws with what was said when it ends without. */
  async says(beginning: string): Promise<string> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const line = this.lines.find((said) => said.startsWith(beginning));
      if (line) return line;
      if (this.code !== null || this.child.signalCode || Date.now() > until)
        throw new Error(`never said “${beginning}”:\n${this.said}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** The process that serves everything but the database. */
  get server(): number {
    const children = readFileSync(`/proc/${this.child.pid}/task/${this.child.pid}/children`, 'utf8');
    return Number(children.trim().split(' ')[0]);
  }

  /** The bundled PostgreSQL's first process. */
  get database(): number {
    return Number(readFileSync(join(this.folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** Ctrl-C in the terminal, or a harder signal. */
  stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** Waits until a process has ended; throws after 10 s. */
export async function hasEnded(pid: number): Promise<void> {
  const until = Date.now() + 10_000;
  while (isAlive(pid)) {
    if (Date.now() > until) throw new Error(`Process ${pid} is still there.`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

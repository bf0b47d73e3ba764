import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
/** Less than a test waits, so that it is said what was missing. */
const PATIENCE_MS = 100_000;

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
        throw new Error(`never said “${beginning}”:\n${this.said}\n${this.logs}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** The ends of what server and database wrote. */
  private get logs(): string {
    return ['mitsprache.log', 'postgres/postgres.log']
      .map((name) => join(this.folder, name))
      .filter((file) => existsSync(file))
      .map((file) => `== ${file}\n${readFileSync(file, 'utf8').slice(-2_000)}`)
      .join('\n');
  }

  /** Waits for the end; throws after 60 s with what was said until then. */
  async ends(): Promise<number | null> {
    const patience = setTimeout(() => this.child.emit('impatience'), 60_000);
    const impatience = new Promise<never>((_, fail) =>
      this.child.once('impatience', () => fail(new Error(`never ended:\n${this.said}\n${this.logs}`))),
    );
    return Promise.race([this.ended, impatience]).finally(() => clearTimeout(patience));
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

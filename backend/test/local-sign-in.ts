import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '../../infra/local/sign-in/main.ts');

export interface LocalSignInOptions {
  port?: number;
  clients: { clientId: string; publicJwk: Record<string, unknown>; origin: string }[];
  keysFile: string;
  stateFile: string;
  accessTokenSeconds?: number;
}

/** A running local sign-in; in a process of its own, because oidc-provider tells objects of Jest's realm from its own. */
export class LocalSignIn {
  private constructor(
    private readonly process: ChildProcess,
    readonly issuer: string,
    private readonly keysFile: string,
  ) {}

  static async start(options: LocalSignInOptions): Promise<LocalSignIn> {
    const child = spawn(process.execPath, [MAIN, JSON.stringify({ port: 0, ...options })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout! });
    const [issuer] = (await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(() => Promise.reject(new Error('The local sign-in did not start.'))),
    ])) as [string];
    return new LocalSignIn(child, issuer, options.keysFile);
  }

  get port(): number {
    return Number(new URL(this.issuer).port);
  }

  async signingKey(): Promise<Record<string, string>> {
    const { jwks } = JSON.parse(readFileSync(this.keysFile, 'utf8')) as {
      jwks: { keys: [Record<string, string>] };
    };
    return jwks.keys[0];
  }

  async stop(): Promise<void> {
    this.process.kill('SIGTERM');
    if (this.process.exitCode === null) await once(this.process, 'exit');
  }
}

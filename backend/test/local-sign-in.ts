import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { SignInOptions } from '../../infra/local/sign-in/sign-in.ts';

const MAIN = fileURLToPath(new URL('../../infra/local/sign-in/main.ts', import.meta.url));

/** A running local sign-in; in a process of its own, because oidc-provider tells objects of Jest's realm from its own. */
export class LocalSignIn {
  readonly #process: ChildProcess;
  readonly issuer: string;

  private constructor(process: ChildProcess, issuer: string) {
    this.#process = process;
    this.issuer = issuer;
  }

  static async start(options: Omit<SignInOptions, 'issuer'> & { port?: number }): Promise<LocalSignIn> {
    const child = spawn(process.execPath, [MAIN, JSON.stringify({ port: 0, ...options })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout! });
    const [issuer] = (await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(() => Promise.reject(new Error('The local sign-in did not start.'))),
    ])) as [string];
    return new LocalSignIn(child, issuer);
  }

  get port(): number {
    return Number(new URL(this.issuer).port);
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    if (this.#process.exitCode === null) await once(this.#process, 'exit');
  }
}

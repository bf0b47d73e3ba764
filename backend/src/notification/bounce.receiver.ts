import { Injectable, type OnModuleInit } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { SMTPServer } from 'smtp-server';

import { clock } from '../platform/clock.js';
import { ANONYMOUS, current } from '../platform/current.js';
import { Endings } from '../platform/endings.js';
import { env } from '../platform/env.js';
import { repeat } from '../platform/jobs.js';
import { log } from '../platform/log.js';
import { readReturnPath } from './bounce.js';
import { BounceService } from './bounce.service.js';

const SECONDS = 5;
const MOST_BYTES = 1_048_576;
const MOST_CLIENTS = 20;
const IDLE_MS = 30_000;

/** A mail server for what comes back and nothing else: it takes mail for our own return paths only, and never answers. */
@Injectable()
export class BounceReceiver implements OnModuleInit {
  private isOpen = false;

  constructor(
    private readonly bounces: BounceService,
    private readonly endings: Endings,
  ) {}

  onModuleInit(): void {
    const { BOUNCE_PORT: port } = env;
    if (port) repeat('take-returns', SECONDS, () => this.open(port));
  }

  /** Opens the port once, in the worker; where it is taken, tries again the next time. */
  private async open(port: number): Promise<void> {
    if (this.isOpen) return;
    await this.listen(port);
    this.isOpen = true;
  }

  /** Opens the port on the interface HOST; 0 takes a free one. Answers the port. */
  async listen(port: number): Promise<number> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      size: MOST_BYTES,
      maxClients: MOST_CLIENTS,
      socketTimeout: IDLE_MS,
      disableReverseLookup: true,
      onRcptTo: ({ address }, _session, done) =>
        done(
          readReturnPath(address)
            ? undefined
            : Object.assign(new Error('No such address'), { responseCode: 550 }),
        ),
      onData: (stream, { envelope }, done) => {
        this.take(stream, envelope.rcptTo).then(
          () => done(),
          (err: Error) => {
            log.warn({ err: err.name }, 'a returned mail could not be read');
            done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
          },
        );
      },
    });
    server.on('error', (err: Error) => log.warn({ err: err.name }, 'returned mail'));
    await new Promise<void>((ready, fail) => {
      server.once('error', fail);
      server.listen(port, env.HOST, ready);
    });
    this.endings.add(() => new Promise<void>((done) => server.close(() => done())));
    return (server.server.address() as { port: number }).port;
  }

  private async take(
    stream: AsyncIterable<Buffer> & { sizeExceeded?: boolean },
    to: { address: string }[],
  ): Promise<void> {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of stream) if ((size += part.length) <= MOST_BYTES) parts.push(part);
    const message = Buffer.concat(parts);
    for (const { address } of to) {
      const returned = readReturnPath(address);
      if (returned) await current.run(visit(), () => this.bounces.take(returned, message));
    }
  }
}

const visit = () => ({
  tenantId: null,
  tenantSlug: null,
  actor: { ...ANONYMOUS, roles: ['worker'] },
  host: '',
  language: 'de',
  traceId: randomUUID(),
  receivedAt: clock.now(),
  origin: '',
});

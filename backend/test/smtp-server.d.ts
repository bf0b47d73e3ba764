/** The part of smtp-server 3.21 that the tests use; the package brings no types of its own. */
declare module 'smtp-server' {
  import type { Server } from 'node:net';
  import type { Readable } from 'node:stream';

  export class SMTPServer {
    constructor(options: {
      authOptional?: boolean;
      disabledCommands?: string[];
      onRcptTo?(address: { address: string }, session: unknown, done: (refusal?: Error) => void): void;
      onData(
        stream: Readable,
        session: { envelope: { rcptTo: { address: string }[] } },
        done: () => void,
      ): void;
    });
    server: Server;
    listen(port: number, host: string, ready: () => void): void;
    close(done: () => void): void;
  }
}

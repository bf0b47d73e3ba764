/** The part of smtp-server 3.21 that we use; the package brings no types of its own. */
declare module 'smtp-server' {
  import type { Server } from 'node:net';
  import type { Readable } from 'node:stream';

  type Done = (refusal?: Error | null) => void;

  export class SMTPServer {
    constructor(options: {
      authOptional?: boolean;
      disabledCommands?: string[];
      size?: number;
      maxClients?: number;
      socketTimeout?: number;
      disableReverseLookup?: boolean;
      onRcptTo?(address: { address: string }, session: unknown, done: Done): void;
      onData(
        stream: Readable,
        session: { envelope: { mailFrom: { address: string } | false; rcptTo: { address: string }[] } },
        done: Done,
      ): void;
    });
    server: Server;
    listen(port: number, host: string, ready: () => void): void;
    close(done: () => void): void;
    on(event: 'error', hear: (error: Error) => void): void;
    once(event: 'error', hear: (error: Error) => void): void;
  }
}

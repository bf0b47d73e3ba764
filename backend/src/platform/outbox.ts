import { Injectable } from '@nestjs/common';

import { current } from './current.js';
import { Database } from './database.js';

/** What happened, for those who listen: identifiers only, never personal data. */
export interface OutboxMessage {
  id: number;
  topic: string;
  tenantId: string;
  payload: Record<string, string>;
}

/** Facts that leave a transaction: written in it, handed to the listeners by the worker once it has committed. */
@Injectable()
export class Outbox {
  constructor(private readonly database: Database) {}

  /** Adds one fact to the running transaction. */
  async add(topic: string, payload: Record<string, string>): Promise<void> {
    await this.database.rows(
      `insert into outbox.message (topic, tenant_id, payload) values (?, ?, ?::jsonb) returning pg_notify('outbox', '')`,
      [topic, current.tenantId, JSON.stringify(payload)],
    );
  }
}

type Listener = (message: OutboxMessage) => Promise<void>;

const listeners = new Map<string, { name: string; hear: Listener }[]>();

/** Registers what the worker does about a topic. `name` makes each job's identity: one listener, one name. */
export function listen(topic: string, name: string, hear: Listener): void {
  const known = listeners.get(topic) ?? [];
  listeners.set(topic, [...known.filter((listener) => listener.name !== name), { name, hear }]);
}

/** Who hears a topic. */
export const listenersOf = (topic: string) => listeners.get(topic) ?? [];

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

  /** Adds one fact that leaves at an instant (UTC), to the second. Who hears it asks whether it still holds. */
  async addLater(topic: string, payload: Record<string, string>, dueAt: Date): Promise<void> {
    await this.database.rows(
      `insert into outbox.message (topic, tenant_id, payload, due_at) values (?, ?, ?::jsonb, ?) returning id`,
      [topic, current.tenantId, JSON.stringify(payload), dueAt],
    );
  }
}

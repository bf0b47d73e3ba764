import { Migration } from '@mikro-orm/migrations';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Schemas, the signed context, what is public, the register and the outbox: all that entities do not describe. */
export class Migration20261123080000_ground extends Migration {
  override up(): void {
    for (const part of ['context', 'register', 'outbox', 'pub']) {
      this.addSql(readFileSync(join(import.meta.dirname, `ground/${part}.sql`), 'utf8'));
    }
  }
}

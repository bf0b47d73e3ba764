import { Migration } from '@mikro-orm/migrations';

/** What limits know of visits: hashes only, for 23 hours, in tables that neither a backup nor a replica keeps. */
export class Migration20261128020000_visits extends Migration {

  override name = 'Migration20261128020000_visits';

  override up(): void | Promise<void> {
    this.addSql(`create schema visits;`);
    this.addSql(`create unlogged table visits.key (period integer primary key, key bytea not null, ends_at timestamptz not null);`);
    this.addSql(`create unlogged table visits.count (
      what text not null,
      origin text not null,
      span text not null,
      ends_at timestamptz not null,
      count integer not null,
      primary key (what, origin, span, ends_at)
    );`);
    this.addSql(`create index count_over on visits.count (ends_at);`);
    this.addSql(`create unlogged table visits.proof (nonce text primary key, used_for uuid not null, ends_at timestamptz not null);`);
    this.addSql(`create index proof_over on visits.proof (ends_at);`);
    this.addSql(`grant usage on schema visits to mitsprache_app;`);
    this.addSql(`grant select, insert, update, delete on all tables in schema visits to mitsprache_app;`);
  }
}

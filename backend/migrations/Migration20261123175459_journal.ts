import { Migration } from '@mikro-orm/migrations';

export class Migration20261123175459_journal extends Migration {
  override name = 'Migration20261123175459_journal';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "journal_entry" ("tenant_id" uuid not null, "id" uuid not null, "at" timestamptz not null, "account_id" uuid null, "scope_id" uuid null, "subject_id" uuid null, "action" varchar(80) not null, "before" jsonb null, "after" jsonb null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "journal_entry_tenant_id_scope_id_at_id_index" on "journal_entry" ("tenant_id", "scope_id", "at", "id");`,
    );
    this.addSql(
      `create index "journal_entry_tenant_id_subject_id_index" on "journal_entry" ("tenant_id", "subject_id");`,
    );

    this.addSql(`alter table "journal_entry" enable row level security;`);
    this.addSql(`alter table "journal_entry" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "journal_entry" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );
    // What was written stays as it was written.
    this.addSql(`revoke update on "journal_entry" from mitsprache_app;`);
  }
}

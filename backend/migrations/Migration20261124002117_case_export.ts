import { Migration } from '@mikro-orm/migrations';

export class Migration20261124002117_case_export extends Migration {

  override name = 'Migration20261124002117_case_export';

  override up(): void | Promise<void> {
    this.addSql(`create table "case_export" ("tenant_id" uuid not null, "id" uuid not null, "account_id" uuid not null, "asked_at" timestamptz not null, "format" varchar(255) not null, "has_authors" boolean not null, "criteria" jsonb not null, "scopes" jsonb null, "done" int not null default 0, "total" int null, "finished_at" timestamptz null, "failed_at" timestamptz null, "file_key" varchar(255) null, "size" int null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "case_export_tenant_id_account_id_asked_at_index" on "case_export" ("tenant_id", "account_id", "asked_at");`);

    this.addSql(`alter table "case_export" enable row level security;`);
    this.addSql(`alter table "case_export" force row level security;`);
    this.addSql(`create policy "own_tenant" on "case_export" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);
  }

}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261124000125_case_work extends Migration {

  override name = 'Migration20261124000125_case_work';

  override up(): void | Promise<void> {
    this.addSql(`create table "case_view" ("tenant_id" uuid not null, "id" uuid not null, "account_id" uuid not null, "name" varchar(60) not null, "query" varchar(500) not null, "saved_at" timestamptz not null, "removed_at" timestamptz null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "case_view_tenant_id_account_id_index" on "case_view" ("tenant_id", "account_id");`);

    this.addSql(`create table "case_work" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "assignee" uuid null, "due_on" date null, "changed_at" timestamptz not null, "changed_by" uuid null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "case_work_tenant_id_assignee_due_on_index" on "case_work" ("tenant_id", "assignee", "due_on");`);

    this.addSql(`create table "handover" ("tenant_id" uuid not null, "id" uuid not null, "account_id" uuid not null, "at" timestamptz not null, "before" jsonb not null, "undone_at" timestamptz null, primary key ("tenant_id", "id"));`);

    this.addSql(`alter table "case_view" enable row level security;`);
    this.addSql(`alter table "case_view" force row level security;`);
    this.addSql(`create policy "own_tenant" on "case_view" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "case_work" enable row level security;`);
    this.addSql(`alter table "case_work" force row level security;`);
    this.addSql(`create policy "own_tenant" on "case_work" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "handover" enable row level security;`);
    this.addSql(`alter table "handover" force row level security;`);
    this.addSql(`create policy "own_tenant" on "handover" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);
  }

}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261124000258_case_list extends Migration {

  override name = 'Migration20261124000258_case_list';

  override up(): void | Promise<void> {
    this.addSql(`create table "case_action" ("tenant_id" uuid not null, "id" uuid not null, "account_id" uuid not null, "at" timestamptz not null, "before" jsonb not null, "undone_at" timestamptz null, primary key ("tenant_id", "id"));`);

    this.addSql(`create table "case_block" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "size" int not null, "newest" timestamptz not null, "oldest" timestamptz not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "case_block_tenant_id_procedure_id_newest_index" on "case_block" ("tenant_id", "procedure_id", "newest");`);

    this.addSql(`create table "case_to_index" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "received_at" timestamptz not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "case_to_index_tenant_id_received_at_index" on "case_to_index" ("tenant_id", "received_at");`);

    this.addSql(`create table "case_view" ("tenant_id" uuid not null, "id" uuid not null, "account_id" uuid not null, "name" varchar(80) not null, "query" varchar(1000) not null, "saved_at" timestamptz not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "case_view_tenant_id_account_id_index" on "case_view" ("tenant_id", "account_id");`);

    this.addSql(`create table "case_word" ("tenant_id" uuid not null, "word" varchar(120) collate "C" not null, "block_id" uuid not null, "ids" uuid[] not null, primary key ("tenant_id", "word", "block_id"));`);

    this.addSql(`create table "case_work" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "assignee_id" uuid null, "due_on" varchar(10) null, "changed_at" timestamptz not null, "changed_by" uuid not null, "action_id" uuid not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "case_work_tenant_id_assignee_id_due_on_index" on "case_work" ("tenant_id", "assignee_id", "due_on");`);

    this.addSql(`create index "statement_tenant_id_received_at_id_index" on "statement" ("tenant_id", "received_at", "id");`);

    this.addSql(`alter table "case_action" enable row level security;`);
    this.addSql(`alter table "case_action" force row level security;`);
    this.addSql(`create policy "own_tenant" on "case_action" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "case_block" enable row level security;`);
    this.addSql(`alter table "case_block" force row level security;`);
    this.addSql(`create policy "own_tenant" on "case_block" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "case_to_index" enable row level security;`);
    this.addSql(`alter table "case_to_index" force row level security;`);
    this.addSql(`create policy "own_tenant" on "case_to_index" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "case_view" enable row level security;`);
    this.addSql(`alter table "case_view" force row level security;`);
    this.addSql(`create policy "own_tenant" on "case_view" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "case_word" enable row level security;`);
    this.addSql(`alter table "case_word" force row level security;`);
    this.addSql(`create policy "own_tenant" on "case_word" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "case_work" enable row level security;`);
    this.addSql(`alter table "case_work" force row level security;`);
    this.addSql(`create policy "own_tenant" on "case_work" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    // What is taken from the queue, or a view that nobody wants any more, leaves.
    this.addSql(`grant delete on "case_to_index", "case_view" to mitsprache_app;`);
    this.addSql(`
      create function queue_case() returns trigger language plpgsql as $$ begin
        insert into public.case_to_index (tenant_id, id, procedure_id, received_at)
          select tenant_id, id, procedure_id, received_at from arrived;
        return null;
      end $$;`);
    this.addSql(`
      create trigger queue_case after insert on "statement" referencing new table as arrived
        for each statement execute function queue_case();`);
    // Statements of before; the owner of a table sees all of its rows while row-level security is not forced.
    for (const table of ['statement', 'case_to_index'])
      this.addSql(`alter table "${table}" no force row level security;`);
    this.addSql(`
      insert into case_to_index (tenant_id, id, procedure_id, received_at)
        select tenant_id, id, procedure_id, received_at from statement;`);
    for (const table of ['statement', 'case_to_index'])
      this.addSql(`alter table "${table}" force row level security;`);
  }
}

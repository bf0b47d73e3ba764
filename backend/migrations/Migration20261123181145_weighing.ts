import { Migration } from '@mikro-orm/migrations';

export class Migration20261123181145_weighing extends Migration {

  override name = 'Migration20261123181145_weighing';

  override up(): void | Promise<void> {
    this.addSql(`create table "decision" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "decided_on" varchar(10) not null, "body" varchar(255) not null, "answers" jsonb not null, "published_at" timestamptz not null, "published_by" uuid null, "register_entry_id" uuid not null, "salt" varchar(64) not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "decision_tenant_id_procedure_id_index" on "decision" ("tenant_id", "procedure_id");`);

    this.addSql(`create table "dispatch" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "way" varchar(255) not null, "mailed_at" timestamptz null, "mail_failed_at" timestamptz null, "mail_error" text null, "mail_tries" int not null default 0, "letter_made_at" timestamptz null, "letter_made_by" uuid null, "posted_on" varchar(10) null, "posted_by" uuid null, "inspection_id" uuid null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "dispatch_tenant_id_procedure_id_index" on "dispatch" ("tenant_id", "procedure_id");`);

    this.addSql(`create table "inspection" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "topic" text not null, "place" text not null, "hours" text not null, "persons" int not null, "announced_at" timestamptz not null, "announced_by" uuid null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "inspection_tenant_id_procedure_id_index" on "inspection" ("tenant_id", "procedure_id");`);

    this.addSql(`create table "letter_run" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "started_at" timestamptz not null, "started_by" uuid null, "total" int not null, "done" int not null default 0, "finished_at" timestamptz null, "file_key" varchar(255) null, "size" int null, "statement_ids" jsonb not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "letter_run_tenant_id_procedure_id_index" on "letter_run" ("tenant_id", "procedure_id");`);

    this.addSql(`create table "reading" ("tenant_id" uuid not null, "id" uuid not null, "read_at" timestamptz not null, "read_by" uuid null, primary key ("tenant_id", "id"));`);

    this.addSql(`create table "recommendation" ("tenant_id" uuid not null, "id" uuid not null, "section_id" uuid not null, "statement_id" uuid not null, "procedure_id" uuid not null, "version" int not null, "outcome" varchar(255) not null, "text" text not null, "summary" text null, "paragraph_id" uuid null, "saved_at" timestamptz not null, "saved_by" uuid null, "ready_at" timestamptz null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "recommendation_tenant_id_procedure_id_section_id_version_index" on "recommendation" ("tenant_id", "procedure_id", "section_id", "version");`);
    this.addSql(`create index "recommendation_tenant_id_statement_id_index" on "recommendation" ("tenant_id", "statement_id");`);
    this.addSql(`alter table "recommendation" add constraint "recommendation_tenant_id_section_id_version_unique" unique ("tenant_id", "section_id", "version");`);

    this.addSql(`create table "section" ("tenant_id" uuid not null, "id" uuid not null, "statement_id" uuid not null, "procedure_id" uuid not null, "quote" text null, "position" int not null, "marked_at" timestamptz not null, "marked_by" uuid null, "dropped_at" timestamptz null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "section_tenant_id_statement_id_index" on "section" ("tenant_id", "statement_id");`);
    this.addSql(`create index "section_tenant_id_procedure_id_index" on "section" ("tenant_id", "procedure_id");`);

    this.addSql(`create table "text_block" ("tenant_id" uuid not null, "id" uuid not null, "title" varchar(120) not null, "text" text not null, "saved_at" timestamptz not null, "saved_by" uuid null, "removed_at" timestamptz null, primary key ("tenant_id", "id"));`);

    this.addSql(`alter table "answer" add "decision_id" uuid null, add "parts" jsonb null;`);

    this.addSql(`alter table "decision" enable row level security;`);
    this.addSql(`alter table "decision" force row level security;`);
    this.addSql(`create policy "own_tenant" on "decision" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "dispatch" enable row level security;`);
    this.addSql(`alter table "dispatch" force row level security;`);
    this.addSql(`create policy "own_tenant" on "dispatch" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "inspection" enable row level security;`);
    this.addSql(`alter table "inspection" force row level security;`);
    this.addSql(`create policy "own_tenant" on "inspection" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "letter_run" enable row level security;`);
    this.addSql(`alter table "letter_run" force row level security;`);
    this.addSql(`create policy "own_tenant" on "letter_run" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "reading" enable row level security;`);
    this.addSql(`alter table "reading" force row level security;`);
    this.addSql(`create policy "own_tenant" on "reading" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "recommendation" enable row level security;`);
    this.addSql(`alter table "recommendation" force row level security;`);
    this.addSql(`create policy "own_tenant" on "recommendation" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "section" enable row level security;`);
    this.addSql(`alter table "section" force row level security;`);
    this.addSql(`create policy "own_tenant" on "section" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "text_block" enable row level security;`);
    this.addSql(`alter table "text_block" force row level security;`);
    this.addSql(`create policy "own_tenant" on "text_block" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    // A version of a recommendation and a decision stay as they were written.
    this.addSql(`revoke update on "recommendation", "decision" from mitsprache_app;`);

    this.addSql(`create table pub.weighed (
      tenant_id uuid not null,
      procedure_id uuid not null,
      id uuid not null,
      label text not null,
      -- null where no copy is released: then only the parts that have a summary are here
      author_label text,
      text text,
      topic text not null,
      about jsonb not null,
      position text not null,
      outcome text not null,
      parts jsonb not null,
      decided_on date not null,
      body text not null,
      primary key (tenant_id, id)
    );`);
    this.addSql(`create index weighed_of_procedure on pub.weighed (tenant_id, procedure_id, position, id);`);
    this.addSql(`create table pub.result (
      tenant_id uuid not null,
      procedure_id uuid not null,
      -- {total, answered, outcomes: {followed: 3}}: numbers of all statements, published or not
      figures jsonb not null,
      decisions jsonb not null,
      inspections jsonb not null,
      primary key (tenant_id, procedure_id)
    );`);
    this.addSql(`grant select on pub.weighed, pub.result to mitsprache_public;`);
    this.addSql(`grant select, insert, update, delete on pub.weighed, pub.result to mitsprache_app;`);
  }
}

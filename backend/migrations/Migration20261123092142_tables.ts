import { Migration } from '@mikro-orm/migrations';

export class Migration20261123092142_tables extends Migration {

  override name = 'Migration20261123092142_tables';

  override up(): void | Promise<void> {
    this.addSql(`create table "answer" ("tenant_id" uuid not null, "id" uuid not null, "outcome" varchar(255) not null, "text" text not null, "decided_on" varchar(10) not null, "body" varchar(255) not null, "published_at" timestamptz not null, primary key ("tenant_id", "id"));`);

    this.addSql(`create table "document_version" ("tenant_id" uuid not null, "id" uuid not null, "document_id" uuid not null, "version" int not null, "language" varchar(8) not null default 'de', "pages" int not null, "size" int not null, "file_key" varchar(255) not null, "text" text not null, "taken_down_at" timestamptz null, "sha256" varchar(64) not null, "laid_out_at" timestamptz not null, "register_entry_id" uuid not null, "salt" varchar(64) not null, primary key ("tenant_id", "id"));`);
    this.addSql(`alter table "document_version" add constraint "document_version_tenant_id_document_id_version_unique" unique ("tenant_id", "document_id", "version");`);

    this.addSql(`create table "plan_document" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "key" varchar(80) not null, "title" text not null, "kind" varchar(255) not null, "position" int not null, primary key ("tenant_id", "id"));`);
    this.addSql(`alter table "plan_document" add constraint "plan_document_tenant_id_procedure_id_key_unique" unique ("tenant_id", "procedure_id", "key");`);

    this.addSql(`create table "plan_feature" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "position" int not null, "name" text not null, "kind" varchar(255) not null, "note" text not null, "geometry" jsonb not null, "removed_at" timestamptz null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "plan_feature_tenant_id_procedure_id_index" on "plan_feature" ("tenant_id", "procedure_id");`);

    this.addSql(`create table "plan_map" ("tenant_id" uuid not null, "id" uuid not null, "outline" jsonb null, "layers" jsonb not null default '[]', primary key ("tenant_id", "id"));`);

    this.addSql(`create table "plan_text" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "key" varchar(80) not null, "title" text not null, "position" int not null, primary key ("tenant_id", "id"));`);
    this.addSql(`alter table "plan_text" add constraint "plan_text_tenant_id_procedure_id_key_unique" unique ("tenant_id", "procedure_id", "key");`);

    this.addSql(`create table "procedure" ("tenant_id" uuid not null, "id" uuid not null, "slug" varchar(80) not null, "title" text not null, "kind" varchar(255) not null, "topic" varchar(255) not null, "teaser" text not null, "summary" text not null, "easy" text not null default '', "place_label" text not null default '', "anonymous_allowed" boolean not null default true, "contact" jsonb not null, "other_ways" jsonb not null, "other_access" text not null default '', "result" jsonb null, "log" jsonb not null default '[]', "phases" jsonb not null, "published_at" timestamptz null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`);
    this.addSql(`alter table "procedure" add constraint "procedure_tenant_id_slug_unique" unique ("tenant_id", "slug");`);

    this.addSql(`create table "release" ("tenant_id" uuid not null, "id" uuid not null, "text" text not null, "author_label" varchar(255) not null, "released_at" timestamptz not null, "released_by" uuid not null, primary key ("tenant_id", "id"));`);

    this.addSql(`create table "statement" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "number" varchar(11) not null, "text" text not null, "about" jsonb not null, "files" jsonb not null default '[]', "author_kind" varchar(255) not null, "is_anonymous" boolean not null, "may_publish" boolean not null default false, "channel" varchar(255) not null, "received_at" timestamptz not null, "is_late" boolean not null, "account_id" uuid null, "content_hash" varchar(64) not null, "fingerprint" varchar(64) not null, "receipt" text not null, "salt" varchar(64) not null, "register_entry_id" uuid not null, "withdrawn_at" timestamptz null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "statement_tenant_id_procedure_id_received_at_id_index" on "statement" ("tenant_id", "procedure_id", "received_at", "id");`);
    this.addSql(`create index "statement_tenant_id_account_id_index" on "statement" ("tenant_id", "account_id");`);
    this.addSql(`alter table "statement" add constraint "statement_tenant_id_number_unique" unique ("tenant_id", "number");`);

    this.addSql(`create table "statement_identity" ("tenant_id" uuid not null, "id" uuid not null, "name" varchar(255) null, "organisation" varchar(255) null, "street" varchar(255) null, "postcode" varchar(255) null, "place" varchar(255) null, "email" varchar(255) null, "answer_by" varchar(255) not null, primary key ("tenant_id", "id"));`);

    this.addSql(`create table "tenant" ("id" uuid not null, "code" varchar(3) not null, "slug" varchar(63) not null, "hosts" text[] not null default '{}', "ags" varchar(8) null, "name" varchar(255) not null, "full_name" varchar(255) not null, "claim" text not null, "colour" varchar(7) not null, "picture" text null, "picture_alt" varchar(255) not null default '', "contact" jsonb not null, "imprint" text not null, "privacy" text not null, "accessibility" text not null, "created_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`alter table "tenant" add constraint "tenant_code_unique" unique ("code");`);
    this.addSql(`alter table "tenant" add constraint "tenant_slug_unique" unique ("slug");`);

    this.addSql(`create table "text_version" ("tenant_id" uuid not null, "id" uuid not null, "text_id" uuid not null, "version" int not null, "blocks" jsonb not null, "sha256" varchar(64) not null, "laid_out_at" timestamptz not null, "register_entry_id" uuid not null, "salt" varchar(64) not null, primary key ("tenant_id", "id"));`);
    this.addSql(`alter table "text_version" add constraint "text_version_tenant_id_text_id_version_unique" unique ("tenant_id", "text_id", "version");`);

    this.addSql(`create table "upload" ("tenant_id" uuid not null, "id" uuid not null, "name" varchar(255) not null, "type" varchar(255) not null, "size" int not null, "sha256" varchar(64) not null, "file_key" varchar(255) not null, "uploaded_at" timestamptz not null, "statement_id" uuid null, "scan" varchar(255) null, primary key ("tenant_id", "id"));`);

    this.addSql(`alter table "answer" enable row level security;`);
    this.addSql(`alter table "answer" force row level security;`);
    this.addSql(`create policy "own_tenant" on "answer" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "document_version" enable row level security;`);
    this.addSql(`alter table "document_version" force row level security;`);
    this.addSql(`create policy "own_tenant" on "document_version" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "plan_document" enable row level security;`);
    this.addSql(`alter table "plan_document" force row level security;`);
    this.addSql(`create policy "own_tenant" on "plan_document" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "plan_feature" enable row level security;`);
    this.addSql(`alter table "plan_feature" force row level security;`);
    this.addSql(`create policy "own_tenant" on "plan_feature" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "plan_map" enable row level security;`);
    this.addSql(`alter table "plan_map" force row level security;`);
    this.addSql(`create policy "own_tenant" on "plan_map" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "plan_text" enable row level security;`);
    this.addSql(`alter table "plan_text" force row level security;`);
    this.addSql(`create policy "own_tenant" on "plan_text" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "procedure" enable row level security;`);
    this.addSql(`alter table "procedure" force row level security;`);
    this.addSql(`create policy "own_tenant" on "procedure" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "release" enable row level security;`);
    this.addSql(`alter table "release" force row level security;`);
    this.addSql(`create policy "own_tenant" on "release" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "statement" add constraint "statement_tenant_id_procedure_id_foreign" foreign key ("tenant_id", "procedure_id") references "procedure" ("tenant_id", "id") on update cascade;`);
    this.addSql(`alter table "statement" enable row level security;`);
    this.addSql(`alter table "statement" force row level security;`);
    this.addSql(`create policy "own_tenant" on "statement" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "statement_identity" enable row level security;`);
    this.addSql(`alter table "statement_identity" force row level security;`);
    this.addSql(`create policy "own_tenant" on "statement_identity" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "tenant" enable row level security;`);
    this.addSql(`alter table "tenant" force row level security;`);
    this.addSql(`create policy "everybody_reads" on "tenant" for select using (true);`);
    this.addSql(`create policy "created_by_the_operator" on "tenant" for insert with check (id = (select sec.tenant()));`);
    this.addSql(`create policy "own_tenant" on "tenant" for update using (id = (select sec.tenant())) with check (id = (select sec.tenant()));`);

    this.addSql(`alter table "text_version" enable row level security;`);
    this.addSql(`alter table "text_version" force row level security;`);
    this.addSql(`create policy "own_tenant" on "text_version" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "upload" enable row level security;`);
    this.addSql(`alter table "upload" force row level security;`);
    this.addSql(`create policy "own_tenant" on "upload" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "statement" drop constraint "statement_tenant_id_procedure_id_foreign";`);

    this.addSql(`drop table if exists "answer" cascade;`);
    this.addSql(`drop table if exists "document_version" cascade;`);
    this.addSql(`drop table if exists "plan_document" cascade;`);
    this.addSql(`drop table if exists "plan_feature" cascade;`);
    this.addSql(`drop table if exists "plan_map" cascade;`);
    this.addSql(`drop table if exists "plan_text" cascade;`);
    this.addSql(`drop table if exists "procedure" cascade;`);
    this.addSql(`drop table if exists "release" cascade;`);
    this.addSql(`drop table if exists "statement" cascade;`);
    this.addSql(`drop table if exists "statement_identity" cascade;`);
    this.addSql(`drop table if exists "tenant" cascade;`);
    this.addSql(`drop table if exists "text_version" cascade;`);
    this.addSql(`drop table if exists "upload" cascade;`);
  }

}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261123094620_tables extends Migration {
  override name = 'Migration20261123094620_tables';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "account" ("id" uuid not null, "issuer" varchar(500) not null, "subject" varchar(255) not null, "name" varchar(255) not null, "mail" varchar(320) null, "assurance" varchar(255) not null, "assurance_source" varchar(255) not null, "operator_since" timestamptz null, "created_at" timestamptz not null, "signed_in_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "account" add constraint "account_issuer_subject_unique" unique ("issuer", "subject");`,
    );

    this.addSql(
      `create table "answer" ("tenant_id" uuid not null, "id" uuid not null, "outcome" varchar(255) not null, "text" text not null, "decided_on" varchar(10) not null, "body" varchar(255) not null, "published_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "membership" ("tenant_id" uuid not null, "id" uuid not null, "account_id" uuid not null, "role" varchar(255) not null, "procedure_id" uuid null, "granted_at" timestamptz not null, "granted_by" uuid null, "ended_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "membership_tenant_id_account_id_index" on "membership" ("tenant_id", "account_id");`,
    );

    this.addSql(
      `create table "procedure" ("tenant_id" uuid not null, "id" uuid not null, "slug" varchar(80) not null, "title" text not null, "kind" varchar(255) not null, "topic" varchar(255) not null, "teaser" text not null, "summary" text not null, "easy" text not null default '', "place_label" text not null default '', "anonymous_allowed" boolean not null default true, "contact" jsonb not null, "other_ways" jsonb not null, "other_access" text not null default '', "result" jsonb null, "log" jsonb not null default '[]', "phases" jsonb not null, "published_at" timestamptz null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "procedure" add constraint "procedure_tenant_id_slug_unique" unique ("tenant_id", "slug");`,
    );

    this.addSql(
      `create table "plan_text" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "key" varchar(80) not null, "title" text not null, "position" int not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "plan_text" add constraint "plan_text_tenant_id_procedure_id_key_unique" unique ("tenant_id", "procedure_id", "key");`,
    );

    this.addSql(
      `create table "paragraph" ("tenant_id" uuid not null, "id" uuid not null, "text_id" uuid not null, "version" int not null, "number" int not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "plan_map" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "outline" jsonb null, "layers" jsonb not null default '[]', primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "plan_map" add constraint "plan_map_tenant_id_procedure_id_unique" unique ("tenant_id", "procedure_id");`,
    );

    this.addSql(
      `create table "plan_feature" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "position" int not null, "name" text not null, "kind" varchar(255) not null, "note" text not null, "geometry" jsonb not null, "removed_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "plan_feature_tenant_id_procedure_id_index" on "plan_feature" ("tenant_id", "procedure_id");`,
    );

    this.addSql(
      `create table "plan_document" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "key" varchar(80) not null, "title" text not null, "kind" varchar(255) not null, "position" int not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "plan_document" add constraint "plan_document_tenant_id_procedure_id_key_unique" unique ("tenant_id", "procedure_id", "key");`,
    );

    this.addSql(
      `create table "document_version" ("tenant_id" uuid not null, "id" uuid not null, "document_id" uuid not null, "version" int not null, "language" varchar(8) not null default 'de', "pages" int not null, "size" int not null, "file_key" varchar(255) not null, "text" text not null, "taken_down_at" timestamptz null, "taken_down_by" uuid null, "taken_down_entry_id" uuid null, "taken_down_salt" varchar(64) null, "sha256" varchar(64) not null, "laid_out_at" timestamptz not null, "laid_out_by" uuid null, "register_entry_id" uuid not null, "salt" varchar(64) not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "document_version" add constraint "document_version_tenant_id_document_id_version_unique" unique ("tenant_id", "document_id", "version");`,
    );

    this.addSql(
      `create table "release" ("tenant_id" uuid not null, "id" uuid not null, "text" text not null, "author_label" varchar(255) not null, "released_at" timestamptz not null, "released_by" uuid not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "session" ("id" uuid not null, "account_id" uuid not null, "host" varchar(260) not null, "secret_hash" varchar(64) null, "tokens" text null, "tokens_expire_at" timestamptz not null, "sid" varchar(255) null, "acr" varchar(255) null, "authenticated_at" timestamptz not null, "created_at" timestamptz not null, "expires_at" timestamptz not null, "ended_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`alter table "session" add constraint "session_secret_hash_unique" unique ("secret_hash");`);
    this.addSql(`create index "session_sid_index" on "session" ("sid");`);

    this.addSql(
      `create table "sign_out" ("id" varchar(255) not null, "sid" varchar(255) null, "subject" varchar(255) null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "sign_out_sid_index" on "sign_out" ("sid");`);

    this.addSql(
      `create table "statement" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "number" varchar(11) not null, "text" text not null, "about" jsonb not null, "files" jsonb not null default '[]', "author_kind" varchar(255) not null, "is_anonymous" boolean not null, "may_publish" boolean not null default false, "channel" varchar(255) not null, "received_at" timestamptz not null, "is_late" boolean not null, "account_id" uuid null, "content_hash" varchar(64) not null, "fingerprint" varchar(64) not null, "receipt" text not null, "salt" varchar(64) not null, "register_entry_id" uuid not null, "withdrawn_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "statement_tenant_id_procedure_id_received_at_id_index" on "statement" ("tenant_id", "procedure_id", "received_at", "id");`,
    );
    this.addSql(
      `create index "statement_tenant_id_account_id_index" on "statement" ("tenant_id", "account_id");`,
    );
    this.addSql(
      `alter table "statement" add constraint "statement_tenant_id_number_unique" unique ("tenant_id", "number");`,
    );

    this.addSql(
      `create table "statement_identity" ("tenant_id" uuid not null, "id" uuid not null, "name" varchar(255) null, "organisation" varchar(255) null, "street" varchar(255) null, "postcode" varchar(255) null, "place" varchar(255) null, "email" varchar(255) null, "answer_by" varchar(255) not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "tenant" ("id" uuid not null, "code" varchar(3) not null, "slug" varchar(63) not null, "hosts" text[] not null default '{}', "ags" varchar(8) null, "name" varchar(255) not null, "full_name" varchar(255) not null, "claim" text not null, "colour" varchar(7) not null, "picture" text null, "picture_alt" varchar(255) not null default '', "contact" jsonb not null, "imprint" text not null, "privacy" text not null, "accessibility" text not null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`alter table "tenant" add constraint "tenant_code_unique" unique ("code");`);
    this.addSql(`alter table "tenant" add constraint "tenant_slug_unique" unique ("slug");`);

    this.addSql(
      `create table "text_version" ("tenant_id" uuid not null, "id" uuid not null, "text_id" uuid not null, "version" int not null, "blocks" jsonb not null, "sha256" varchar(64) not null, "laid_out_at" timestamptz not null, "laid_out_by" uuid null, "register_entry_id" uuid not null, "salt" varchar(64) not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "text_version" add constraint "text_version_tenant_id_text_id_version_unique" unique ("tenant_id", "text_id", "version");`,
    );

    this.addSql(
      `create table "ticket" ("hash" varchar(64) not null, "session_id" uuid not null, "browser_hash" varchar(64) not null, "path" text not null, "expires_at" timestamptz not null, "used_at" timestamptz null, primary key ("hash"));`,
    );

    this.addSql(
      `create table "upload" ("tenant_id" uuid not null, "id" uuid not null, "name" varchar(255) not null, "type" varchar(255) not null, "size" int not null, "sha256" varchar(64) not null, "file_key" varchar(255) not null, "uploaded_at" timestamptz not null, "statement_id" uuid null, "scan" varchar(255) null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(`alter table "answer" enable row level security;`);
    this.addSql(`alter table "answer" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "answer" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(`alter table "membership" enable row level security;`);
    this.addSql(`alter table "membership" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "membership" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(`alter table "procedure" enable row level security;`);
    this.addSql(`alter table "procedure" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "procedure" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(
      `alter table "plan_text" add constraint "plan_text_tenant_id_procedure_id_foreign" foreign key ("tenant_id", "procedure_id") references "procedure" ("tenant_id", "id") on update cascade;`,
    );
    this.addSql(`alter table "plan_text" enable row level security;`);
    this.addSql(`alter table "plan_text" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "plan_text" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(
      `alter table "paragraph" add constraint "paragraph_tenant_id_text_id_foreign" foreign key ("tenant_id", "text_id") references "plan_text" ("tenant_id", "id") on update cascade;`,
    );
    this.addSql(`alter table "paragraph" enable row level security;`);
    this.addSql(`alter table "paragraph" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "paragraph" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(
      `alter table "plan_map" add constraint "plan_map_tenant_id_procedure_id_foreign" foreign key ("tenant_id", "procedure_id") references "procedure" ("tenant_id", "id") on update cascade;`,
    );
    this.addSql(`alter table "plan_map" enable row level security;`);
    this.addSql(`alter table "plan_map" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "plan_map" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(
      `alter table "plan_feature" add constraint "plan_feature_tenant_id_procedure_id_foreign" foreign key ("tenant_id", "procedure_id") references "procedure" ("tenant_id", "id") on update cascade;`,
    );
    this.addSql(`alter table "plan_feature" enable row level security;`);
    this.addSql(`alter table "plan_feature" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "plan_feature" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(
      `alter table "plan_document" add constraint "plan_document_tenant_id_procedure_id_foreign" foreign key ("tenant_id", "procedure_id") references "procedure" ("tenant_id", "id") on update cascade;`,
    );
    this.addSql(`alter table "plan_document" enable row level security;`);
    this.addSql(`alter table "plan_document" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "plan_document" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(
      `alter table "document_version" add constraint "document_version_tenant_id_document_id_foreign" foreign key ("tenant_id", "document_id") references "plan_document" ("tenant_id", "id") on update cascade;`,
    );
    this.addSql(`alter table "document_version" enable row level security;`);
    this.addSql(`alter table "document_version" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "document_version" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(`alter table "release" enable row level security;`);
    this.addSql(`alter table "release" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "release" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(
      `alter table "session" add constraint "session_account_id_foreign" foreign key ("account_id") references "account" ("id");`,
    );

    this.addSql(
      `alter table "statement" add constraint "statement_tenant_id_procedure_id_foreign" foreign key ("tenant_id", "procedure_id") references "procedure" ("tenant_id", "id") on update cascade;`,
    );
    this.addSql(`alter table "statement" enable row level security;`);
    this.addSql(`alter table "statement" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "statement" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(`alter table "statement_identity" enable row level security;`);
    this.addSql(`alter table "statement_identity" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "statement_identity" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(`alter table "tenant" enable row level security;`);
    this.addSql(`alter table "tenant" force row level security;`);
    this.addSql(`create policy "everybody_reads" on "tenant" for select using (true);`);
    this.addSql(
      `create policy "created_by_the_operator" on "tenant" for insert with check (id = (select sec.tenant()));`,
    );
    this.addSql(
      `create policy "own_tenant" on "tenant" for update using (id = (select sec.tenant())) with check (id = (select sec.tenant()));`,
    );

    this.addSql(
      `alter table "text_version" add constraint "text_version_tenant_id_text_id_foreign" foreign key ("tenant_id", "text_id") references "plan_text" ("tenant_id", "id") on update cascade;`,
    );
    this.addSql(`alter table "text_version" enable row level security;`);
    this.addSql(`alter table "text_version" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "text_version" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    this.addSql(
      `alter table "ticket" add constraint "ticket_session_id_foreign" foreign key ("session_id") references "session" ("id");`,
    );

    this.addSql(`alter table "upload" enable row level security;`);
    this.addSql(`alter table "upload" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "upload" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "session" drop constraint "session_account_id_foreign";`);
    this.addSql(`alter table "plan_text" drop constraint "plan_text_tenant_id_procedure_id_foreign";`);
    this.addSql(`alter table "plan_map" drop constraint "plan_map_tenant_id_procedure_id_foreign";`);
    this.addSql(`alter table "plan_feature" drop constraint "plan_feature_tenant_id_procedure_id_foreign";`);
    this.addSql(
      `alter table "plan_document" drop constraint "plan_document_tenant_id_procedure_id_foreign";`,
    );
    this.addSql(`alter table "statement" drop constraint "statement_tenant_id_procedure_id_foreign";`);
    this.addSql(`alter table "paragraph" drop constraint "paragraph_tenant_id_text_id_foreign";`);
    this.addSql(`alter table "text_version" drop constraint "text_version_tenant_id_text_id_foreign";`);
    this.addSql(
      `alter table "document_version" drop constraint "document_version_tenant_id_document_id_foreign";`,
    );
    this.addSql(`alter table "ticket" drop constraint "ticket_session_id_foreign";`);

    this.addSql(`drop table if exists "account" cascade;`);
    this.addSql(`drop table if exists "answer" cascade;`);
    this.addSql(`drop table if exists "membership" cascade;`);
    this.addSql(`drop table if exists "procedure" cascade;`);
    this.addSql(`drop table if exists "plan_text" cascade;`);
    this.addSql(`drop table if exists "paragraph" cascade;`);
    this.addSql(`drop table if exists "plan_map" cascade;`);
    this.addSql(`drop table if exists "plan_feature" cascade;`);
    this.addSql(`drop table if exists "plan_document" cascade;`);
    this.addSql(`drop table if exists "document_version" cascade;`);
    this.addSql(`drop table if exists "release" cascade;`);
    this.addSql(`drop table if exists "session" cascade;`);
    this.addSql(`drop table if exists "sign_out" cascade;`);
    this.addSql(`drop table if exists "statement" cascade;`);
    this.addSql(`drop table if exists "statement_identity" cascade;`);
    this.addSql(`drop table if exists "tenant" cascade;`);
    this.addSql(`drop table if exists "text_version" cascade;`);
    this.addSql(`drop table if exists "ticket" cascade;`);
    this.addSql(`drop table if exists "upload" cascade;`);
  }
}

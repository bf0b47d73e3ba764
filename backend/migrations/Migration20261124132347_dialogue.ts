import { Migration } from '@mikro-orm/migrations';

export class Migration20261124132347_dialogue extends Migration {

  override name = 'Migration20261124132347_dialogue';

  override up(): void | Promise<void> {
    this.addSql(`create table "comment" ("tenant_id" uuid not null, "id" uuid not null, "contribution_id" uuid not null, "parent_id" uuid null, "text" text not null, "author_name" varchar(80) null, "is_official" boolean not null default false, "account_id" uuid null, "standing" varchar(255) not null, "hidden_reason" text null, "written_at" timestamptz not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "comment_tenant_id_contribution_id_written_at_index" on "comment" ("tenant_id", "contribution_id", "written_at");`);
    this.addSql(`create index "comment_tenant_id_written_at_index" on "comment" ("tenant_id", "written_at") where standing = 'waiting';`);

    this.addSql(`create table "contribution" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "dialogue_id" uuid not null, "number" varchar(11) not null, "title" varchar(160) not null, "text" text not null, "category" varchar(80) null, "place" jsonb null, "author_name" varchar(80) null, "is_official" boolean not null default false, "account_id" uuid null, "standing" varchar(255) not null, "hidden_reason" text null, "received_at" timestamptz not null, "content_hash" varchar(64) not null, "fingerprint" varchar(64) not null, "receipt" text not null, "salt" varchar(64) not null, "register_entry_id" uuid not null, "agree" int not null default 0, "neutral" int not null default 0, "disagree" int not null default 0, "shuffle" double precision not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "contribution_tenant_id_procedure_id_received_at_index" on "contribution" ("tenant_id", "procedure_id", "received_at") where standing = 'waiting';`);
    this.addSql(`create index "contribution_tenant_id_account_id_index" on "contribution" ("tenant_id", "account_id");`);
    this.addSql(`alter table "contribution" add constraint "contribution_tenant_id_number_unique" unique ("tenant_id", "number");`);

    this.addSql(`create table "contribution_identity" ("tenant_id" uuid not null, "id" uuid not null, "email" varchar(254) not null, primary key ("tenant_id", "id"));`);

    this.addSql(`create table "dialogue" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "key" varchar(60) not null, "title" varchar(160) not null, "lead" text not null, "subject" jsonb not null, "categories" jsonb not null default '[]', "moderation" varchar(255) not null, "contribute_by" varchar(255) not null, "rate_by" varchar(255) not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`);
    this.addSql(`alter table "dialogue" add constraint "dialogue_tenant_id_procedure_id_key_unique" unique ("tenant_id", "procedure_id", "key");`);

    this.addSql(`create table "rating" ("tenant_id" uuid not null, "contribution_id" uuid not null, "voter" varchar(64) not null, "value" smallint not null, "rated_at" timestamptz not null, primary key ("tenant_id", "contribution_id", "voter"));`);

    this.addSql(`alter table "comment" enable row level security;`);
    this.addSql(`alter table "comment" force row level security;`);
    this.addSql(`create policy "own_tenant" on "comment" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "contribution" enable row level security;`);
    this.addSql(`alter table "contribution" force row level security;`);
    this.addSql(`create policy "own_tenant" on "contribution" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "contribution_identity" enable row level security;`);
    this.addSql(`alter table "contribution_identity" force row level security;`);
    this.addSql(`create policy "own_tenant" on "contribution_identity" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "dialogue" enable row level security;`);
    this.addSql(`alter table "dialogue" force row level security;`);
    this.addSql(`create policy "own_tenant" on "dialogue" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "rating" enable row level security;`);
    this.addSql(`alter table "rating" force row level security;`);
    this.addSql(`create policy "own_tenant" on "rating" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    // Counted where ratings are written, so that no two of them lose one.
    this.addSql(`
      create function count_rating() returns trigger language plpgsql as $$ begin
        update public.contribution c set
          agree = c.agree + (new.value = 1)::int - coalesce((old.value = 1)::int, 0),
          neutral = c.neutral + (new.value = 0)::int - coalesce((old.value = 0)::int, 0),
          disagree = c.disagree + (new.value = -1)::int - coalesce((old.value = -1)::int, 0)
        where c.tenant_id = new.tenant_id and c.id = new.contribution_id;
        return null;
      end $$;`);
    this.addSql(`
      create trigger count_rating after insert or update of value on "rating"
        for each row execute function count_rating();`);

    this.addSql(`create table pub.dialogue (
      tenant_id uuid not null,
      procedure_id uuid not null,
      id uuid not null,
      key text not null,
      title text not null,
      lead text not null,
      subject jsonb not null,
      categories jsonb not null,
      moderation text not null,
      contribute_by text not null,
      rate_by text not null,
      created_at timestamptz not null,
      contribution_count integer not null default 0,
      primary key (tenant_id, id)
    );`);
    this.addSql(`create index dialogue_of_procedure on pub.dialogue (tenant_id, procedure_id, key);`);
    this.addSql(`create table pub.contribution (
      tenant_id uuid not null,
      procedure_id uuid not null,
      dialogue_id uuid not null,
      id uuid not null,
      number text not null,
      -- null where it is hidden
      title text,
      text text,
      category text,
      place jsonb,
      author_name text,
      is_official boolean not null,
      hidden_reason text,
      received_at timestamptz not null,
      shuffle double precision not null,
      agree integer not null default 0,
      neutral integer not null default 0,
      disagree integer not null default 0,
      divided integer not null default 0,
      comments integer not null default 0,
      search tsvector not null default '',
      words text not null default '',
      primary key (tenant_id, id)
    );`);
    for (const column of ['received_at', 'shuffle', 'agree', 'divided', 'comments'])
      this.addSql(`create index contribution_by_${column} on pub.contribution (tenant_id, dialogue_id, ${column}, id);`);
    this.addSql(`create index contribution_by_number on pub.contribution (tenant_id, number);`);
    this.addSql(`create index contribution_search on pub.contribution using gin (search);`);
    this.addSql(`create index contribution_words on pub.contribution using gin (words pub.gin_trgm_ops);`);
    this.addSql(`create table pub.comment (
      tenant_id uuid not null,
      contribution_id uuid not null,
      id uuid not null,
      parent_id uuid,
      text text,
      author_name text,
      is_official boolean not null,
      hidden_reason text,
      written_at timestamptz not null,
      primary key (tenant_id, id)
    );`);
    this.addSql(`create index comment_of_contribution on pub.comment (tenant_id, contribution_id, written_at, id);`);
    this.addSql(`create index comment_of_comment on pub.comment (tenant_id, parent_id) where parent_id is not null;`);
    this.addSql(`grant select on pub.dialogue, pub.contribution, pub.comment to mitsprache_public;`);
    this.addSql(`grant select, insert, update, delete on pub.dialogue, pub.contribution, pub.comment to mitsprache_app;`);
  }
}

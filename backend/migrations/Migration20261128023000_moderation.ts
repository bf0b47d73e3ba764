import { Migration } from '@mikro-orm/migrations';

export class Migration20261128023000_moderation extends Migration {

  override name = 'Migration20261128023000_moderation';

  override up(): void | Promise<void> {
    this.addSql(`create table "suspension" ("tenant_id" uuid not null, "id" uuid not null, "number" varchar(11) not null, "account_id" uuid null, "address_hash" varchar(64) null, "decision_id" uuid not null, "basis" varchar(10) not null, "provision" varchar(200) not null, "reason" text not null, "from" timestamptz not null, "until" timestamptz not null, "suspended_by" uuid not null, "ended_at" timestamptz null, "ended_by" uuid null, "end_reason" text null, "appeal_text" text null, "appealed_at" timestamptz null, "appeal_decided_at" timestamptz null, "appeal_decided_by" uuid null, "appeal_outcome" varchar(10) null, "appeal_answer" text null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "suspension_tenant_id_account_id_index" on "suspension" ("tenant_id", "account_id");`);
    this.addSql(`create index "suspension_tenant_id_address_hash_index" on "suspension" ("tenant_id", "address_hash");`);
    this.addSql(`create index "suspension_tenant_id_from_index" on "suspension" ("tenant_id", "from");`);
    this.addSql(`alter table "suspension" add constraint "suspension_tenant_id_number_unique" unique ("tenant_id", "number");`);

    this.addSql(`create table "voice_decision" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "kind" varchar(12) not null, "subject_id" uuid not null, "outcome" varchar(10) not null, "basis" varchar(10) null, "provision" varchar(200) null, "reason" text not null, "is_after_report" boolean not null, "appeal_id" uuid null, "is_warning" boolean not null default false, "warned_account_id" uuid null, "warned_address_hash" varchar(64) null, "decided_at" timestamptz not null, "decided_by" uuid not null, "mailed_at" timestamptz null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "voice_decision_tenant_id_subject_id_decided_at_index" on "voice_decision" ("tenant_id", "subject_id", "decided_at");`);
    this.addSql(`create index "voice_decision_tenant_id_decided_at_index" on "voice_decision" ("tenant_id", "decided_at");`);
    this.addSql(`create index "voice_decision_tenant_id_warned_account_id_index" on "voice_decision" ("tenant_id", "warned_account_id") where warned_account_id is not null;`);
    this.addSql(`create index "voice_decision_tenant_id_warned_address_hash_index" on "voice_decision" ("tenant_id", "warned_address_hash") where warned_address_hash is not null;`);

    this.addSql(`alter table "report" add "decision_id" uuid null;`);

    this.addSql(`alter table "tenant" add "dialogue_rules" text null;`);

    this.addSql(`alter table "suspension" enable row level security;`);
    this.addSql(`alter table "suspension" force row level security;`);
    this.addSql(`create policy "own_tenant" on "suspension" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "voice_decision" enable row level security;`);
    this.addSql(`alter table "voice_decision" force row level security;`);
    this.addSql(`create policy "own_tenant" on "voice_decision" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table pub.tenant add dialogue_rules text;`);

    // What the transparency report counts: one row for each notice, restriction, suspension and complaint, without a word
    // that somebody wrote and without anything that tells who they are.
    this.addSql(`create table pub.moderation_fact (
      tenant_id uuid not null,
      id uuid not null,
      kind text not null,
      -- in Berlin
      day date not null,
      -- of a notice
      ground text,
      -- illegal or rules
      basis text,
      -- of a notice: hidden, redacted or kept; of a restriction: hidden or redacted; of a complaint: upheld or reversed
      action text,
      -- who complains: author, reporter or suspended
      party text,
      is_own boolean not null default false,
      is_mailed boolean not null default false,
      -- until it was decided
      minutes integer,
      primary key (tenant_id, kind, id)
    );`);
    this.addSql(`create index moderation_fact_by_day on pub.moderation_fact (tenant_id, day);`);
    this.addSql(`create table pub.active_month (
      tenant_id uuid not null,
      -- the first day of it
      month date not null,
      people integer not null,
      primary key (tenant_id, month)
    );`);
    this.addSql(`grant select on pub.moderation_fact, pub.active_month to mitsprache_public;`);
    this.addSql(`grant select, insert, update, delete on pub.moderation_fact, pub.active_month to mitsprache_app;`);
  }
}

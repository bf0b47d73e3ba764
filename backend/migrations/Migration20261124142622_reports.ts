import { Migration } from '@mikro-orm/migrations';

export class Migration20261124142622_reports extends Migration {

  override name = 'Migration20261124142622_reports';

  override up(): void | Promise<void> {
    this.addSql(`create table "appeal" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "kind" varchar(255) not null, "subject_id" uuid not null, "report_id" uuid null, "text" text not null, "made_at" timestamptz not null, "against" uuid not null, "decided_at" timestamptz null, "decided_by" uuid null, "outcome" varchar(255) null, "answer" text null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "appeal_tenant_id_procedure_id_made_at_index" on "appeal" ("tenant_id", "procedure_id", "made_at") where decided_at is null;`);
    this.addSql(`create index "appeal_tenant_id_subject_id_index" on "appeal" ("tenant_id", "subject_id");`);

    this.addSql(`create table "moderation_claim" ("tenant_id" uuid not null, "subject_id" uuid not null, "account_id" uuid not null, "until" timestamptz not null, primary key ("tenant_id", "subject_id"));`);

    this.addSql(`create table "report" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "kind" varchar(255) not null, "subject_id" uuid not null, "number" varchar(11) not null, "ground" varchar(255) not null, "text" text not null, "email" varchar(254) null, "reported_at" timestamptz not null, "decided_at" timestamptz null, "decided_by" uuid null, "outcome" varchar(255) null, "answer" text null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "report_tenant_id_procedure_id_reported_at_index" on "report" ("tenant_id", "procedure_id", "reported_at") where decided_at is null;`);
    this.addSql(`create index "report_tenant_id_subject_id_index" on "report" ("tenant_id", "subject_id");`);
    this.addSql(`create index "report_tenant_id_reported_at_index" on "report" ("tenant_id", "reported_at");`);
    this.addSql(`alter table "report" add constraint "report_tenant_id_number_unique" unique ("tenant_id", "number");`);

    this.addSql(`alter table "comment" add "redacted_text" text null, add "decided_at" timestamptz null, add "decided_by" uuid null;`);

    this.addSql(`alter table "contribution" add "redacted_text" text null, add "decided_at" timestamptz null, add "decided_by" uuid null;`);

    this.addSql(`alter table "appeal" enable row level security;`);
    this.addSql(`alter table "appeal" force row level security;`);
    this.addSql(`create policy "own_tenant" on "appeal" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "moderation_claim" enable row level security;`);
    this.addSql(`alter table "moderation_claim" force row level security;`);
    this.addSql(`create policy "own_tenant" on "moderation_claim" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    this.addSql(`alter table "report" enable row level security;`);
    this.addSql(`alter table "report" force row level security;`);
    this.addSql(`create policy "own_tenant" on "report" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    // What is decided is given back.
    this.addSql(`grant delete on "moderation_claim" to mitsprache_app;`);
  }
}

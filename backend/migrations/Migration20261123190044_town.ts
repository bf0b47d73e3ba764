import { Migration } from '@mikro-orm/migrations';

export class Migration20261123190044_town extends Migration {

  override name = 'Migration20261123190044_town';

  override up(): void | Promise<void> {
    this.addSql(`create table "town_version" ("tenant_id" uuid not null, "id" uuid not null, "number" int not null, "at" timestamptz not null, "account_id" uuid null, "part" varchar(20) not null, "restored_from" int null, "content" jsonb not null, primary key ("tenant_id", "id"));`);
    this.addSql(`alter table "town_version" add constraint "town_version_tenant_id_number_unique" unique ("tenant_id", "number");`);

    this.addSql(`alter table "tenant" add "picture_key" varchar(255) null, add "defaults" jsonb not null default '{}', add "settings" jsonb not null default '{}', add "version" int not null default 1;`);

    this.addSql(`alter table "town_version" enable row level security;`);
    this.addSql(`alter table "town_version" force row level security;`);
    this.addSql(`create policy "own_tenant" on "town_version" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);
    this.addSql(`create table "invitation" ("tenant_id" uuid not null, "id" uuid not null, "mail" varchar(254) not null, "role" varchar(255) not null, "procedure_id" uuid null, "invited_at" timestamptz not null, "invited_by" uuid null, "expires_at" timestamptz not null, "accepted_at" timestamptz null, "accepted_by" uuid null, "ended_at" timestamptz null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "invitation_tenant_id_mail_index" on "invitation" ("tenant_id", "mail");`);

    this.addSql(`alter table "invitation" enable row level security;`);
    this.addSql(`alter table "invitation" force row level security;`);
    this.addSql(`create policy "own_tenant" on "invitation" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    // What was kept stays as it was kept.
    this.addSql(`revoke update on "town_version" from mitsprache_app;`);

    this.addSql(`alter table pub.tenant add column picture_key text;`);
  }
}

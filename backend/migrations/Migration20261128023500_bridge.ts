import { Migration } from '@mikro-orm/migrations';

export class Migration20261128023500_bridge extends Migration {

  override name = 'Migration20261128023500_bridge';

  override up(): void | Promise<void> {
    this.addSql(`alter table "statement" add "origin" jsonb null;`);

    this.addSql(`create table "dialogue_bridge" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "declared_at" timestamptz not null, "declared_by" uuid null, primary key ("tenant_id", "id"));`);

    this.addSql(`create table "takeover" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "dialogue_id" uuid not null, "has_hidden" boolean not null, "total" int not null, "done" int not null default 0, "left_out" int not null, "asked_at" timestamptz not null, "asked_by" uuid null, "finished_at" timestamptz null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "takeover_tenant_id_dialogue_id_asked_at_index" on "takeover" ("tenant_id", "dialogue_id", "asked_at");`);

    this.addSql(`create table "taken_contribution" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "takeover_id" uuid not null, "statement_id" uuid not null, "taken_at" timestamptz not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "taken_contribution_tenant_id_procedure_id_index" on "taken_contribution" ("tenant_id", "procedure_id");`);
    this.addSql(`alter table "taken_contribution" add constraint "taken_contribution_tenant_id_statement_id_unique" unique ("tenant_id", "statement_id");`);

    for (const table of ['dialogue_bridge', 'takeover', 'taken_contribution']) {
      this.addSql(`alter table "${table}" enable row level security;`);
      this.addSql(`alter table "${table}" force row level security;`);
      this.addSql(`create policy "own_tenant" on "${table}" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);
    }
    // That something was taken over is never changed.
    this.addSql(`revoke update, delete on "dialogue_bridge", "taken_contribution" from mitsprache_app;`);

    this.addSql(`alter table pub.dialogue add column feeds_weighing boolean not null default false;`);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261128025500_dialogue_result extends Migration {

  override name = 'Migration20261128025500_dialogue_result';

  override up(): void | Promise<void> {
    this.addSql(`create table "dialogue_result" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "dialogue_id" uuid not null, "text" text not null, "expected_on" varchar(10) null, "saved_at" timestamptz not null, "saved_by" uuid not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "dialogue_result_tenant_id_dialogue_id_saved_at_index" on "dialogue_result" ("tenant_id", "dialogue_id", "saved_at");`);

    this.addSql(`alter table "dialogue_result" enable row level security;`);
    this.addSql(`alter table "dialogue_result" force row level security;`);
    this.addSql(`create policy "own_tenant" on "dialogue_result" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);
    // Each version stays.
    this.addSql(`revoke update, delete on "dialogue_result" from mitsprache_app;`);

    this.addSql(`alter table pub.dialogue add column result text not null default '', add column result_by text, add column result_at timestamptz, add column expected_on text;`);
  }
}

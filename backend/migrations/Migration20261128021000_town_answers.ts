import { Migration } from '@mikro-orm/migrations';

export class Migration20261128021000_town_answers extends Migration {

  override name = 'Migration20261128021000_town_answers';

  override up(): void | Promise<void> {
    this.addSql(`create table "town_answer" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "becomes" varchar(12) not null, "text" text not null, "office" varchar(160) not null, "contribution_ids" uuid[] not null, "asked_at" timestamptz not null, "asked_by" uuid null, "starts_at" timestamptz not null, "done" int not null default 0, "finished_at" timestamptz null, "undone_at" timestamptz null, "undone_by" uuid null, "register_entry_id" uuid null, "salt" varchar(64) null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "town_answer_tenant_id_procedure_id_asked_at_index" on "town_answer" ("tenant_id", "procedure_id", "asked_at");`);

    this.addSql(`create table "contribution_step" ("tenant_id" uuid not null, "id" uuid not null, "contribution_id" uuid not null, "answer_id" uuid not null, "procedure_id" uuid not null, "becomes" varchar(12) not null, "at" timestamptz not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "contribution_step_tenant_id_contribution_id_at_id_index" on "contribution_step" ("tenant_id", "contribution_id", "at", "id");`);
    this.addSql(`alter table "contribution_step" add constraint "contribution_step_tenant_id_answer_id_contribution_id_unique" unique ("tenant_id", "answer_id", "contribution_id");`);

    for (const table of ['town_answer', 'contribution_step']) {
      this.addSql(`alter table "${table}" enable row level security;`);
      this.addSql(`alter table "${table}" force row level security;`);
      this.addSql(`create policy "own_tenant" on "${table}" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);
    }

    // What was answered stands: of an answer only how far it is may change, of a step nothing.
    this.addSql(`revoke update, delete on "town_answer", "contribution_step" from mitsprache_app;`);
    this.addSql(`grant update ("done", "finished_at", "undone_at", "undone_by", "register_entry_id", "salt") on "town_answer" to mitsprache_app;`);

    this.addSql(`alter table pub.contribution add column became jsonb, add column becomes text;`);
    this.addSql(`create index contribution_by_becomes on pub.contribution (tenant_id, dialogue_id, becomes, received_at, id) where becomes is not null;`);
  }
}

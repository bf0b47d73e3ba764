import { Migration } from '@mikro-orm/migrations';

export class Migration20261123182112_plan_workplace extends Migration {

  override name = 'Migration20261123182112_plan_workplace';

  override up(): void | Promise<void> {
    this.addSql(`create table "plan_upload" ("tenant_id" uuid not null, "id" uuid not null, "procedure_id" uuid not null, "name" text not null, "pages" int not null, "size" int not null, "sha256" varchar(64) not null, "file_key" varchar(255) not null, "text" text not null, "uploaded_at" timestamptz not null, primary key ("tenant_id", "id"));`);
    this.addSql(`create index "plan_upload_tenant_id_procedure_id_index" on "plan_upload" ("tenant_id", "procedure_id");`);

    this.addSql(`alter table "plan_text" add "draft" text null, add "draft_at" timestamptz null;`);

    this.addSql(`alter table "document_version" add "taken_down_reason" text null;`);
    this.addSql(`alter table "document_version" alter column "laid_out_at" drop not null;`);
    this.addSql(`alter table "document_version" alter column "register_entry_id" drop not null;`);
    this.addSql(`alter table "document_version" alter column "salt" drop not null;`);

    this.addSql(`alter table "text_version" alter column "laid_out_at" drop not null;`);
    this.addSql(`alter table "text_version" alter column "register_entry_id" drop not null;`);
    this.addSql(`alter table "text_version" alter column "salt" drop not null;`);

    this.addSql(`alter table "plan_upload" add constraint "plan_upload_tenant_id_procedure_id_foreign" foreign key ("tenant_id", "procedure_id") references "procedure" ("tenant_id", "id") on update cascade;`);
    this.addSql(`alter table "plan_upload" enable row level security;`);
    this.addSql(`alter table "plan_upload" force row level security;`);
    this.addSql(`create policy "own_tenant" on "plan_upload" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);
    // What got a name or was forgotten leaves quarantine.
    this.addSql(`grant delete on "plan_upload" to mitsprache_app;`);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261124124818_institutions extends Migration {

  override name = 'Migration20261124124818_institutions';

  override up(): void | Promise<void> {
    this.addSql(`create table "institution" ("id" uuid not null, "name" varchar(200) not null, "registered_at" timestamptz not null, "registered_by" uuid null, primary key ("id"));`);
    this.addSql(`alter table "institution" add constraint "institution_name_unique" unique ("name");`);

    this.addSql(`create table "institution_member" ("id" uuid not null, "institution_id" uuid not null, "role" varchar(255) not null, "mail" varchar(254) not null, "invited_at" timestamptz not null, "invited_by" uuid null, "expires_at" timestamptz not null, "account_id" uuid null, "accepted_at" timestamptz null, "ended_at" timestamptz null, "ended_by" uuid null, primary key ("id"));`);
    this.addSql(`create index "institution_member_account_id_index" on "institution_member" ("account_id");`);
    this.addSql(`create index "institution_member_institution_id_index" on "institution_member" ("institution_id");`);

    this.addSql(`alter table "statement" add "institution_id" uuid null;`);
    this.addSql(`create index "statement_tenant_id_institution_id_index" on "statement" ("tenant_id", "institution_id") where institution_id is not null;`);

    this.addSql(`alter table "institution_member" add constraint "institution_member_institution_id_foreign" foreign key ("institution_id") references "institution" ("id");`);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Migration20261128020500_intake extends Migration {

  override name = 'Migration20261128020500_intake';

  override up(): void | Promise<void> {
    this.addSql(`create table "comment_identity" ("tenant_id" uuid not null, "id" uuid not null, "email" varchar(254) not null, primary key ("tenant_id", "id"));`);

    this.addSql(`alter table "comment" add "number" varchar(11) null, add "content_hash" varchar(64) null, add "fingerprint" varchar(64) null, add "receipt" text null, add "salt" varchar(64) null, add "register_entry_id" uuid null;`);
    this.addSql(`alter table "comment" add constraint "comment_tenant_id_number_unique" unique ("tenant_id", "number");`);

    this.addSql(`alter table "contribution" add "files" jsonb not null default '[]', add "copies" jsonb not null default '[]', add "shows_files" boolean not null default true;`);
    this.addSql(`alter table pub.contribution add files jsonb not null default '[]';`);

    this.addSql(`alter table "comment_identity" enable row level security;`);
    this.addSql(`alter table "comment_identity" force row level security;`);
    this.addSql(`create policy "own_tenant" on "comment_identity" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    // Files have an owner of any kind. As long as the release before still runs, each of the two columns follows the
    // other; statement_id goes in a later release (new-migration.ts leaves it alone until then).
    this.addSql(`alter table "upload" add "owner_id" uuid null;`);
    this.addSql(`
      create function same_owner() returns trigger language plpgsql as $$ begin
        new.owner_id := coalesce(new.owner_id, new.statement_id);
        new.statement_id := new.owner_id;
        return new;
      end $$;`);
    this.addSql(`
      create trigger same_owner before insert or update on "upload"
        for each row execute function same_owner();`);
    this.addSql(`update "upload" set owner_id = statement_id where statement_id is not null;`);
    this.addSql(`create index "upload_tenant_id_owner_id_index" on "upload" ("tenant_id", "owner_id") where owner_id is not null;`);
  }
}

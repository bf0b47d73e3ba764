import { Migration } from '@mikro-orm/migrations';

export class Migration20261124065649_own_towns extends Migration {

  override name = 'Migration20261124065649_own_towns';

  override up(): void | Promise<void> {
    this.addSql(`create table "account_town" ("tenant_id" uuid not null, "account_id" uuid not null, "ended_at" timestamptz null, primary key ("tenant_id", "account_id"));`);
    this.addSql(`create index "account_town_account_id_index" on "account_town" ("account_id");`);

    this.addSql(`alter table "account_town" enable row level security;`);
    this.addSql(`alter table "account_town" force row level security;`);
    this.addSql(`create policy "own_tenant" on "account_town" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);
    this.addSql(`create policy "own_account" on "account_town" for select using (account_id = (select sec.actor()));`);

    // Two who end a person's last two roles at the same moment do so one after the other: the row is locked first.
    this.addSql(`
      create function town_of_account() returns trigger language plpgsql as $$ begin
        insert into public.account_town (tenant_id, account_id) values (new.tenant_id, new.account_id)
          on conflict (tenant_id, account_id) do update set account_id = excluded.account_id;
        update public.account_town t
          set ended_at = case when exists (
            select 1 from public.membership m
            where m.tenant_id = t.tenant_id and m.account_id = t.account_id and m.ended_at is null) then null
            else new.ended_at end
          where t.tenant_id = new.tenant_id and t.account_id = new.account_id;
        return null;
      end $$;`);
    this.addSql(`
      create trigger town_of_account after insert or update of ended_at on "membership"
        for each row execute function town_of_account();`);
    // Memberships of before; the owner of a table sees all of its rows while row-level security is not forced.
    const tables = ['membership', 'account_town'];
    for (const table of tables) this.addSql(`alter table "${table}" no force row level security;`);
    this.addSql(`
      insert into account_town (tenant_id, account_id, ended_at)
        select tenant_id, account_id, case when bool_or(ended_at is null) then null else max(ended_at) end
        from membership group by tenant_id, account_id;`);
    for (const table of tables) this.addSql(`alter table "${table}" force row level security;`);
  }
}

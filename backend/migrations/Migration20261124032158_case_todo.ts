import { Migration } from '@mikro-orm/migrations';

export class Migration20261124032158_case_todo extends Migration {

  override name = 'Migration20261124032158_case_todo';

  override up(): void | Promise<void> {
    this.addSql(`create table "case_todo" ("tenant_id" uuid not null, "id" uuid not null, "kind" varchar(12) not null, "procedure_id" uuid not null, "received_at" timestamptz not null, primary key ("tenant_id", "id", "kind"));`);
    this.addSql(`create index "case_todo_tenant_id_kind_procedure_id_received_at_id_index" on "case_todo" ("tenant_id", "kind", "procedure_id", "received_at", "id");`);
    this.addSql(`create index "case_todo_tenant_id_kind_received_at_id_index" on "case_todo" ("tenant_id", "kind", "received_at", "id");`);

    this.addSql(`alter table "case_todo" enable row level security;`);
    this.addSql(`alter table "case_todo" force row level security;`);
    this.addSql(`create policy "own_tenant" on "case_todo" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`);

    // What comes in waits at once, in the same statement; what is done leaves by itself.
    this.addSql(`grant delete on "case_todo" to mitsprache_app;`);
    this.addSql(`
      create or replace function queue_case() returns trigger language plpgsql as $$ begin
        insert into public.case_to_index (tenant_id, id, procedure_id, received_at)
          select tenant_id, id, procedure_id, received_at from arrived;
        insert into public.case_todo (tenant_id, kind, id, procedure_id, received_at)
          select tenant_id, 'open', id, procedure_id, received_at from arrived
          union all
          select tenant_id, 'to-release', id, procedure_id, received_at from arrived where may_publish;
        return null;
      end $$;`);
    this.addSql(`
      create function case_done() returns trigger language plpgsql as $$ begin
        delete from public.case_todo t using arrived a
          where t.tenant_id = a.tenant_id and t.id = a.id and t.kind = tg_argv[0];
        return null;
      end $$;`);
    this.addSql(`
      create trigger case_done after insert on "answer" referencing new table as arrived
        for each statement execute function case_done('open');`);
    this.addSql(`
      create trigger case_done after insert on "release" referencing new table as arrived
        for each statement execute function case_done('to-release');`);
    this.addSql(`
      create function case_again() returns trigger language plpgsql as $$ begin
        insert into public.case_todo (tenant_id, kind, id, procedure_id, received_at)
          select s.tenant_id, 'to-release', s.id, s.procedure_id, s.received_at
          from gone g join public.statement s on s.tenant_id = g.tenant_id and s.id = g.id
          where s.may_publish and s.withdrawn_at is null
          on conflict do nothing;
        return null;
      end $$;`);
    this.addSql(`
      create trigger case_again after delete on "release" referencing old table as gone
        for each statement execute function case_again();`);
    this.addSql(`
      create function case_withdrawn() returns trigger language plpgsql as $$ begin
        delete from public.case_todo t where t.tenant_id = new.tenant_id and t.id = new.id;
        return null;
      end $$;`);
    this.addSql(`
      create trigger case_withdrawn after update of withdrawn_at on "statement"
        for each row when (new.withdrawn_at is not null) execute function case_withdrawn();`);
    // Statements of before; the owner of a table sees all of its rows while row-level security is not forced.
    const tables = ['statement', 'answer', 'release', 'case_todo'];
    for (const table of tables) this.addSql(`alter table "${table}" no force row level security;`);
    this.addSql(`
      insert into case_todo (tenant_id, kind, id, procedure_id, received_at)
        select s.tenant_id, todo.kind, s.id, s.procedure_id, s.received_at
        from statement s
        left join answer a on a.tenant_id = s.tenant_id and a.id = s.id
        left join release r on r.tenant_id = s.tenant_id and r.id = s.id,
        lateral (values ('open', a.id is null), ('to-release', s.may_publish and r.id is null)) todo (kind, waits)
        where s.withdrawn_at is null and todo.waits;`);
    for (const table of tables) this.addSql(`alter table "${table}" force row level security;`);
  }
}

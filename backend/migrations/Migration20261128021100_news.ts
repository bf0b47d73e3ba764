import { Migration } from '@mikro-orm/migrations';

export class Migration20261128021100_news extends Migration {

  override name = 'Migration20261128021100_news';

  override up(): void | Promise<void> {
    // What became public, and when: no words, only what it is about. The words are read where they stand.
    this.addSql(`create table pub.news (
      id bigint generated always as identity primary key,
      -- null until the worker has put it in order
      position bigint unique,
      kind text not null,
      tenant_id uuid not null,
      procedure_id uuid not null,
      dialogue_id uuid,
      contribution_id uuid,
      subject_id uuid not null,
      mark text not null default '',
      at timestamptz,
      unique (tenant_id, kind, subject_id, mark)
    );`);
    this.addSql(`create index news_unplaced on pub.news (id) where position is null;`);
    this.addSql(`create index news_of_procedure on pub.news (procedure_id, position desc);`);
    this.addSql(`create index news_of_dialogue on pub.news (dialogue_id, position desc) where dialogue_id is not null;`);
    this.addSql(`create index news_of_contribution on pub.news (contribution_id, position desc) where contribution_id is not null;`);
    this.addSql(`create index news_of_town on pub.news (tenant_id, position desc)
      where kind in ('procedure', 'phase', 'ends', 'deadline', 'result', 'dialogue');`);
    this.addSql(`create index news_of_all on pub.news (position desc)
      where kind in ('procedure', 'phase', 'ends', 'deadline', 'result', 'dialogue');`);
    this.addSql(`create index procedure_starts on pub.procedure (starts_at);`);
    this.addSql(`create index procedure_ends on pub.procedure (ends_at);`);
    this.addSql(`grant select on pub.news to mitsprache_public;`);
    this.addSql(`grant select, insert, update, delete on pub.news to mitsprache_app;`);

    // News arise where something becomes public, in the same transaction; the same again is none.
    this.addSql(`
      create function pub.news_of_procedure() returns trigger language plpgsql as $$ begin
        if tg_op = 'INSERT' then
          insert into pub.news (kind, tenant_id, procedure_id, subject_id, at)
            values ('procedure', new.tenant_id, new.id, new.id, new.published_at) on conflict do nothing;
        end if;
        if new.result is not null and (tg_op = 'INSERT' or old.result is null) then
          insert into pub.news (kind, tenant_id, procedure_id, subject_id)
            values ('result', new.tenant_id, new.id, new.id) on conflict do nothing;
        end if;
        if tg_op = 'UPDATE' and new.status = old.status and new.starts_at = old.starts_at
          and new.status in ('early', 'display') and new.ends_at <> old.ends_at then
          insert into pub.news (kind, tenant_id, procedure_id, subject_id, mark)
            values ('deadline', new.tenant_id, new.id, new.id,
              to_char(new.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) on conflict do nothing;
        end if;
        return null;
      end $$;`);
    this.addSql(`
      create trigger news_of_procedure after insert or update on pub.procedure
        for each row execute function pub.news_of_procedure();`);

    // What was laid out together with the procedure is no news of its own.
    this.addSql(`
      create function pub.news_of_material() returns trigger language plpgsql as $$ begin
        insert into pub.news (kind, tenant_id, procedure_id, subject_id, mark, at)
          select tg_table_name, new.tenant_id, new.procedure_id, new.id, new.version::text, new.laid_out_at
          from pub.procedure p where p.tenant_id = new.tenant_id and p.id = new.procedure_id
            and new.laid_out_at > p.published_at + interval '1 minute'
          on conflict do nothing;
        return null;
      end $$;`);
    for (const table of ['document', 'text'])
      this.addSql(`
        create trigger news_of_material after insert on pub.${table}
          for each row when (new.is_current) execute function pub.news_of_material();`);

    this.addSql(`
      create function pub.news_of_dialogue() returns trigger language plpgsql as $$ begin
        insert into pub.news (kind, tenant_id, procedure_id, dialogue_id, subject_id, at)
          select 'dialogue', new.tenant_id, new.procedure_id, new.id, new.id, new.created_at
          from pub.procedure p where p.tenant_id = new.tenant_id and p.id = new.procedure_id
            and new.created_at > p.published_at
          on conflict do nothing;
        return null;
      end $$;`);
    this.addSql(`
      create trigger news_of_dialogue after insert on pub.dialogue
        for each row execute function pub.news_of_dialogue();`);

    this.addSql(`
      create function pub.news_of_contribution() returns trigger language plpgsql as $$ begin
        insert into pub.news (kind, tenant_id, procedure_id, dialogue_id, subject_id, at)
          values ('contribution', new.tenant_id, new.procedure_id, new.dialogue_id, new.id, new.received_at)
          on conflict do nothing;
        return null;
      end $$;`);
    this.addSql(`
      create trigger news_of_contribution after insert on pub.contribution
        for each row when (new.title is not null) execute function pub.news_of_contribution();`);

    // What the town says becomes of it.
    this.addSql(`
      create function pub.news_of_answer() returns trigger language plpgsql as $$ begin
        insert into pub.news (kind, tenant_id, procedure_id, dialogue_id, contribution_id, subject_id, mark)
          values ('became', new.tenant_id, new.procedure_id, new.dialogue_id, new.id, new.id, new.becomes)
          on conflict do nothing;
        return null;
      end $$;`);
    this.addSql(`
      create trigger news_of_answer after update of becomes on pub.contribution
        for each row when (new.becomes is not null and new.becomes is distinct from old.becomes)
        execute function pub.news_of_answer();`);

    this.addSql(`
      create function pub.news_of_comment() returns trigger language plpgsql as $$ begin
        insert into pub.news (kind, tenant_id, procedure_id, dialogue_id, contribution_id, subject_id, at)
          select case when new.is_official then 'answer' else 'comment' end,
            c.tenant_id, c.procedure_id, c.dialogue_id, c.id, new.id, new.written_at
          from pub.contribution c where c.tenant_id = new.tenant_id and c.id = new.contribution_id
          on conflict do nothing;
        return null;
      end $$;`);
    this.addSql(`
      create trigger news_of_comment after insert on pub.comment
        for each row when (new.text is not null) execute function pub.news_of_comment();`);

    this.addSql(`
      create function pub.news_of_voice() returns trigger language plpgsql as $$ begin
        insert into pub.news (kind, tenant_id, procedure_id, subject_id)
          values ('answered', new.tenant_id, new.procedure_id, new.id) on conflict do nothing;
        return null;
      end $$;`);
    this.addSql(`
      create trigger news_of_voice after insert or update of answer on pub.voice
        for each row when (new.answer is not null) execute function pub.news_of_voice();`);

    // A calendar knows a changed event by its sequence (RFC 5545 § 3.8.7.4).
    this.addSql(`alter table pub.procedure add sequence integer not null default 0,
      add revised_at timestamptz not null default clock_timestamp();`);
    this.addSql(`update pub.procedure set revised_at = published_at;`);
    this.addSql(`
      create function pub.revise_dates() returns trigger language plpgsql as $$ begin
        new.sequence := old.sequence + 1;
        new.revised_at := clock_timestamp();
        return new;
      end $$;`);
    this.addSql(`
      create trigger revise_dates before update of phases on pub.procedure
        for each row when (new.phases is distinct from old.phases) execute function pub.revise_dates();`);

    this.addSql(`insert into pub.news (kind, tenant_id, procedure_id, subject_id, at)
      select 'procedure', tenant_id, id, id, published_at from pub.procedure;`);
  }
}

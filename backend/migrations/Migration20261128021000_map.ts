import { Migration } from '@mikro-orm/migrations';

/** Where contributions are, counted in cells of several sizes; and what is counted of a dialogue as a whole. */
export class Migration20261128021000_map extends Migration {

  override name = 'Migration20261128021000_map';

  override up(): void | Promise<void> {
    this.addSql(`alter table pub.dialogue
      add column place_count integer not null default 0,
      add column rating_count integer not null default 0,
      add column comment_count integer not null default 0;`);
    this.addSql(`alter table pub.contribution
      add column spot point generated always as (case when place->>'type' = 'Point'
        then point((place#>>'{coordinates,0}')::float8, (place#>>'{coordinates,1}')::float8) end) stored;`);
    this.addSql(`create index contribution_spot on pub.contribution using gist (spot);`);
    this.addSql(`create index contribution_by_category on pub.contribution (tenant_id, dialogue_id, category);`);
    // A dialogue belongs to one town: without this the planner takes both for independent, and expects too few rows.
    this.addSql(`create statistics pub.contribution_of_dialogue (dependencies, mcv)
      on tenant_id, dialogue_id, category from pub.contribution;`);

    this.addSql(`create table pub.contribution_cell (
      tenant_id uuid not null,
      dialogue_id uuid not null,
      -- '' for all of them
      category text not null,
      -- the square world of Web Mercator is cut into 2^level columns and rows, from the north-west
      level smallint not null,
      x integer not null,
      y integer not null,
      count integer not null,
      -- sums in millionths of a degree: whole numbers lose nothing however often they are added and taken away
      longitude bigint not null,
      latitude bigint not null,
      primary key (tenant_id, dialogue_id, category, level, x, y)
    );`);
    this.addSql(`grant select on pub.contribution_cell to mitsprache_public;`);
    this.addSql(`grant select, insert, update, delete on pub.contribution_cell to mitsprache_app;`);

    this.addSql(`
      create function pub.column_of(spot point) returns float8 language sql immutable parallel safe
      return (spot[0] + 180) / 360;`);
    this.addSql(`
      create function pub.row_of(spot point) returns float8 language sql immutable parallel safe
      return 0.5 - ln((1 + sind(least(greatest(spot[1], -85), 85))) / (1 - sind(least(greatest(spot[1], -85), 85)))) / (4 * pi());`);
    // Cells are locked in one order, so that two projections never wait for each other.
    this.addSql(`
      create function pub.count_in_cells(said pub.contribution, step integer) returns void language sql as $$
        insert into pub.contribution_cell as c (tenant_id, dialogue_id, category, level, x, y, count, longitude, latitude)
        select said.tenant_id, said.dialogue_id, category, level,
          floor(pub.column_of(said.spot) * 2 ^ level)::integer, floor(pub.row_of(said.spot) * 2 ^ level)::integer,
          step, step * round(said.spot[0] * 1000000)::bigint, step * round(said.spot[1] * 1000000)::bigint
        from (select '' union all select said.category where said.category <> '') as chosen (category),
          generate_series(8, 20, 2) as level
        order by category, level
        on conflict (tenant_id, dialogue_id, category, level, x, y) do update set
          count = c.count + excluded.count,
          longitude = c.longitude + excluded.longitude,
          latitude = c.latitude + excluded.latitude
      $$;`);
    this.addSql(`
      create function pub.count_place() returns trigger language plpgsql as $$ begin
        if tg_op <> 'INSERT' and old.spot is not null then perform pub.count_in_cells(old, -1); end if;
        if tg_op <> 'DELETE' and new.spot is not null then perform pub.count_in_cells(new, 1); end if;
        return null;
      end $$;`);
    this.addSql(`create trigger count_new_place after insert or delete on pub.contribution
      for each row execute function pub.count_place();`);
    this.addSql(`create trigger count_moved_place after update on pub.contribution for each row
      when (old.place is distinct from new.place or old.category is distinct from new.category)
      execute function pub.count_place();`);

    this.addSql(`
      create function pub.count_contribution() returns trigger language plpgsql as $$ begin
        update pub.dialogue d set
          contribution_count = d.contribution_count + (tg_op = 'INSERT')::int - (tg_op = 'DELETE')::int,
          place_count = d.place_count + (new.spot is not null)::int - (old.spot is not null)::int,
          rating_count = d.rating_count + coalesce(new.agree + new.neutral + new.disagree, 0)
            - coalesce(old.agree + old.neutral + old.disagree, 0),
          comment_count = d.comment_count + coalesce(new.comments, 0) - coalesce(old.comments, 0)
        where d.tenant_id = coalesce(new.tenant_id, old.tenant_id) and d.id = coalesce(new.dialogue_id, old.dialogue_id);
        return null;
      end $$;`);
    this.addSql(`create trigger count_new_contribution after insert or delete on pub.contribution
      for each row execute function pub.count_contribution();`);
    this.addSql(`create trigger count_changed_contribution after update on pub.contribution for each row
      when (old.place is distinct from new.place
        or (old.agree, old.neutral, old.disagree, old.comments) is distinct from (new.agree, new.neutral, new.disagree, new.comments))
      execute function pub.count_contribution();`);
    // What was public before its dialogue was.
    this.addSql(`
      create function pub.count_dialogue() returns trigger language plpgsql as $$ begin
        update pub.dialogue d set
          (contribution_count, place_count, rating_count, comment_count) = (
            select count(*), count(c.spot), coalesce(sum(c.agree + c.neutral + c.disagree), 0), coalesce(sum(c.comments), 0)
            from pub.contribution c where c.tenant_id = d.tenant_id and c.dialogue_id = d.id)
        where d.tenant_id = new.tenant_id and d.id = new.id;
        return null;
      end $$;`);
    this.addSql(`create trigger count_new_dialogue after insert on pub.dialogue
      for each row execute function pub.count_dialogue();`);

    this.addSql(`select pub.count_in_cells(c, 1) from pub.contribution c where c.spot is not null;`);
    this.addSql(`update pub.dialogue d set
      (contribution_count, place_count, rating_count, comment_count) = (
        select count(*), count(c.spot), coalesce(sum(c.agree + c.neutral + c.disagree), 0), coalesce(sum(c.comments), 0)
        from pub.contribution c where c.tenant_id = d.tenant_id and c.dialogue_id = d.id);`);
  }
}

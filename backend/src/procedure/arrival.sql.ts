/** What arrived: the one parameter, JSON. */
export const ARRIVAL = `arrival as (select $1::jsonb as a)`;

/**
 * A value of what arrived, to look rows up by. As a subquery it is a parameter of the plan: row level security lets no
 * function that takes JSON apart use an index beside it, and all rows of the town would be read.
 */
export const given = (name: string, type = 'uuid'): string =>
  `(select (a->>'${name}')::${type} from arrival)`;

/** The procedure as `p`, only where it is as it was read. */
export const ITS_PROCEDURE = `join procedure p on p.tenant_id = ${given('tenantId')} and p.id = ${given('procedureId')}
      and p.xmin::text = a->>'procedureVersion'`;

/** The entry of the register, where anything was `written`. */
export const ENTRY = `entry as (
    insert into register.entry (id, entry)
    select (a->>'entryId')::uuid, decode(a->>'entry', 'base64') from arrival, written
  )`;

/** The files that came with what was `written` belong to it from now on. */
export const FILES = `files as (
    update upload u set owner_id = w.id from written w
    where u.tenant_id = w.tenant_id and u.owner_id is null
      and u.id = any (array(select (f->>'id')::uuid from arrival, jsonb_array_elements(a->'files') as f))
  )`;

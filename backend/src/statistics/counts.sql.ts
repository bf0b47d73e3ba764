/** What is counted, each by one grouped query; only `outcomes` knows of those that were withdrawn. */
export const CHARTS = ['days', 'timeliness', 'channels', 'outcomes', 'places', 'paragraphs'] as const;
export type ChartKind = (typeof CHARTS)[number];

/** More rows than anybody reads; the largest come first. */
const MOST = 500;

const THOSE = 'from statement s where s.procedure_id = ? and s.withdrawn_at is null';

/** The first corner of whatever was drawn on the map. */
const CORNER = `case s.about #>> '{geometry,shape,type}'
    when 'Point' then s.about #> '{geometry,shape,coordinates}'
    when 'LineString' then s.about #> '{geometry,shape,coordinates,0}'
    else s.about #> '{geometry,shape,coordinates,0,0}' end`;

/** Rows of `label`, `count` and, for places, `shape`; `?` is the procedure's id. Days are those of Berlin. */
export const COUNTS: Record<ChartKind, string> = {
  days: `
    select to_char(s.received_at at time zone 'Europe/Berlin', 'YYYY-MM-DD') as label, count(*)::int as count
    ${THOSE} group by 1 order by 1`,
  timeliness: `
    select case when s.is_late then 'late' else 'in-time' end as label, count(*)::int as count
    ${THOSE} group by 1 order by 1`,
  channels: `select s.channel as label, count(*)::int as count ${THOSE} group by 1 order by 2 desc, 1`,
  outcomes: `
    select case when s.withdrawn_at is not null then 'withdrawn' else coalesce(a.outcome, 'open') end as label,
      count(*)::int as count
    from statement s left join answer a on a.tenant_id = s.tenant_id and a.id = s.id
    where s.procedure_id = ? group by 1 order by 2 desc, 1`,
  places: `
    select name as label, count(*)::int as count,
      coalesce(min(shape), json_build_object('type', 'Point', 'coordinates', json_build_array(lng, lat))::text) as shape
    from (
      select s.about #>> '{geometry,name}' as name,
        case when s.about #>> '{geometry,name}' is not null then s.about #>> '{geometry,shape}' end as shape,
        case when s.about #>> '{geometry,name}' is null then round((${CORNER} ->> 0)::numeric, 3) end as lng,
        case when s.about #>> '{geometry,name}' is null then round((${CORNER} ->> 1)::numeric, 3) end as lat
      ${THOSE} and jsonb_exists(s.about, 'geometry')
    ) place group by name, lng, lat order by 2 desc, 1 limit ${MOST}`,
  paragraphs: `
    select concat_ws('|', s.about #>> '{paragraph,text}', s.about #>> '{paragraph,number}') as label,
      count(*)::int as count
    ${THOSE} and jsonb_exists(s.about, 'paragraph') group by 1 order by 2 desc, 1 limit ${MOST}`,
};

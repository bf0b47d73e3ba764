import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { invalid } from '../platform/problem.js';
import { Pub } from '../platform/pub.js';
import { isDay, localDate } from '../procedure/calendar.js';
import type { TransparencyFigure, TransparencyReport, TransparencyTown } from './transparency.graphql.js';

interface Counted {
  kind: string;
  ground: string | null;
  basis: string | null;
  action: string | null;
  party: string | null;
  is_own: boolean;
  is_mailed: boolean;
  count: number;
}
interface Base {
  contributions: number;
  comments: number;
  people: number | null;
  notices: number | null;
  complaints: number | null;
  firstYear: number | null;
}

/** The transparency report: counted anew each time from rows of `pub` that hold nobody. */
@Injectable()
export class TransparencyQueries {
  constructor(private readonly pub: Pub) {}

  /** Of the town that is asked, or of the whole Land; both days count. Throws `input.invalid` for what is no period. */
  async report(from: string, to: string): Promise<TransparencyReport> {
    for (const [field, day] of Object.entries({ from, to }))
      if (!isDay(day)) throw invalid(field, 'day.malformed');
    if (from > to) throw invalid('to', 'transparency.turned');
    const asked = [current.tenantIdOrNull, from, to];
    const counted = await this.pub.rows<Counted>('transparency-facts', FACTS, asked);
    const [base] = (await this.pub.rows<Base>('transparency-base', BASE, asked)) as [Base];
    const towns = current.tenantIdOrNull
      ? []
      : await this.pub.rows<TransparencyTown>('transparency-towns', TOWNS, [from, to]);
    const firstYear = base.firstYear ?? Number(localDate(clock.now()).slice(0, 4));
    return { from, to, towns, firstYear, figures: figuresOf(counted, base) };
  }
}

/** How many rows fit what is asked. */
type Sum = (kind: string, fits?: Partial<Counted>) => number;
type Measures = [string, number | null][];

/** The figures in their order, those included that are nought. */
function figuresOf(counted: Counted[], base: Base): TransparencyFigure[] {
  const sum: Sum = (kind, fits = {}) =>
    counted
      .filter((row) => row.kind === kind)
      .filter((row) => Object.entries(fits).every(([name, value]) => row[name as keyof Counted] === value))
      .reduce((total, { count }) => total + count, 0);
  const { contributions, comments, people } = base;
  const sections: Record<string, Measures> = {
    base: Object.entries({ contributions, comments, people }),
    notices: noticesOf(sum, base.notices),
    own: ownOf(sum),
    reasons: [
      ['total', sum('restriction')],
      ['mailed', sum('restriction', { is_mailed: true })],
      ...BASES.map((basis): [string, number] => [`basis-${basis}`, sum('restriction', { basis })]),
    ],
    complaints: complaintsOf(sum, base.complaints),
    suspensions: [
      ['total', sum('suspension')],
      ...BASES.map((basis): [string, number] => [`basis-${basis}`, sum('suspension', { basis })]),
    ],
    // No body outside the courts has been certified for this, and no machine decides.
    disputes: [['total', 0]],
    automated: [['decisions', 0]],
  };
  return Object.entries(sections).flatMap(([section, measures]) =>
    measures.map(([measure, value]) => ({ key: `${section}.${measure}`, value })),
  );
}

const noticesOf = (sum: Sum, median: number | null): Measures => [
  ['total', sum('notice')],
  ...GROUNDS.map((ground): [string, number] => [`ground-${ground}`, sum('notice', { ground })]),
  ...['hidden', 'redacted', 'kept'].map((action): [string, number] => [
    `action-${action}`,
    sum('notice', { action }),
  ]),
  ['action-open', sum('notice', { action: null })],
  ...BASES.map((basis): [string, number] => [`basis-${basis}`, sum('notice', { basis })]),
  ['median', median],
];

/** Restrictions and suspensions that nobody had reported. */
function ownOf(sum: Sum): Measures {
  const own = { is_own: true };
  const both = (fits: Partial<Counted>) => sum('restriction', fits) + sum('suspension', fits);
  return [
    ['total', both(own)],
    ['hidden', sum('restriction', { ...own, action: 'hidden' })],
    ['redacted', sum('restriction', { ...own, action: 'redacted' })],
    ['suspended', sum('suspension', own)],
    ...BASES.map((basis): [string, number] => [`basis-${basis}`, both({ ...own, basis })]),
  ];
}

const complaintsOf = (sum: Sum, median: number | null): Measures => [
  ['total', sum('complaint')],
  ...['author', 'reporter', 'suspended'].map((party): [string, number] => [
    `party-${party}`,
    sum('complaint', { party }),
  ]),
  ...['upheld', 'reversed'].map((action): [string, number] => [
    `outcome-${action}`,
    sum('complaint', { action }),
  ]),
  ['outcome-open', sum('complaint', { action: null })],
  ['median', median],
];

const GROUNDS = ['insult', 'personal-data', 'advertising', 'illegal', 'off-topic', 'other'] as const;
const BASES = ['illegal', 'rules'] as const;

const FACTS = `
  select kind, ground, basis, action, party, is_own, is_mailed, count(*)::int as count from pub.moderation_fact
  where ($1::uuid is null or tenant_id = $1) and day between $2::date and $3::date
  group by kind, ground, basis, action, party, is_own, is_mailed`;

const BASE = `
  with asked as (select $1::uuid as tenant, $2::date as first, $3::date as last),
  medians as (
    select kind, percentile_cont(0.5) within group (order by minutes) as minutes from pub.moderation_fact, asked
    where (tenant is null or tenant_id = tenant) and day between first and last and minutes is not null group by kind
  ),
  months as (
    select month, sum(people) as people from pub.active_month, asked
    where (tenant is null or tenant_id = tenant) and month between date_trunc('month', first) and last group by month
  )
  select coalesce(sum(contributions), 0)::int as contributions, coalesce(sum(comments), 0)::int as comments,
    (select round(avg(people))::int from months) as people,
    (select minutes from medians where kind = 'notice') as notices,
    (select minutes from medians where kind = 'complaint') as complaints,
    (select extract(year from min(day))::int from pub.voice_day d, asked where tenant is null or d.tenant_id = tenant)
      as "firstYear"
  from pub.voice_day, asked where (tenant is null or tenant_id = tenant) and day between first and last`;

const TOWNS = `
  with facts as (
    select tenant_id, count(*) filter (where kind = 'notice')::int as notices,
      count(*) filter (where kind = 'restriction')::int as restrictions,
      count(*) filter (where kind = 'complaint')::int as complaints,
      count(*) filter (where kind = 'suspension')::int as suspensions
    from pub.moderation_fact where day between $1::date and $2::date group by tenant_id
  ),
  said as (
    select tenant_id, sum(contributions)::int as contributions, sum(comments)::int as comments
    from pub.voice_day where day between $1::date and $2::date group by tenant_id
  )
  select t.name, t.slug, coalesce(s.contributions, 0) as contributions, coalesce(s.comments, 0) as comments,
    coalesce(f.notices, 0) as notices, coalesce(f.restrictions, 0) as restrictions,
    coalesce(f.complaints, 0) as complaints, coalesce(f.suspensions, 0) as suspensions
  from pub.tenant t left join facts f on f.tenant_id = t.id left join said s on s.tenant_id = t.id
  where t.ags is not null order by pub.plain(t.name)`;

import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { mac } from '../platform/mac.js';
import { notFound, Problem } from '../platform/problem.js';
import { Pub } from '../platform/pub.js';
import { localDate } from '../procedure/calendar.js';
import { cellsOf, countedOf } from './cells.js';
import type { DialogueList, ListedDialogue } from './dialogue-list.graphql.js';
import {
  ContributionOrder,
  type ContributionDetail,
  type ContributionFilter,
  type ContributionPage,
  type PublicComment,
  type PublicContribution,
  type PublicDialogue,
} from './dialogue-page.graphql.js';
import {
  boxFrom,
  CLOSED_AT,
  DIALOGUE_FIELDS,
  DIALOGUES,
  IS_RUNNING,
  chosen,
  isChosen,
  type Choice,
} from './dialogue.sql.js';
import { ProcedureQueries } from './procedure.queries.js';

const PAGE = 20;
const DIALOGUES_ON_A_PAGE = 20;
const THREAD = 50;
const MOST_COUNTED = 1_000;
const MANY_IN_A_BOX = 2_000;
/** About 40 metres: finer than any box of which it matters. */
const FINE_ENOUGH = 20;

type Sorted = PublicContribution & { sort: string };
interface Cursor {
  sort: string;
  id: string;
  /** 1 once an order by chance has come to the end and begun anew. */
  lap: 0 | 1;
}

/** What each order goes by, and the type of it. */
const COLUMNS: Record<ContributionOrder, [column: string, type: string]> = {
  random: ['shuffle', 'double precision'],
  newest: ['received_at', 'timestamptz'],
  discussed: ['comments', 'integer'],
  agreed: ['agree', 'integer'],
  divided: ['divided', 'integer'],
};

/** Dialogues as the public sees them: rows of `pub`, page by page along an index, however many there are. */
@Injectable()
export class DialoguePageQueries {
  constructor(
    private readonly pub: Pub,
    private readonly procedures: ProcedureQueries,
  ) {}

  /** The dialogues of a procedure in the order in which they were opened; none for one that is not there. */
  async dialogues(procedure: string): Promise<PublicDialogue[]> {
    return this.pub.rows<PublicDialogue>('dialogues', `${DIALOGUES} order by d.created_at, d.id`, [
      current.tenantIdOrNull,
      procedure,
    ]);
  }

  /** The dialogues of a town that run, or those that are closed; none on the Land's host. 1 is the first page. */
  async listed(isRunning: boolean, page: number): Promise<DialogueList> {
    const rows = await this.pub.rows<ListedDialogue & { total: number }>(
      `dialogues-${isRunning ? 'running' : 'closed'}`,
      isRunning ? RUNNING : CLOSED,
      [current.tenantIdOrNull, DIALOGUES_ON_A_PAGE, (Math.max(page, 1) - 1) * DIALOGUES_ON_A_PAGE],
    );
    return { nodes: rows, total: rows[0]?.total ?? 0 };
  }

  /** One page of contributions. Throws `procedure.not-found`, `dialogue.not-found`, `input.malformed` for a place that is none. */
  async contributions(filter: ContributionFilter): Promise<ContributionPage> {
    const dialogue = await this.dialogue(filter.procedure, filter.dialogue);
    const after = cursorFrom(filter.after ?? null);
    const start = filter.start ?? ownPlace(dialogue.id);
    const isWide = await this.isWide(dialogue.id, filter.box);
    const order = filter.order ?? (dialogue.closedAt ? ContributionOrder.agreed : ContributionOrder.random);
    const found = await this.found(dialogue.id, { ...filter, start, order, isWide }, after);
    const nodes = found.slice(0, PAGE);
    const last = nodes.at(-1);
    const isMore = found.length > PAGE && last;
    return {
      dialogue,
      nodes,
      total: await this.count(dialogue, { ...filter, isWide }),
      next: isMore ? cursorOf({ order, start }, last, after) : null,
      start,
      order,
    };
  }

  /** A contribution with a page of its thread; 1 is the first. Throws `procedure.not-found`, `contribution.not-found`. */
  async contribution(procedure: string, number: string, page: number): Promise<ContributionDetail> {
    const [row] = await this.pub.rows<Omit<ContributionDetail, 'thread' | 'nextThread'>>(
      'contribution',
      CONTRIBUTION,
      [current.tenantIdOrNull, procedure, number],
    );
    if (!row) {
      await this.procedures.procedure(procedure);
      throw notFound('contribution');
    }
    const from = (Math.max(page, 1) - 1) * THREAD;
    const thread = await this.pub.rows<PublicComment & { roots: number }>('thread', COMMENTS, [
      current.tenantIdOrNull,
      row.id,
      THREAD + 1,
      from,
    ]);
    const roots = thread.filter(({ parentId }) => parentId === null);
    const cut = roots.length > THREAD ? thread.indexOf(roots[THREAD]!) : thread.length;
    return { ...row, thread: thread.slice(0, cut), nextThread: roots.length > THREAD ? page + 1 : null };
  }

  /** A dialogue by its address. Throws `procedure.not-found`, `dialogue.not-found`. */
  async dialogue(procedure: string, key: string): Promise<PublicDialogue> {
    const [row] = await this.pub.rows<PublicDialogue>('dialogue', `${DIALOGUES} and d.key = $3`, [
      current.tenantIdOrNull,
      procedure,
      key,
    ]);
    if (row) return row;
    await this.procedures.procedure(procedure);
    throw notFound('dialogue');
  }

  /** One more than a page; an order by chance goes on from its beginning when it comes to the end. */
  private async found(dialogue: string, filter: Started, after: Cursor | null): Promise<Sorted[]> {
    if (filter.order !== ContributionOrder.random) return this.stretch(dialogue, filter, { after });
    const { start } = filter;
    const first =
      after?.lap === 1
        ? []
        : await this.stretch(dialogue, filter, { after: after ?? { sort: String(start), id: ZERO, lap: 0 } });
    if (first.length > PAGE) return first;
    const begin = after?.lap === 1 ? after : { sort: '-1', id: ZERO, lap: 1 as const };
    const second = await this.stretch(dialogue, filter, { after: begin, before: start });
    return [...first, ...second].slice(0, PAGE + 1);
  }

  private stretch(
    dialogue: string,
    { order, ...choice }: Started,
    { after, before }: { after: Cursor | null; before?: number },
  ): Promise<Sorted[]> {
    const [column, type] = COLUMNS[order];
    const isUp = order === ContributionOrder.random;
    const values: unknown[] = [current.tenantIdOrNull, dialogue];
    const value = (given: unknown) => `$${values.push(given)}`;
    const parts = ['c.tenant_id = $1', 'c.dialogue_id = $2'];
    if (after) parts.push(`(c.${column}, c.id) ${isUp ? '>' : '<'} (${value(after.sort)}::${type}, ${value(after.id)}::uuid)`); // prettier-ignore
    if (before !== undefined) parts.push(`c.shuffle < ${value(before)}::double precision`);
    parts.push(...chosen(choice, value));
    const direction = isUp ? 'asc' : 'desc';
    const name = `contributions-${order}-${Number(Boolean(after))}${Number(before !== undefined)}`;
    return this.pub.rows<Sorted>(
      isChosen(choice) ? null : name,
      `select ${FIELDS}, c.${column}::text as sort from pub.contribution c where ${parts.join(' and ')}
       order by c.${column} ${direction}, c.id ${direction} limit ${PAGE + 1}`,
      values,
    );
  }

  /** Whether so many lie in a box that walking along an order finds a page of them sooner than looking for places. */
  private async isWide(dialogue: string, box?: number[] | null): Promise<boolean> {
    if (!box) return false;
    const { level, west, east, north, south } = countedOf(cellsOf(boxFrom(box), FINE_ENOUGH));
    const [row] = await this.pub.rows<{ count: number }>('contributions-in-cells', IN_CELLS, [
      ...[current.tenantIdOrNull, dialogue, level, west, east, north, south],
    ]);
    return Number(row?.count ?? 0) > MANY_IN_A_BOX;
  }

  private async count(dialogue: PublicDialogue, choice: Choice & { isWide: boolean }): Promise<number> {
    if (!isChosen(choice)) return dialogue.contributionCount;
    const values: unknown[] = [current.tenantIdOrNull, dialogue.id];
    const parts = chosen(choice, (given) => `$${values.push(given)}`);
    const [{ total }] = (await this.pub.rows<{ total: number }>(
      null,
      `select count(*) as total from (select 1 from pub.contribution c
         where c.tenant_id = $1 and c.dialogue_id = $2 and ${parts.join(' and ')} limit ${MOST_COUNTED}) as counted`,
      values,
    )) as [{ total: number }];
    return total;
  }
}

type Started = ContributionFilter & { start: number; order: ContributionOrder; isWide: boolean };

/** Where a visitor's order by chance begins: the same for a network all day, without anything kept in the browser. */
function ownPlace(dialogue: string): number {
  const day = localDate(clock.now());
  return mac('codeKey', `start|${day}|${dialogue}|${current.visit.origin}`).readUInt32BE() / 2 ** 32;
}

const ZERO = '00000000-0000-0000-0000-000000000000';

function cursorFrom(text: string | null): Cursor | null {
  if (text === null) return null;
  const [lap, id, ...sort] = text.split('_');
  const isWhole =
    (lap === '0' || lap === '1') && /^[0-9a-f-]{36}$/.test(id ?? '') && /^[\d .:+e-]+$/.test(sort.join('_'));
  if (!isWhole) throw new Problem('input.malformed');
  return { lap: lap === '1' ? 1 : 0, id: id!, sort: sort.join('_') };
}

function cursorOf(
  { order, start }: Pick<Started, 'order' | 'start'>,
  { id, sort }: Sorted,
  after: Cursor | null,
): string {
  const isRandom = order === ContributionOrder.random;
  const lap = isRandom && (after?.lap === 1 || Number(sort) < start) ? 1 : 0;
  return `${lap}_${id}_${sort}`;
}

const FIELDS = `c.id, c.number, c.title, c.text, c.hidden_reason as "hiddenReason", c.category, c.place,
    c.author_name as "authorName", c.is_official as "isOfficial", to_json(c.received_at) as "receivedAt",
    (select count(*) from pub.contribution_member m where m.tenant_id = c.tenant_id and m.lead_id = c.id) as others,
    c.agree, c.neutral, c.disagree, c.comments, c.became`;

const CONTRIBUTION = `
  select ${FIELDS}, (select coalesce(json_agg(json_build_object('id', f->>'id', 'name', f->>'name', 'type', f->>'type',
      'size', (f->>'size')::int, 'isPicture', f->>'small' is not null)), '[]') from jsonb_array_elements(c.files) as f)
    as files, (select to_json(about) from (select ${DIALOGUE_FIELDS}) as about) as dialogue
  from pub.contribution c join pub.dialogue d on d.tenant_id = c.tenant_id and d.id = c.dialogue_id
  join pub.procedure p on p.tenant_id = c.tenant_id and p.id = c.procedure_id
  where p.tenant_id = $1 and p.slug = $2 and (c.number = $3 or c.id =
    (select m.lead_id from pub.contribution_member m where m.tenant_id = $1 and m.number = $3))`;

const IN_CELLS = `
  select sum(count) as count from pub.contribution_cell
  where tenant_id = $1 and dialogue_id = $2 and category = '' and level = $3
    and x between $4 and $5 and y between $6 and $7`;

const LISTED = `
  select ${DIALOGUE_FIELDS}, p.slug as procedure, p.title as "procedureTitle", to_json(p.ends_at) as "endsAt",
    count(*) over () as total
  from pub.dialogue d join pub.procedure p on p.tenant_id = d.tenant_id and p.id = d.procedure_id
  where d.tenant_id = $1`;
const RUNNING = `${LISTED} and ${IS_RUNNING} order by p.ends_at nulls last, d.created_at, d.id limit $2 offset $3`;
const CLOSED = `${LISTED} and ${CLOSED_AT} is not null order by ${CLOSED_AT} desc, d.created_at, d.id limit $2 offset $3`;

const COMMENTS = `
  with roots as (
    select * from pub.comment where tenant_id = $1 and contribution_id = $2 and parent_id is null
    order by written_at, id limit $3 offset $4
  ),
  thread as (
    select r.*, r.written_at as root_at, r.id as root_id, 0 as level from roots r
    union all
    select a.*, r.written_at, r.id, 1 from roots r
    join pub.comment a on a.tenant_id = r.tenant_id and a.parent_id = r.id
  )
  select id, parent_id as "parentId", text, hidden_reason as "hiddenReason", author_name as "authorName",
    is_official as "isOfficial", to_json(written_at) as "writtenAt"
  from thread order by root_at, root_id, level, written_at, id`;

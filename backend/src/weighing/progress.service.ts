import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/problem.js';
import { Procedure } from '../procedure/procedure.entity.js';
import type { Outcome } from './answer.entity.js';
import { canSeeWeighing } from './weighing.policy.js';
import type { Stage } from './weighing.graphql.js';

/** One section as it stands, with the newest recommendation about it. */
export interface StandingSection {
  statementId: string;
  sectionId: string;
  quote: string | null;
  version: number | null;
  outcome: Outcome | null;
  text: string | null;
  summary: string | null;
  paragraphId: string | null;
  spokenTo: { id: string; version: number } | null;
}

export type Counts = Record<Stage, number> & { withdrawn: number };

/** The sections of statements that are neither decided nor withdrawn, and how many of them are recommended about. */
const STANDING = `
  select s.statement_id, count(*) as sections, count(n.ready_at) as ready, count(n.version) as said
  from section s
  left join lateral (select version, ready_at from recommendation r
    where r.tenant_id = s.tenant_id and r.procedure_id = s.procedure_id and r.section_id = s.id
    order by version desc limit 1) n on true
  where s.dropped_at is null and s.procedure_id = ?
  group by s.statement_id`;

/** The stage of a statement `s` with its answer `a` and its standing `w`. */
export const STAGE = `
  case when a.id is not null then 'decided' when w.ready = w.sections then 'ready'
    when w.said > 0 then 'draft' else 'open' end`;

/** Joins to a statement `s` of one procedure (`?`, once) its answer and its standing. */
export const WITH_STANDING = `
  left join answer a on a.tenant_id = s.tenant_id and a.id = s.id
  left join (${STANDING}) w on w.statement_id = s.id`;

/**
 * What is decided on together, oldest first, as a condition on `s` of one procedure (`?`). What stands in the list is
 * decided, and nothing that nobody saw: where more is ready, it stands there after the decision.
 */
export const READY = `where s.procedure_id = ? and s.withdrawn_at is null and ${STAGE} = 'ready'
  order by s.received_at, s.id limit 500`;

/** How far the weighing of a procedure has come. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
  ) {}

  /** A procedure by its address, for who sees its weighing. Throws `procedure.not-found`. */
  async procedure(slug: string): Promise<Procedure> {
    const procedure = await this.em.findOne(Procedure, { slug });
    authorize(canSeeWeighing, procedure ?? { id: '' }, 'procedure');
    if (!procedure) throw notFound('procedure');
    return procedure;
  }

  async counts(procedureId: string): Promise<Counts> {
    const rows = await this.database.rows<{ stage: keyof Counts; count: number }>(
      `select case when s.withdrawn_at is not null then 'withdrawn' else ${STAGE} end as stage, count(*)::int as count
       from statement s ${WITH_STANDING} where s.procedure_id = ? group by 1`,
      [procedureId, procedureId],
    );
    const none = { open: 0, draft: 0, ready: 0, decided: 0, withdrawn: 0 };
    return { ...none, ...Object.fromEntries(rows.map(({ stage, count }) => [stage, count])) };
  }

  async stageOf(statementId: string, procedureId: string): Promise<Stage> {
    const [row] = await this.database.rows<{ stage: Stage }>(
      `select ${STAGE} as stage from statement s ${WITH_STANDING} where s.id = ?`,
      [procedureId, statementId],
    );
    return row?.stage ?? 'open';
  }

  /** The next statement nobody has finished a recommendation for; older ones first, from this one on, then from the start. */
  async nextOpen(procedureId: string, from: { id: string; receivedAt: Date }): Promise<string | null> {
    const [row] = await this.database.rows<{ number: string }>(
      `select s.number from statement s ${WITH_STANDING}
       where s.procedure_id = ? and s.id <> ? and s.withdrawn_at is null and ${STAGE} in ('open', 'draft')
       order by (s.received_at, s.id) > (?::timestamptz, ?::uuid) desc, s.received_at, s.id limit 1`,
      [procedureId, procedureId, from.id, from.receivedAt.toISOString(), from.id],
    );
    return row?.number ?? null;
  }

  /** The sections of statements by their ids with what is recommended about each, in the order of the text. */
  async sectionsOf(statementIds: string[]): Promise<StandingSection[]> {
    return this.database.rows<StandingSection>(
      `select s.statement_id as "statementId", s.id as "sectionId", s.quote, n.version, n.outcome, n.text, n.summary,
         n.paragraph_id as "paragraphId", t.about->'paragraph' as "spokenTo"
       from section s join statement t on t.tenant_id = s.tenant_id and t.id = s.statement_id
       left join lateral (select * from recommendation r where r.tenant_id = s.tenant_id
         and r.procedure_id = s.procedure_id and r.section_id = s.id order by version desc limit 1) n on true
       where s.dropped_at is null and s.statement_id = any(?::uuid[])
       order by s.statement_id, s.position, s.marked_at`,
      [`{${statementIds.join(',')}}`],
    );
  }
}

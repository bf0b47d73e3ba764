import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Pub } from '../platform/pub.js';
import { ProcedureQueries } from './procedure.queries.js';
import type { ResultFilter, ResultPage, Weighed } from './result.graphql.js';

export const RESULT_SIZE = 20;
const NOTHING = {
  figures: { total: 0, answered: 0, outcomes: {} },
  decisions: [],
  inspections: [],
  topics: [],
};

/** The result of a procedure as the public sees it: rows of `pub`. */
@Injectable()
export class ResultQueries {
  constructor(
    private readonly pub: Pub,
    private readonly procedures: ProcedureQueries,
  ) {}

  /** By topic, in the order of the plan; page 1 is the first. Throws `procedure.not-found`. */
  async result(filter: ResultFilter, size = RESULT_SIZE): Promise<ResultPage> {
    const { id } = await this.procedures.procedure(filter.procedure);
    const key = [current.tenantIdOrNull, id];
    const [head] = await this.pub.rows<Omit<ResultPage, 'nodes' | 'total'>>('result', RESULT, key);
    const rows = await this.pub.rows<Weighed & { total: number }>('weighed', WEIGHED, [
      ...key,
      filter.topic || null,
      filter.outcome || null,
      size,
      (Math.max(filter.page, 1) - 1) * size,
    ]);
    return { ...(head ?? NOTHING), nodes: rows, total: rows[0]?.total ?? 0 };
  }
}

const RESULT = `
  select r.figures, r.decisions, r.inspections, (select coalesce(json_agg(json_build_object('topic', topic, 'count', count)
      order by position), '[]') from (select w.topic, min(w.position) as position, count(*) as count from pub.weighed w
      where w.tenant_id = r.tenant_id and w.procedure_id = r.procedure_id group by w.topic) as topics) as topics
  from pub.result r where r.tenant_id = $1 and r.procedure_id = $2`;

const WEIGHED = `
  select w.id, w.label, w.author_label as "authorLabel", w.text, w.topic, w.outcome, w.parts,
    w.decided_on as "decidedOn", w.body, count(*) over () as total
  from pub.weighed w
  where w.tenant_id = $1 and w.procedure_id = $2 and ($3::text is null or w.topic = $3)
    and ($4::text is null or w.outcome = $4)
  order by w.position, w.text is null, w.id limit $5 offset $6`;

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/problem.js';
import { PlanMap } from '../plan/plan.entity.js';
import { parseNumber } from '../register/number.js';
import { Statement } from '../statement/statement.entity.js';
import type { RecommendationVersion, WeighingNote } from './weighing.graphql.js';
import { canSeeWeighing, canWeighStatement } from './weighing.policy.js';

const NOTES = 30;
const isDisclosed = true as const;

/** What the page reads about one statement beside the features it asks. */
@Injectable()
export class WeighingDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
  ) {}

  async find(number: string): Promise<Statement> {
    const where = { number: parseNumber(number) ?? '' };
    const statement = await this.em.findOne(Statement, where, { populate: ['procedure'] });
    authorize(canSeeWeighing, statement?.procedure ?? { id: '' }, 'statement');
    if (!statement) throw notFound('statement');
    if (canWeighStatement(current.actor, statement)) await this.noteRead(statement.id);
    return statement;
  }

  /** The first time counts. */
  private async noteRead(id: string): Promise<void> {
    await this.database.rows(
      `insert into reading (tenant_id, id, read_at, read_by) values (?, ?, ?, ?) on conflict do nothing`,
      [current.tenantId, id, clock.now(), current.actor.accountId],
    );
  }

  /** What was recommended about each section of a statement, newest first, with the names of who did. */
  async versions(statementId: string): Promise<Map<string, RecommendationVersion[]>> {
    const rows = await this.database.rows<RecommendationVersion & { sectionId: string }>(
      `select r.section_id as "sectionId", r.version, r.outcome, r.text, r.summary, r.paragraph_id as "paragraphId",
         to_json(r.saved_at) #>> '{}' as "savedAt", to_json(r.ready_at) #>> '{}' as "readyAt",
         coalesce(acc.name, '') as "savedBy"
       from recommendation r left join account acc on acc.id = r.saved_by
       where r.statement_id = ? order by r.section_id, r.version desc`,
      [statementId],
    );
    const views = rows.map((row) => ({ ...row, isDisclosed }));
    return Map.groupBy(views, ({ sectionId }) => sectionId);
  }

  async log(statementId: string): Promise<WeighingNote[]> {
    const rows = await this.database.rows<Omit<WeighingNote, 'isDisclosed'>>(
      `select to_json(j.at) #>> '{}' as at, coalesce(acc.name, '') as who, j.action
       from journal_entry j left join account acc on acc.id = j.account_id
       where j.subject_id = ? order by j.at desc, j.id limit ${NOTES}`,
      [statementId],
    );
    return rows.map((row) => ({ ...row, isDisclosed }));
  }

  /** The plan's area with what was drawn or chosen; null where the statement speaks to no place. */
  async map({ about, procedure }: Statement): Promise<object | null> {
    if (!about.geometry) return null;
    const map = await this.em.findOne(PlanMap, { procedure });
    return { outline: map?.outline ?? null, shape: about.geometry.shape, name: about.geometry.name };
  }
}

import { EntityManager } from '@mikro-orm/core';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { StatementType } from '../statement/statement.graphql.js';
import { isDisclosed } from '../statement/statement.policy.js';
import { Answer } from './answer.entity.js';
import { StatementAnswerType, StatementProgress } from './answer.graphql.js';

const DISCLOSED = { isDisclosed: true } as const;

/** Adds to a statement how far it has come and what became of it. */
@Resolver(() => StatementType)
export class AnswerResolver {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
  ) {}

  @ResolveField(() => StatementAnswerType, { nullable: true })
  @Guarded(isDisclosed)
  async answer(@Parent() { id }: StatementType): Promise<StatementAnswerType | null> {
    const answer = await this.em.findOne(Answer, { id });
    if (!answer || answer.publishedAt > clock.now()) return null;

    const { outcome, text, decidedOn, body, parts } = answer;
    return { ...DISCLOSED, outcome, text, decidedOn, body, parts: parts ?? [] };
  }

  @ResolveField(() => StatementProgress)
  @Guarded(isDisclosed)
  async progress(@Parent() { id }: StatementType): Promise<StatementProgress> {
    const [row] = await this.database.rows<Omit<StatementProgress, 'isDisclosed'>>(PROGRESS, [id]);
    return { ...DISCLOSED, ...row! };
  }
}

/** A recommendation counts as weighed once every section's newest version is ready. */
const PROGRESS = `
  select to_json(g.read_at) #>> '{}' as "readAt",
    (select to_json(min(j.at)) #>> '{}' from journal_entry j where j.tenant_id = s.tenant_id
      and j.subject_id = s.id and j.action in ('case.assigned', 'statement.assigned')) as "assignedAt",
    (select case when bool_and(n.ready_at is not null) then to_json(max(n.ready_at)) #>> '{}' end from section c
      left join lateral (select ready_at from recommendation r where r.tenant_id = c.tenant_id
        and r.section_id = c.id order by version desc limit 1) n on true
      where c.tenant_id = s.tenant_id and c.statement_id = s.id and c.dropped_at is null) as "weighedAt",
    coalesce(to_json(d.mailed_at) #>> '{}', d.posted_on) as "toldAt", d.way
  from statement s
  left join reading g on g.tenant_id = s.tenant_id and g.id = s.id
  left join dispatch d on d.tenant_id = s.tenant_id and d.id = s.id
  where s.id = ?`;

import { EntityManager } from '@mikro-orm/core';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { StatementType } from '../statement/statement.graphql.js';
import { isDisclosed } from '../statement/statement.policy.js';
import { Answer } from './answer.entity.js';
import { StatementAnswerType } from './answer.graphql.js';

/** Adds to a statement what became of it. */
@Resolver(() => StatementType)
export class AnswerResolver {
  constructor(private readonly em: EntityManager) {}

  @ResolveField(() => StatementAnswerType, { nullable: true })
  @Guarded(isDisclosed)
  async answer(@Parent() { id }: StatementType): Promise<StatementAnswerType | null> {
    const answer = await this.em.findOne(Answer, { id });
    if (!answer || answer.publishedAt > clock.now()) return null;

    const { outcome, text, decidedOn, body } = answer;
    return { isDisclosed: true, outcome, text, decidedOn, body };
  }
}

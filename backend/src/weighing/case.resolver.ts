import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { AnswerInput, Case, CaseFilter, CasePage } from './case.graphql.js';
import { CaseService } from './case.service.js';

/** The desk's statements. */
@Resolver(() => Case)
export class CaseResolver {
  constructor(private readonly service: CaseService) {}

  @Query(() => CasePage)
  @Asks()
  cases(@Args() filter: CaseFilter): Promise<CasePage> {
    return this.service.list(filter);
  }

  @Query(() => Case)
  @Asks()
  case(@Args('number') number: string): Promise<Case> {
    return this.service.open(number);
  }

  @Mutation(() => Case, { description: 'Tells what became of a statement.' })
  @Asks()
  answerStatement(@Args('number') number: string, @Args('answer') answer: AnswerInput): Promise<Case> {
    return this.service.answer(number, answer);
  }
}

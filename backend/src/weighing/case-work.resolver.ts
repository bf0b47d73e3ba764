import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { Asks, Guarded } from '../platform/authorize.js';
import { isDisclosed } from '../statement/statement.policy.js';
import { Case } from './case.graphql.js';
import { CaseService } from './case.service.js';
import { CaseViewService } from './case-view.service.js';
import {
  CaseChoices,
  CaseViewInput,
  CaseViewType,
  CaseWorkType,
  HandedOver,
  WorkInput,
} from './case-work.graphql.js';
import { CaseWorkService } from './case-work.service.js';

/** Adds to a statement at the desk who works on it, and hands statements over. */
@Resolver(() => Case)
export class CaseWorkResolver {
  constructor(
    private readonly cases: CaseService,
    private readonly work: CaseWorkService,
    private readonly views: CaseViewService,
  ) {}

  @ResolveField(() => CaseWorkType)
  @Guarded(isDisclosed)
  async shared(@Parent() { statement }: Case): Promise<CaseWorkType> {
    return this.work.of(await this.cases.find(statement.number));
  }

  @Query(() => CaseChoices, { description: 'What the list can be narrowed by, for who asks.' })
  @Asks()
  caseChoices(
    @Args('procedure', { type: () => String, nullable: true }) procedure: string | null,
  ): Promise<CaseChoices> {
    return this.cases.choices(procedure ?? null);
  }

  @Mutation(() => HandedOver, { description: 'Hands statements over, or sets when they are to be done.' })
  @Asks()
  handOverCases(@Args('work') work: WorkInput): Promise<HandedOver> {
    return this.work.handOver(work);
  }

  @Mutation(() => Int, { description: 'Puts back what nobody changed since; answers how many.' })
  @Asks()
  undoHandover(@Args('id', { type: () => ID }) id: string): Promise<number> {
    return this.work.undo(id);
  }

  @Mutation(() => [CaseViewType])
  @Asks()
  saveCaseView(@Args('view') view: CaseViewInput): Promise<CaseViewType[]> {
    return this.views.save(view);
  }

  @Mutation(() => [CaseViewType])
  @Asks()
  removeCaseView(@Args('id', { type: () => ID }) id: string): Promise<CaseViewType[]> {
    return this.views.remove(id);
  }
}

import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { CaseChoicesService } from './case-choices.service.js';
import { Case } from './case.graphql.js';
import {
  CaseActionType,
  CaseAssignmentInput,
  CaseChoices,
  CaseChoicesArgs,
  CaseViewArgs,
  CaseViewType,
  CaseWorkType,
} from './case-work.graphql.js';
import { CaseWorkService } from './case-work.service.js';

/** Who works on what, and how somebody looks at it. */
@Resolver(() => Case)
export class CaseWorkResolver {
  constructor(
    private readonly work: CaseWorkService,
    private readonly choices: CaseChoicesService,
  ) {}

  @ResolveField('work', () => CaseWorkType)
  workOn(@Parent() { statementId, procedureId }: Case): Promise<CaseWorkType> {
    return this.work.of(statementId, procedureId);
  }

  @Query(() => CaseChoices)
  @Asks()
  caseChoices(@Args() asked: CaseChoicesArgs): Promise<CaseChoices> {
    return this.choices.all(asked);
  }

  @Mutation(() => CaseActionType, { description: 'Gives statements to a person or sets their day.' })
  @Asks()
  assignCases(
    @Args('numbers', { type: () => [String] }) numbers: string[],
    @Args('assignment') assignment: CaseAssignmentInput,
  ): Promise<CaseActionType> {
    return this.work.assign(numbers, assignment);
  }

  @Mutation(() => CaseActionType, { description: 'Gives back what many lines were before.' })
  @Asks()
  undoCaseAction(@Args('id', { type: () => ID }) id: string): Promise<CaseActionType> {
    return this.work.undo(id);
  }

  @Mutation(() => [CaseViewType])
  @Asks()
  saveCaseView(@Args() { name, query }: CaseViewArgs): Promise<CaseViewType[]> {
    return this.choices.save(name, query);
  }

  @Mutation(() => [CaseViewType])
  @Asks()
  removeCaseView(@Args('id', { type: () => ID }) id: string): Promise<CaseViewType[]> {
    return this.choices.remove(id);
  }
}

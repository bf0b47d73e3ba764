import { Args, Int, Query, Resolver } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import {
  ContributionDetail,
  ContributionFilter,
  ContributionPage,
  PublicDialogue,
} from './dialogue-page.graphql.js';
import { DialoguePageQueries } from './dialogue-page.queries.js';

/** What is said in dialogues, for everybody. */
@Resolver()
export class DialoguePageResolver {
  constructor(private readonly queries: DialoguePageQueries) {}

  @Query(() => [PublicDialogue])
  @Public()
  dialogues(@Args('procedure') procedure: string): Promise<PublicDialogue[]> {
    return this.queries.dialogues(procedure);
  }

  @Query(() => ContributionPage, { description: 'A page of 20.' })
  @Public()
  contributions(@Args() filter: ContributionFilter): Promise<ContributionPage> {
    return this.queries.contributions(filter);
  }

  @Query(() => ContributionDetail)
  @Public()
  contribution(
    @Args('procedure') procedure: string,
    @Args('number') number: string,
    @Args('page', { type: () => Int, defaultValue: 1 }) page: number,
  ): Promise<ContributionDetail> {
    return this.queries.contribution(procedure, number, page);
  }
}

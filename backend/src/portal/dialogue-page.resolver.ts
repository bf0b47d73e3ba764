import { Args, Int, Query, Resolver } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';
import { DialogueList } from './dialogue-list.graphql.js';
import { ContributionMapFilter, ContributionSpot } from './dialogue-map.graphql.js';
import { DialogueMapQueries } from './dialogue-map.queries.js';
import {
  ContributionDetail,
  ContributionFilter,
  ContributionPage,
  PublicDialogue,
} from './dialogue-page.graphql.js';
import { DialogueOutcome } from './dialogue-outcome.graphql.js';
import { DialogueOutcomeQueries } from './dialogue-outcome.queries.js';
import { DialoguePageQueries } from './dialogue-page.queries.js';

/** What is said in dialogues, for everybody. */
@Resolver()
export class DialoguePageResolver {
  constructor(
    private readonly queries: DialoguePageQueries,
    private readonly map: DialogueMapQueries,
    private readonly outcomes: DialogueOutcomeQueries,
  ) {}

  @Query(() => DialogueOutcome)
  @Public()
  dialogueOutcome(
    @Args('procedure') procedure: string,
    @Args('dialogue') dialogue: string,
  ): Promise<DialogueOutcome> {
    return this.outcomes.outcome(procedure, dialogue);
  }

  @Query(() => [PublicDialogue])
  @Public()
  dialogues(@Args('procedure') procedure: string): Promise<PublicDialogue[]> {
    return this.queries.dialogues(procedure);
  }

  @Query(() => DialogueList, {
    description: 'The dialogues of a town, by pages of 20: what ends next, or what was closed last.',
  })
  @Public()
  townDialogues(
    @Args('isRunning') isRunning: boolean,
    @Args('page', { type: () => Int, defaultValue: 1 }) page: number,
  ): Promise<DialogueList> {
    return this.queries.listed(isRunning, page);
  }

  @Query(() => [ContributionSpot], {
    description: 'What lies in a box of the map, together where it lies close: at most 500.',
  })
  @Public()
  contributionPlaces(@Args() filter: ContributionMapFilter): Promise<ContributionSpot[]> {
    return this.map.places(filter);
  }

  @Query(() => Json, { nullable: true, description: 'The outline of the town as GeoJSON.' })
  @Public()
  townOutline(): Promise<object | null> {
    return this.map.townOutline();
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

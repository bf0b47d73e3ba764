import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { DeskDialogueResult, DialogueResultInput } from './dialogue-result.graphql.js';
import { DialogueResultService } from './dialogue-result.service.js';

/** What became of dialogues as a whole, for those who say it. */
@Resolver()
export class DialogueResultResolver {
  constructor(private readonly results: DialogueResultService) {}

  @Query(() => [DeskDialogueResult])
  @Asks()
  dialogueResults(@Args('procedure') procedure: string): Promise<DeskDialogueResult[]> {
    return this.results.list(procedure);
  }

  @Mutation(() => Boolean, { description: 'In the name of who is signed in.' })
  @Asks()
  async publishDialogueResult(
    @Args('procedure') procedure: string,
    @Args('dialogue') dialogue: string,
    @Args('result') result: DialogueResultInput,
  ): Promise<boolean> {
    await this.results.save(procedure, dialogue, result);
    return true;
  }
}

import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { ModerationInput, WaitingVoice } from './contribution.graphql.js';
import type { Dialogue } from './dialogue.entity.js';
import { DeskDialogue, DialogueInput } from './dialogue.graphql.js';
import { DialogueService } from './dialogue.service.js';
import { StandingService } from './standing.service.js';

/** Dialogues, for those who set them up and keep them fair. */
@Resolver()
export class DialogueResolver {
  constructor(
    private readonly dialogues: DialogueService,
    private readonly standing: StandingService,
  ) {}

  @Query(() => [DeskDialogue], { description: 'Throws `procedure.not-found`.' })
  @Asks()
  async deskDialogues(@Args('procedure') procedure: string): Promise<DeskDialogue[]> {
    return (await this.dialogues.list(procedure)).map(shown);
  }

  @Mutation(() => DeskDialogue)
  @Asks()
  async openDialogue(
    @Args('procedure') procedure: string,
    @Args('dialogue') dialogue: DialogueInput,
  ): Promise<DeskDialogue> {
    return shown(await this.dialogues.open(procedure, dialogue));
  }

  @Mutation(() => DeskDialogue)
  @Asks()
  async changeDialogue(
    @Args('procedure') procedure: string,
    @Args('key') key: string,
    @Args('dialogue') dialogue: DialogueInput,
  ): Promise<DeskDialogue> {
    return shown(await this.dialogues.change(procedure, key, dialogue));
  }

  @Query(() => [WaitingVoice], { description: 'The fifty that wait longest.' })
  @Asks()
  waitingVoices(@Args('procedure') procedure: string): Promise<WaitingVoice[]> {
    return this.standing.waiting(procedure);
  }

  @Mutation(() => Boolean, {
    description:
      'Shows what waits or is hidden, or hides it: its place stays, with the reason that everybody reads.',
  })
  @Asks()
  async moderate(@Args('decision') decision: ModerationInput): Promise<boolean> {
    await this.standing.decide(decision);
    return true;
  }
}

const shown = (dialogue: Dialogue): DeskDialogue => {
  const { id, key, title, lead, subject, categories, moderation, contributeBy, rateBy } = dialogue;
  return {
    ...{ isDisclosed: true, id, key, title, lead, subject, categories },
    ...{ moderation, contributeBy, rateBy },
  };
};

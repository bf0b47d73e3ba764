import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import type { Dialogue } from './dialogue.entity.js';
import { DeskDialogue, DialogueInput } from './dialogue.graphql.js';
import { DialogueService } from './dialogue.service.js';

/** Dialogues, for those who set them up and keep them fair. */
@Resolver()
export class DialogueResolver {
  constructor(private readonly dialogues: DialogueService) {}

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
}

const shown = (dialogue: Dialogue): DeskDialogue => {
  const { id, key, title, lead, categories, moderation, contributeBy, rateBy } = dialogue;
  return {
    ...{
      isDisclosed: true,
      id,
      key,
      title,
      lead,
      subject: { ...dialogue.subject, fileKey: undefined },
      categories,
    },
    ...{ moderation, contributeBy, rateBy },
  };
};

import { Field, Int, ObjectType } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import { PublicDialogue } from './dialogue-page.graphql.js';

@ObjectType({ description: 'A dialogue in the list of its town.' })
@Public()
export class ListedDialogue extends PublicDialogue {
  @Field()
  procedure!: string;

  @Field()
  procedureTitle!: string;

  @Field(() => String, { nullable: true, description: 'UTC; the first instant that is too late.' })
  endsAt!: string | null;
}

@ObjectType()
@Public()
export class DialogueList {
  @Field(() => [ListedDialogue])
  nodes!: ListedDialogue[];

  @Field(() => Int)
  total!: number;
}

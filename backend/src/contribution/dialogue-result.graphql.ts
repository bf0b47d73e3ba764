import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { IsOptional, Matches, MaxLength } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { isDisclosedToAuthor } from './contribution.policy.js';
import { MAX_RESULT } from './dialogue-result.entity.js';

@InputType()
export class DialogueResultInput {
  /** Markdown; empty where it is only said when a result can be expected. */
  @Field()
  @MaxLength(MAX_RESULT)
  text!: string;

  /** A local date in Berlin. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/)
  expectedOn?: string | null;
}

/** What was said about a dialogue as a whole, for the desk. */
@ObjectType()
@Guarded(isDisclosedToAuthor)
export class DeskDialogueResult {
  isDisclosed!: true;

  @Field()
  dialogueKey!: string;

  @Field()
  dialogueTitle!: string;

  @Field()
  text!: string;

  @Field(() => String, { nullable: true, description: 'Local date in Berlin.' })
  expectedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'UTC; null where nothing was said yet.' })
  savedAt!: string | null;

  @Field(() => String, { nullable: true })
  by!: string | null;
}

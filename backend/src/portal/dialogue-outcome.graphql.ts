import { Field, Int, ObjectType } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import { PublicContribution } from './dialogue-page.graphql.js';

@ObjectType()
@Public()
export class OutcomeShare {
  @Field(() => String, {
    nullable: true,
    description: 'What became of so many; null for those without an answer.',
  })
  becomes!: string | null;

  @Field(() => Int)
  count!: number;
}

@ObjectType({ description: 'What became of a dialogue as a whole.' })
@Public()
export class DialogueOutcome {
  @Field({ description: 'Markdown; empty where nothing was published yet.' })
  text!: string;

  @Field(() => String, { nullable: true, description: 'Who published it.' })
  by!: string | null;

  @Field(() => String, { nullable: true, description: 'UTC.' })
  at!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Until when a result can be expected: local date in Berlin.',
  })
  expectedOn!: string | null;

  @Field(() => [OutcomeShare], { description: 'Most first.' })
  shares!: OutcomeShare[];

  @Field(() => [PublicContribution], { description: 'The five that most people agree with.' })
  agreed!: PublicContribution[];
}

import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import { Json } from '../platform/scalars.js';

@ObjectType({ description: 'A published copy of an attachment, under /files/stimme/<voice>/<id>.' })
@Public()
export class VoiceFile {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;
}

@ObjectType({ description: 'A released, redacted copy of a statement.' })
@Public()
export class Voice {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'A number instead of a name.' })
  label!: string;

  @Field()
  authorLabel!: string;

  @Field(() => [VoiceFile])
  files!: VoiceFile[];

  @Field()
  text!: string;

  @Field(() => Json)
  about!: object;

  @Field({ description: 'Local date in Berlin.' })
  receivedOn!: string;

  @Field(() => String, { nullable: true })
  outcome!: string | null;

  @Field(() => String, { nullable: true })
  answer!: string | null;
}

@ObjectType()
@Public()
export class VoicePage {
  @Field(() => [Voice])
  nodes!: Voice[];

  @Field(() => Int)
  total!: number;
}

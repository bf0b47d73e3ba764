import { Field, ObjectType } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { isDisclosedReport } from './report.policy.js';

/** What the author of something restricted, and who reported it, are told (Art. 17 (3) DSA). */
@ObjectType()
@Guarded(isDisclosedReport)
export class StatementOfReasons {
  isDisclosed!: true;

  @Field({ description: 'kept, hidden or redacted.' })
  outcome!: string;

  @Field(() => String, { nullable: true, description: 'illegal or rules; null where it was kept.' })
  basis!: string | null;

  @Field(() => String, { nullable: true, description: 'The law or the rule, by name.' })
  provision!: string | null;

  @Field({ description: 'The facts.' })
  reason!: string;

  @Field({ description: 'Whether somebody had reported it; else the town came upon it on its own.' })
  isAfterReport!: boolean;

  @Field({ description: 'Whether a suspension may follow the next time.' })
  isWarning!: boolean;

  @Field({ description: 'UTC.' })
  decidedAt!: string;
}

import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { Guarded } from '../platform/authorize.js';
import { Database } from '../platform/database.js';
import { DeskTextDetail } from '../plan/desk-plan.graphql.js';
import { canWorkAtDesk } from '../procedure/procedure.policy.js';
import { SpokenParagraph } from './spoken.graphql.js';

/** Adds to a text at the desk what statements would lose the paragraph that they speak to. */
@Resolver(() => DeskTextDetail)
export class SpokenResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => [SpokenParagraph], { description: 'Of the paragraphs that would go away.' })
  @Guarded((actor) => canWorkAtDesk(actor, null))
  async spokenTo(@Parent() { procedureId, blocks }: DeskTextDetail): Promise<SpokenParagraph[]> {
    const gone = blocks.flatMap(({ kind, id }) => (kind === 'removed' && id ? [id] : []));
    if (!gone.length) return [];
    return this.database.rows<SpokenParagraph>(
      `select about->'paragraph'->>'id' as "paragraphId", count(*)::int as statements from statement
       where procedure_id = ? and withdrawn_at is null
         and about->'paragraph'->>'id' in (${gone.map(() => '?').join(', ')})
       group by 1`,
      [procedureId, ...gone],
    );
  }
}

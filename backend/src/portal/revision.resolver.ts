import { Query, Resolver } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import { Pub } from '../platform/pub.js';

/** Tells caches whether anything public has changed. */
@Resolver()
export class RevisionResolver {
  constructor(private readonly pub: Pub) {}

  @Query(() => String, { description: 'Changes whenever anything public changes.' })
  @Public()
  async revision(): Promise<string> {
    const [row] = await this.pub.rows<{ value: number }>('revision', 'select value from pub.revision');
    return String(row?.value ?? 0);
  }
}

import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';

import { isFresh } from '../account/account.policy.js';
import { Asks } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { canExportAuthors } from './case.policy.js';
import { CaseExports, ExportArgs } from './case-export.graphql.js';
import { CaseExportService } from './case-export.service.js';

/** Statements as a table, for the staff. */
@Resolver()
export class CaseExportResolver {
  constructor(private readonly service: CaseExportService) {}

  @Query(() => CaseExports, {
    description: 'One’s own tables of the last week.',
  })
  @Asks()
  async caseExports(): Promise<CaseExports> {
    const own = await this.service.own();
    return {
      isDisclosed: true,
      isFresh: isFresh(current.actor),
      mayHaveAuthors: canExportAuthors(current.actor, null),
      exports: own.map(
        ({ id, askedAt, format, hasAuthors, done, finishedAt, failedAt, size = null, fileKey }) => ({
          ...{ isDisclosed: true, id, askedAt: askedAt.toISOString(), format, hasAuthors, done, size },
          isFinished: Boolean(finishedAt && fileKey),
          hasFailed: Boolean(failedAt && !finishedAt),
        }),
      ),
    };
  }

  @Mutation(() => ID, { description: 'Asks for a table; it is made in the background.' })
  @Asks()
  exportCases(
    @Args() { format, hasAuthors, after: _after, size: _size, ...criteria }: ExportArgs,
  ): Promise<string> {
    return this.service.ask({ criteria: { ...criteria }, format, hasAuthors });
  }
}

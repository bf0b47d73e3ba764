import { Args, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { PreviewService } from './preview.service.js';
import { ProcedureDetail } from './procedure.graphql.js';

/** What the public would see, for those who work on it. */
@Resolver()
export class PreviewResolver {
  constructor(private readonly service: PreviewService) {}

  @Query(() => ProcedureDetail, { description: 'A procedure as its public page shows it or will show it.' })
  @Asks()
  procedurePreview(@Args('slug') slug: string): Promise<ProcedureDetail> {
    return this.service.show(slug);
  }
}

import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { CaseDetail } from './case-detail.graphql.js';
import { CaseDetailService } from './case-detail.service.js';
import { Case } from './case.graphql.js';

/** What stands around a statement at the desk. */
@Resolver(() => Case)
export class CaseDetailResolver {
  constructor(private readonly service: CaseDetailService) {}

  @ResolveField(() => CaseDetail)
  detail(@Parent() { statementId }: Case): Promise<CaseDetail> {
    return this.service.of(statementId);
  }
}

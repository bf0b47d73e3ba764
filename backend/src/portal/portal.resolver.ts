import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import {
  Municipality,
  Portal,
  ProcedureFilter,
  ProcedurePage,
  ProcedureSort,
  TownCard,
  Town,
} from './portal.graphql.js';
import { PortalQueries } from './portal.queries.js';
import { PlanTextDetail, ProcedureDetail } from './procedure.graphql.js';
import { VoicePage } from './voice.graphql.js';
import { ProcedureQueries } from './procedure.queries.js';

const MAX_PAGE_SIZE = 20;

/** What everybody may ask: rows of `pub`, without an account. */
@Resolver()
export class PortalResolver {
  constructor(
    private readonly portals: PortalQueries,
    private readonly details: ProcedureQueries,
  ) {}

  @Query(() => Portal)
  @Public()
  portal(): Promise<Portal> {
    return this.portals.portal();
  }

  @Query(() => Town, { description: 'Who answers for the portal that is asked.' })
  @Public()
  operator(): Promise<Town> {
    return this.portals.operator();
  }

  @Query(() => String, { nullable: true, description: 'The town whose code begins a receipt’s number.' })
  @Public()
  townOfNumber(@Args('number') number: string): Promise<string | null> {
    return this.portals.townOfNumber(number);
  }

  @Query(() => [TownCard])
  @Public()
  towns(): Promise<TownCard[]> {
    return this.portals.towns();
  }

  @Query(() => [Municipality])
  @Public()
  municipalities(): Promise<Municipality[]> {
    return this.portals.municipalities();
  }

  @Query(() => ProcedurePage)
  @Public()
  procedures(
    @Args('filter', { nullable: true }) filter: ProcedureFilter = {},
    @Args('sort', { type: () => ProcedureSort, defaultValue: ProcedureSort.endsNext }) sort: ProcedureSort,
    @Args('page', { type: () => Int, defaultValue: 1 }) number: number,
    @Args('size', { type: () => Int, defaultValue: MAX_PAGE_SIZE }) size: number,
  ): Promise<ProcedurePage> {
    return this.portals.procedures(filter, sort, { number, size });
  }

  @Query(() => ProcedureDetail)
  @Public()
  procedure(@Args('slug') slug: string): Promise<ProcedureDetail> {
    return this.details.procedure(slug);
  }

  @Query(() => PlanTextDetail)
  @Public()
  planText(
    @Args('procedure') procedure: string,
    @Args('key') key: string,
    @Args('version', { type: () => Int, nullable: true }) version: number | null,
  ): Promise<PlanTextDetail> {
    return this.details.planText(procedure, key, version ?? null);
  }

  @Query(() => VoicePage)
  @Public()
  voices(
    @Args('procedure') procedure: string,
    @Args('paragraphId', { type: () => ID, nullable: true }) paragraphId: string | null,
    @Args('outcome', { type: () => String, nullable: true }) outcome: string | null,
    @Args('search', { type: () => String, nullable: true }) search: string | null,
    @Args('page', { type: () => Int, defaultValue: 1 }) page: number,
  ): Promise<VoicePage> {
    return this.details.voices({ procedure, paragraphId, outcome, search, page, size: MAX_PAGE_SIZE });
  }
}

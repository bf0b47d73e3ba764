import { EntityManager } from '@mikro-orm/core';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { Asks, Guarded } from '../platform/authorize.js';
import { DeskProcedure } from '../procedure/procedure.graphql.js';
import { shownAtDesk } from '../procedure/desk-procedure.service.js';
import { proposedNotice } from '../procedure/notice.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { canWorkAtDesk } from '../procedure/procedure.policy.js';
import { PublicationInput, RequirementType } from './publication.graphql.js';
import { PublicationService } from './publication.service.js';
import { ReadinessService } from './readiness.service.js';

/** Adds to a procedure at the desk what it still needs, and makes it public. */
@Resolver(() => DeskProcedure)
export class PublicationResolver {
  constructor(
    private readonly em: EntityManager,
    private readonly readiness: ReadinessService,
    private readonly publication: PublicationService,
  ) {}

  @ResolveField(() => [RequirementType])
  @Guarded((actor) => canWorkAtDesk(actor, null))
  async requirements(@Parent() { id }: DeskProcedure): Promise<RequirementType[]> {
    return this.readiness.of(await this.procedure(id));
  }

  @ResolveField(() => String, { description: 'A notice as the law wants it, from what is known. Markdown.' })
  @Guarded((actor) => canWorkAtDesk(actor, null))
  async proposedNotice(@Parent() { id }: DeskProcedure): Promise<string> {
    const procedure = await this.procedure(id);
    return proposedNotice(procedure, await this.readiness.factsOf(procedure));
  }

  @Mutation(() => DeskProcedure, { description: 'Makes a procedure public, now or at a time.' })
  @Asks()
  async publishProcedure(
    @Args('slug') slug: string,
    @Args('wish') { at, reason }: PublicationInput,
  ): Promise<DeskProcedure> {
    return shownAtDesk(await this.publication.publish(slug, { at: at ? new Date(at) : null, reason }));
  }

  @Mutation(() => DeskProcedure, { description: 'Takes a planned publication back.' })
  @Asks()
  async cancelPublication(@Args('slug') slug: string): Promise<DeskProcedure> {
    return shownAtDesk(await this.publication.cancel(slug));
  }

  private procedure(id: string): Promise<Procedure> {
    return this.em.findOneOrFail(Procedure, { id });
  }
}

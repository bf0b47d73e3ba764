import { Args, ArgsType, Field, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Length, MaxLength } from 'class-validator';

import { Asks, Guarded } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Limits } from '../platform/limits.js';
import { StatementType } from '../statement/statement.graphql.js';
import { isDisclosed } from '../statement/statement.policy.js';
import { StatementService } from '../statement/statement.service.js';
import { ProposalInput, RedactionType, ReleaseLine, ShownCopy } from './release.graphql.js';
import { ReleaseListService } from './release-list.service.js';
import { ReleaseService } from './release.service.js';
import { ReleaseView } from './release.view.js';

@ArgsType()
class WithReason {
  @Field()
  @MaxLength(40)
  number!: string;

  @Field()
  @Length(1, 2_000)
  reason!: string;
}

@ArgsType()
class Objection {
  @Field()
  @MaxLength(40)
  number!: string;

  @Field()
  @MaxLength(40)
  code!: string;

  @Field()
  @MaxLength(2_000)
  reason!: string;
}

/** Adds to a statement the copy that is made of it, and what may be done to the copy. */
@Resolver(() => StatementType)
export class ReleaseResolver {
  constructor(
    private readonly releases: ReleaseService,
    private readonly view: ReleaseView,
    private readonly lists: ReleaseListService,
    private readonly statements: StatementService,
    private readonly limits: Limits,
  ) {}

  @ResolveField(() => RedactionType, { nullable: true, description: 'For the desk only.' })
  @Guarded(isDisclosed)
  redaction(@Parent() { id }: StatementType): Promise<RedactionType | null> {
    return this.view.forDesk(id);
  }

  @ResolveField(() => ShownCopy, { nullable: true, description: 'The copy its author may object to.' })
  @Guarded(isDisclosed)
  shownCopy(@Parent() { id }: StatementType): Promise<ShownCopy | null> {
    return this.view.forAuthor(id);
  }

  @Query(() => [ReleaseLine], { description: 'Copies in work: proposed, shown, objected to.' })
  @Asks()
  releasesInWork(
    @Args('procedure', { type: () => String, nullable: true }) procedure?: string,
  ): Promise<ReleaseLine[]> {
    return this.lists.inWork(procedure ?? null);
  }

  @Mutation(() => RedactionType, { nullable: true, description: 'Hands a redacted copy on.' })
  @Asks()
  async proposeRelease(
    @Args('number') number: string,
    @Args('copy') copy: ProposalInput,
  ): Promise<RedactionType | null> {
    return this.view.forDesk((await this.releases.propose(number, copy)).id);
  }

  @Mutation(() => RedactionType, { nullable: true, description: 'Releases the proposed copy.' })
  @Asks()
  async releaseStatement(@Args('number') number: string): Promise<RedactionType | null> {
    return this.view.forDesk((await this.releases.release(number)).id);
  }

  @Mutation(() => RedactionType, { nullable: true, description: 'Gives a copy back to its maker.' })
  @Asks()
  async sendBackRelease(@Args() { number, reason }: WithReason): Promise<RedactionType | null> {
    return this.view.forDesk((await this.releases.sendBack(number, reason)).id);
  }

  @Mutation(() => RedactionType, { nullable: true, description: 'Takes a copy back from the public.' })
  @Asks()
  async retractRelease(@Args() { number, reason }: WithReason): Promise<RedactionType | null> {
    return this.view.forDesk((await this.releases.retract(number, reason)).id);
  }

  @Mutation(() => ShownCopy, { nullable: true, description: 'For who holds number and code.' })
  @Asks()
  async objectToRelease(@Args() { number, code, reason }: Objection): Promise<ShownCopy | null> {
    const open = () => this.statements.open(number, code);
    const { id } = await this.limits.countFailures('code', current.visit.origin, open);
    await this.releases.object(id, reason);
    return this.view.forAuthor(id);
  }
}

import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { ClaimsService } from './claims.service.js';
import { ModerationBacklog, TakenVoice, VoiceInHand } from './moderating.graphql.js';
import { ModeratingService } from './moderating.service.js';
import { QueueService } from './queue.service.js';
import type { VoiceKind } from './report.entity.js';
import { QueuedVoice } from './report.graphql.js';

const kindOf = (kind: string): VoiceKind => (kind === 'comment' ? 'comment' : 'contribution');
const MOST_PASSED = 100;

/** The desk of who keeps dialogues fair: what waits, and one after the other in hand. */
@Resolver()
export class ModeratingResolver {
  constructor(
    private readonly queue: QueueService,
    private readonly claims: ClaimsService,
    private readonly moderating: ModeratingService,
  ) {}

  @Query(() => [QueuedVoice], { description: 'The fifty that wait longest, of a procedure or of the town.' })
  @Asks()
  moderationQueue(
    @Args('procedure', { type: () => String, nullable: true }) procedure: string | null,
  ): Promise<QueuedVoice[]> {
    return this.queue.list(procedure ?? null);
  }

  @Query(() => [ModerationBacklog], { description: 'Of each procedure where something waits.' })
  @Asks()
  async moderationBacklog(): Promise<ModerationBacklog[]> {
    return (await this.queue.backlog()).map((row) => ({ ...row, isDisclosed: true }));
  }

  @Mutation(() => TakenVoice, {
    nullable: true,
    description: 'Takes up what waits longest and nobody works on; never the same for two.',
  })
  @Asks()
  async claimNextVoice(
    @Args('procedure', { type: () => String, nullable: true }) procedure: string | null,
    @Args('passed', { type: () => [ID] }) passed: string[],
  ): Promise<TakenVoice | null> {
    const isId = (id: string) => /^[0-9a-f-]{36}$/i.test(id);
    const taken = await this.claims.claimNext(procedure ?? null, passed.filter(isId).slice(-MOST_PASSED));
    return taken && { ...taken, isDisclosed: true };
  }

  @Mutation(() => VoiceInHand, { description: 'Takes it up for ten minutes, where nobody else has.' })
  @Asks()
  openVoice(@Args('kind') kind: string, @Args('id', { type: () => ID }) id: string): Promise<VoiceInHand> {
    return this.moderating.open(kindOf(kind), id);
  }

  @Mutation(() => Boolean, { description: 'For ten more minutes; false where somebody else has it.' })
  @Asks()
  claimVoice(@Args('kind') kind: string, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    return this.claims.claim(kindOf(kind), id);
  }

  @Mutation(() => Boolean, { description: 'Somebody else may take it up.' })
  @Asks()
  async giveVoiceBack(
    @Args('kind') kind: string,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<boolean> {
    await this.claims.giveBack(kindOf(kind), id);
    return true;
  }
}

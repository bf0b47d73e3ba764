import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { RecommendationService } from './recommendation.service.js';
import { TextBlockService } from './text-block.service.js';
import { RecommendationInput, TextBlockInput, TextBlockType, Weighing } from './weighing.graphql.js';
import { WeighingService } from './weighing.service.js';

/** Statements as they are weighed. */
@Resolver(() => Weighing)
export class WeighingResolver {
  constructor(
    private readonly service: WeighingService,
    private readonly recommendations: RecommendationService,
    private readonly blocks: TextBlockService,
  ) {}

  @Query(() => Weighing)
  @Asks()
  weighing(@Args('number') number: string): Promise<Weighing> {
    return this.service.open(number);
  }

  @Mutation(() => String, {
    description: 'Saves the next version; answers where to go on: here while points are open, then the next.',
    nullable: true,
  })
  @Asks()
  async saveRecommendation(
    @Args('number') number: string,
    @Args('sectionId', { type: () => ID, nullable: true }) sectionId: string | null,
    @Args('recommendation') draft: RecommendationInput,
  ): Promise<string | null> {
    const done = await this.recommendations.save(number, sectionId ?? null, draft);
    return done ? this.service.next(done) : number;
  }

  @Mutation(() => ID, { description: 'Makes a section of words that stand in the text.' })
  @Asks()
  async markSection(@Args('number') number: string, @Args('quote') quote: string): Promise<string> {
    return (await this.recommendations.mark(number, quote)).id;
  }

  @Mutation(() => Boolean)
  @Asks()
  async dropSection(
    @Args('number') number: string,
    @Args('sectionId', { type: () => ID }) sectionId: string,
  ): Promise<boolean> {
    await this.recommendations.drop(number, sectionId);
    return true;
  }

  @Query(() => [TextBlockType])
  @Asks()
  textBlocks(): Promise<TextBlockType[]> {
    return this.blocks.list();
  }

  @Mutation(() => [TextBlockType], {
    description: 'Keeps a new text block, or changes the one with this id.',
  })
  @Asks()
  saveTextBlock(
    @Args('id', { type: () => ID, nullable: true }) id: string | null,
    @Args('block') block: TextBlockInput,
  ): Promise<TextBlockType[]> {
    return this.blocks.save(id ?? null, block);
  }

  @Mutation(() => [TextBlockType])
  @Asks()
  removeTextBlock(@Args('id', { type: () => ID }) id: string): Promise<TextBlockType[]> {
    return this.blocks.remove(id);
  }
}

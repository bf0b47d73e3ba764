import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';

import { Asks } from '../platform/authorize.js';
import { invalid } from '../platform/problem.js';
import {
  DocumentNaming,
  DocumentWords,
  FeatureDraft,
  FeatureInput,
  LayerInput,
} from './desk-plan.graphql.js';
import { DocumentOrderService } from './document-order.service.js';
import { DocumentService } from './document.service.js';
import { MapService } from './map.service.js';
import { PlanUploadService } from './plan-upload.service.js';
import { TextDraftService } from './text-draft.service.js';

const MAX_REASON = 1_000;
const done = () => true;

/** What the staff does with the plan; files come by `POST /files/plan`. Every answer is `true`. */
@Resolver()
export class PlanChangeResolver {
  constructor(
    private readonly documents: DocumentService,
    private readonly order: DocumentOrderService,
    private readonly uploads: PlanUploadService,
    private readonly drafts: TextDraftService,
    private readonly maps: MapService,
  ) {}

  @Mutation(() => Boolean, { description: 'Makes documents of uploaded files.' })
  @Asks()
  takeInDocuments(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('documents', { type: () => [DocumentNaming] }) documents: DocumentNaming[],
  ): Promise<boolean> {
    return this.uploads.takeIn(procedure, documents).then(done);
  }

  @Mutation(() => Boolean)
  @Asks()
  discardUpload(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('upload', { type: () => ID }) upload: string,
  ): Promise<boolean> {
    return this.uploads.discard(procedure, upload).then(done);
  }

  @Mutation(() => Boolean, { description: 'By -1 up, by 1 down.' })
  @Asks()
  moveDocument(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('key') key: string,
    @Args('by', { type: () => Int }) by: number,
  ): Promise<boolean> {
    return this.order.move(procedure, key, by < 0 ? -1 : 1).then(done);
  }

  @Mutation(() => Boolean)
  @Asks()
  describeDocument(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('key') key: string,
    @Args('words') words: DocumentWords,
  ): Promise<boolean> {
    return this.order.describe(procedure, key, words).then(done);
  }

  @Mutation(() => Boolean)
  @Asks()
  async takeDownDocument(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('key') key: string,
    @Args('reason') reason: string,
  ): Promise<boolean> {
    await this.documents.find(procedure, key);
    const words = reason.trim();
    if (!words || words.length > MAX_REASON) throw invalid('reason', 'reason.missing');
    return this.documents.takeDown(procedure, key, words).then(done);
  }

  @Mutation(() => Boolean)
  @Asks()
  layOutText(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('key') key: string,
  ): Promise<boolean> {
    return this.drafts.layOut(procedure, key).then(done);
  }

  @Mutation(() => Boolean)
  @Asks()
  discardTextDraft(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('key') key: string,
  ): Promise<boolean> {
    return this.drafts.discard(procedure, key).then(done);
  }

  @Mutation(() => Boolean)
  @Asks()
  addFeature(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('feature') feature: FeatureDraft,
  ): Promise<boolean> {
    return this.maps.addFeature(procedure, { ...feature }).then(done);
  }

  @Mutation(() => Boolean)
  @Asks()
  describeFeature(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('id', { type: () => ID }) id: string,
    @Args('feature') feature: FeatureInput,
  ): Promise<boolean> {
    return this.maps.describeFeature(procedure, id, feature).then(done);
  }

  @Mutation(() => Boolean)
  @Asks()
  removeFeature(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<boolean> {
    return this.maps.removeFeature(procedure, id).then(done);
  }

  @Mutation(() => Boolean)
  @Asks()
  addLayer(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('layer') layer: LayerInput,
  ): Promise<boolean> {
    return this.maps.addLayer(procedure, { ...layer }).then(done);
  }

  @Mutation(() => Boolean)
  @Asks()
  removeLayer(
    @Args('procedure', { type: () => ID }) procedure: string,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<boolean> {
    return this.maps.removeLayer(procedure, id).then(done);
  }
}

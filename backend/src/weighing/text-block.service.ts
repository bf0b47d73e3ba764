import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { notFound } from '../platform/problem.js';
import { TextBlock } from './recommendation.entity.js';
import type { TextBlockInput, TextBlockType } from './weighing.graphql.js';
import { canKeepTextBlocks } from './weighing.policy.js';

const isDisclosed = true as const;

/** Words that a town uses again and again. */
@Injectable()
export class TextBlockService {
  constructor(
    private readonly em: EntityManager,
    private readonly journal: Journal,
  ) {}

  async list(): Promise<TextBlockType[]> {
    authorize(canKeepTextBlocks, null);
    return this.all();
  }

  /** All of them A–Z, for who was already asked. */
  async all(): Promise<TextBlockType[]> {
    const blocks = await this.em.find(TextBlock, { removedAt: null }, { orderBy: { title: 'asc' } });
    return blocks.map(({ id, title, text }) => ({ isDisclosed, id, title, text }));
  }

  /** Keeps a new one, or changes the one with this id. Throws `text-block.not-found`. */
  async save(id: string | null, { title, text }: TextBlockInput): Promise<TextBlockType[]> {
    authorize(canKeepTextBlocks, null);
    const saved = { title, text, savedAt: clock.now(), savedBy: current.actor.accountId };
    const known = id ? await this.find(id) : null;
    const before = known && { title: known.title, text: known.text };
    if (known) this.em.assign(known, saved);
    else this.em.persist(this.em.create(TextBlock, saved as never));
    this.journal.note('block.saved', { before, after: { title, text } });
    return this.all();
  }

  /** Takes one out of use; recommendations keep the words that they took from it. */
  async remove(id: string): Promise<TextBlockType[]> {
    authorize(canKeepTextBlocks, null);
    const block = await this.find(id);
    block.removedAt = clock.now();
    this.journal.note('block.removed', { before: { title: block.title } });
    return (await this.all()).filter((one) => one.id !== id);
  }

  private async find(id: string): Promise<TextBlock> {
    const block = await this.em.findOne(TextBlock, { id, removedAt: null });
    if (!block) throw notFound('text-block');
    return block;
  }
}

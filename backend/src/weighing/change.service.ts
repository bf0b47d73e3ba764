import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Paragraph, TextVersion } from '../plan/plan.entity.js';
import { Procedure } from '../procedure/procedure.entity.js';
import type { PlanChange } from './answer.entity.js';
import type { ParagraphChoice } from './weighing.graphql.js';

const BEGINNING = 90;
const isDisclosed = true as const;

/** How paragraphs of the plan read before and after they were changed because of a statement. */
@Injectable()
export class ChangeService {
  constructor(private readonly em: EntityManager) {}

  /**
   * A paragraph as it read in the version that was spoken to (or, without one, before its last change), and in the
   * next version in which it reads otherwise. Null when the procedure has no such paragraph.
   */
  async of(procedureId: string, paragraphId: string, spokenTo?: number): Promise<PlanChange | null> {
    const text = { procedure: this.procedure(procedureId) };
    const found = await this.em.findOne(Paragraph, { id: paragraphId, text }, { populate: ['text'] });
    if (!found) return null;

    const versions = await this.em.find(TextVersion, { text: found.text }, { orderBy: { version: 'asc' } });
    const readings = versions.map((one) => ({ version: one.version, text: wordsIn(one, paragraphId) }));
    const before =
      readings.find(({ version }) => version === spokenTo) ??
      readings[lastChangeOf(readings)] ??
      readings[0]!;
    const after = readings.find(({ version, text }) => version > before.version && text !== before.text);
    return { paragraphId, text: found.text.title, number: found.number, before, after: after ?? null };
  }

  /** A paragraph's words in one version; null where that version has none such. */
  async words(paragraphId: string, version: number): Promise<string | null> {
    const found = await this.em.findOne(Paragraph, { id: paragraphId }, { populate: ['text'] });
    const read = found && (await this.em.findOne(TextVersion, { text: found.text, version }));
    return (read && wordsIn(read, paragraphId)) || null;
  }

  /** Every paragraph that may be named as changed, in the order of the texts. */
  async choices(procedureId: string): Promise<ParagraphChoice[]> {
    const versions = await this.em.find(
      TextVersion,
      { text: { procedure: this.procedure(procedureId) } },
      { populate: ['text'], orderBy: [{ text: { position: 'asc' } }, { version: 'asc' }] },
    );
    const newest = [...new Map(versions.map((one) => [one.text.id, one])).values()];
    return newest.flatMap(({ text: { title }, blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'paragraph'
          ? [
              {
                isDisclosed,
                id: block.id,
                text: title,
                number: block.number,
                begins: block.text.slice(0, BEGINNING),
                isChanged: block.change === 'changed' || block.change === 'added',
              },
            ]
          : [],
      ),
    );
  }

  private procedure(id: string): Procedure {
    return this.em.getReference(Procedure, [current.tenantId, id] as never);
  }
}

const wordsIn = ({ blocks }: TextVersion, paragraphId: string): string => {
  const block = blocks.find((one) => one.kind === 'paragraph' && one.id === paragraphId);
  return block?.text ?? '';
};

/** The index of the reading before the last one that differs from its predecessor; the last one where none does. */
function lastChangeOf(readings: { text: string }[]): number {
  for (let index = readings.length - 1; index > 0; index -= 1)
    if (readings[index]!.text !== readings[index - 1]!.text) return index - 1;
  return readings.length - 1;
}

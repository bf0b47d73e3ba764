import type { EntityManager } from '@mikro-orm/core';

import { Paragraph, type PlanText, type VersionBlock } from './plan.entity.js';
import { isParagraph } from './versions.js';

interface Laid {
  version: number;
  blocks: VersionBlock[];
}

/** Notes where each paragraph stands now; one that is gone stays noted where it stood last. */
export async function keepParagraphs(
  em: EntityManager,
  text: PlanText,
  { version, blocks }: Laid,
): Promise<void> {
  const known = new Map((await em.find(Paragraph, { text })).map((paragraph) => [paragraph.id, paragraph]));
  for (const { id, number } of blocks.filter(isParagraph)) {
    const paragraph = known.get(id);
    if (paragraph) Object.assign(paragraph, { version, number });
    else em.create(Paragraph, { id, text, version, number } as never, { persist: true });
  }
}

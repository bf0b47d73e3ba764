import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { Journal } from '../platform/journal.js';
import { Problem } from '../platform/problem.js';
import type { StructuredText } from './blocks.js';
import { freeKey } from './key.js';
import { parseText, sourceOf } from './paragraphs.js';
import { PlanText } from './plan.entity.js';
import { TextService } from './text.service.js';

export interface Writing {
  /** Null begins a new text. */
  key: string | null;
  /** Empty takes the title that the text itself has. */
  title: string;
  text: StructuredText;
}

/** The next version of a text while it is being written: kept, looked at, then laid out. */
@Injectable()
export class TextDraftService {
  constructor(
    private readonly em: EntityManager,
    private readonly texts: TextService,
    private readonly journal: Journal,
  ) {}

  /** Keeps what was written and answers the text's key. Throws `plan-text.not-found`, `input.invalid` on `title`. */
  async save(procedureId: string, { key, title, text }: Writing): Promise<string> {
    const planText = key
      ? await this.texts.find(procedureId, key)
      : await this.texts.begin(procedureId, await this.nameFor(procedureId, title.trim() || text.title));
    planText.draft = sourceOf(text.blocks);
    planText.draftAt = clock.now();
    return planText.key;
  }

  /** Lays out what was written. Throws `plan-text.no-draft`, `plan-text.unchanged`. */
  async layOut(procedureId: string, key: string): Promise<void> {
    const planText = await this.texts.find(procedureId, key);
    if (planText.draft === null || planText.draft === undefined) throw new Problem('plan-text.no-draft');
    const text = parseText(planText.draft);
    clear(planText);
    await this.texts.replace(procedureId, { key, text });
  }

  /** Forgets what was written since the last version. */
  async discard(procedureId: string, key: string): Promise<void> {
    const planText = await this.texts.find(procedureId, key);
    clear(planText);
    const said = { scopeId: procedureId, subjectId: planText.id, after: { title: planText.title } };
    this.journal.note('text.draft-discarded', said);
  }

  private async nameFor(procedureId: string, title: string) {
    const known = await this.em.find(PlanText, { procedure: { id: procedureId } });
    return { key: freeKey(title, new Set(known.map(({ key }) => key))), title };
  }
}

const clear = (text: PlanText) => Object.assign(text, { draft: null, draftAt: null });

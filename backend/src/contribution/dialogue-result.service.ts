import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { AccountService } from '../account/account.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound } from '../platform/problem.js';
import { isDay } from '../procedure/calendar.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { DIALOGUE_CHANGED } from './contribution.events.js';
import { Dialogue } from './dialogue.entity.js';
import { DialogueResult } from './dialogue-result.entity.js';
import type { DeskDialogueResult, DialogueResultInput } from './dialogue-result.graphql.js';
import { canAnswerContributions } from './town-answer.policy.js';

/** What became of dialogues as a whole: until when that can be expected, then the words of a named person. */
@Injectable()
export class DialogueResultService {
  constructor(
    private readonly em: EntityManager,
    private readonly procedures: ProcedureService,
    private readonly accounts: AccountService,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /** The newest of each dialogue of a procedure. Throws `procedure.not-found`. */
  async list(slug: string): Promise<DeskDialogueResult[]> {
    const procedure = await this.procedures.find(slug);
    authorize(canAnswerContributions, procedure);
    const order = { orderBy: { createdAt: 'asc', id: 'asc' } } as const;
    const dialogues = await this.em.find(Dialogue, { procedureId: procedure.id }, order);
    return Promise.all(
      dialogues.map(async ({ id, key, title }) => ({
        ...{ isDisclosed: true as const, dialogueKey: key, dialogueTitle: title },
        ...(await this.newest(id)),
      })),
    );
  }

  /** Publishes a result in the name of the actor. Throws `dialogue.not-found`, `input.invalid` where nothing is said. */
  async save(slug: string, key: string, { text, expectedOn }: DialogueResultInput): Promise<void> {
    const procedure = await this.procedures.find(slug);
    authorize(canAnswerContributions, procedure);
    const dialogue = await this.em.findOneOrFail(
      Dialogue,
      { procedureId: procedure.id, key },
      { failHandler: () => notFound('dialogue') },
    );
    const day = expectedOn || null;
    if (!text.trim() && !day) throw invalid('text', 'dialogue-result.empty');
    if (day && !isDay(day)) throw invalid('expectedOn', 'day.malformed');
    if (!text.isWellFormed() || text.includes('\u0000')) throw invalid('text', 'input.unreadable-letters');
    const before = await this.newest(dialogue.id);
    const said = { text: text.trim(), expectedOn: day };
    const by = { savedAt: clock.now(), savedBy: current.actor.accountId! };
    const about = { procedureId: procedure.id, dialogueId: dialogue.id };
    this.em.persist(this.em.create(DialogueResult, { ...about, ...said, ...by } as never));
    this.journal.note('dialogue.result-published', {
      ...{ scopeId: procedure.id, subjectId: dialogue.id },
      before: before.savedAt ? { text: before.text, expectedOn: before.expectedOn } : null,
      after: said,
    });
    await this.outbox.add(DIALOGUE_CHANGED, { dialogueId: dialogue.id });
  }

  /** What was said last of a dialogue, and by whom. */
  async newest(
    dialogueId: string,
  ): Promise<Omit<DeskDialogueResult, 'isDisclosed' | 'dialogueKey' | 'dialogueTitle'>> {
    const found = await this.em.findOne(
      DialogueResult,
      { dialogueId },
      { orderBy: { savedAt: 'desc', id: 'desc' } },
    );
    const names = found ? await this.accounts.namesOf([found.savedBy]) : null;
    return {
      ...{ text: found?.text ?? '', expectedOn: found?.expectedOn ?? null },
      ...{ savedAt: found?.savedAt.toISOString() ?? null, by: (found && names?.get(found.savedBy)) ?? null },
    };
  }
}

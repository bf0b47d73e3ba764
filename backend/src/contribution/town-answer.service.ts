import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { sha256OfCanonical } from '../register/canonical.js';
import { RegisterService } from '../register/register.service.js';
import { AnsweringService } from './answering.service.js';
import { TownAnswer, type Becomes } from './town-answer.entity.js';
import { ANSWERS_DUE, AUTHOR_ANSWERED, CONTRIBUTIONS_ANSWERED } from './town-answer.events.js';
import type { TownAnswerInput } from './town-answer.graphql.js';
import { canAnswerContributions } from './town-answer.policy.js';

/** So long an answer to many can be taken back; then the first of their authors is told. */
const UNDO_MS = 60_000;
const STEP = 500;

/** What another folder lets the town say, where it has asked who may. */
export interface Said {
  id: string;
  procedureId: string;
  becomes: Becomes;
  text: string;
  office: string;
  contributionIds: string[];
}

/** What the town answers to contributions: to one at once, to many in the background, some hundreds at a time. */
@Injectable()
export class TownAnswerService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly listed: AnsweringService,
    private readonly register: RegisterService,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
  ) {}

  /**
   * Answers those with these numbers, or all that are listed so, and answers how many; the same id again changes nothing.
   * Throws `contribution.not-found`, `input.invalid`, `town-answer.nobody`.
   */
  async answer(slug: string, input: TownAnswerInput): Promise<number> {
    const procedureId = await this.listed.answeredBy(slug);
    const known = await this.em.findOne(TownAnswer, { id: input.id });
    if (known) return known.contributionIds.length;
    refuse(input);
    const contributionIds = await this.listed.chosen(procedureId, input);
    if (!contributionIds.length) throw new Problem('town-answer.nobody');
    const { id, becomes } = input;
    const words = { text: input.text.trim(), office: input.office.trim() };
    const answer = this.written({ id, procedureId, becomes, ...words, contributionIds });
    const [only, ...others] = contributionIds;
    this.journal.note('contribution.answered', {
      ...{ scopeId: procedureId, subjectId: others.length ? null : only! },
      after: { becomes, ...words, count: contributionIds.length },
    });
    if (contributionIds.length > 1) {
      answer.startsAt = new Date(answer.askedAt.getTime() + UNDO_MS);
      await this.outbox.addLater(ANSWERS_DUE, { answerId: id }, answer.startsAt);
    } else await this.publishSome(answer);
    return contributionIds.length;
  }

  /** Publishes an answer at once. Its caller has asked who may, and answers at most some hundreds. */
  async say(said: Said): Promise<void> {
    if (await this.em.findOne(TownAnswer, { id: said.id })) return;
    await this.publishSome(this.written(said));
  }

  /** Takes an answer back that nobody has been told yet. Throws `town-answer.not-found`, `town-answer.begun`. */
  async undo(id: string): Promise<TownAnswer> {
    const answer = await this.em.findOne(TownAnswer, { id });
    if (!answer) throw notFound('town-answer');
    authorize(canAnswerContributions, { id: answer.procedureId }, 'town-answer');
    const [taken] = await this.database.rows<{ id: string }>(
      `update town_answer set undone_at = ?, undone_by = ?
       where id = ? and register_entry_id is null and undone_at is null and starts_at > ? returning id`,
      [clock.now(), current.actor.accountId, id, clock.now()],
    );
    if (!taken) throw new Problem('town-answer.begun');
    this.journal.note('contribution.answer-undone', {
      scopeId: answer.procedureId,
      after: { count: answer.contributionIds.length },
    });
    return answer;
  }

  /** Publishes the next ones of an answer; what is left comes in the next job, so that a crash costs one step. */
  async goOn(id: string): Promise<void> {
    await this.database.rows('select id from town_answer where id = ? for update', [id]);
    const answer = await this.em.findOneOrFail(TownAnswer, { id });
    if (answer.undoneAt || answer.finishedAt) return;
    await this.publishSome(answer);
    if (!answer.finishedAt) await this.outbox.add(ANSWERS_DUE, { answerId: id });
  }

  private written(said: Said): TownAnswer {
    const at = clock.now();
    const asked = { askedAt: at, askedBy: current.actor.accountId, startsAt: at };
    const answer = this.em.create(TownAnswer, { ...said, ...asked, done: 0 } as never) as TownAnswer;
    this.em.persist(answer);
    return answer;
  }

  private async publishSome(answer: TownAnswer): Promise<void> {
    const { id, procedureId, becomes, contributionIds, done } = answer;
    const at = clock.now();
    if (!answer.registerEntryId) await this.enter(answer, at);
    const ids = contributionIds.slice(done, done + STEP);
    const list = `{${ids.join(',')}}`;
    await this.database.rows(
      `insert into contribution_step (tenant_id, id, contribution_id, answer_id, procedure_id, becomes, at)
       select c.tenant_id, gen_random_uuid(), c.id, ?::uuid, ?::uuid, ?, ?::timestamptz from contribution c where c.id = any(?::uuid[])
       on conflict do nothing returning id`,
      [id, procedureId, becomes, at, list],
    );
    await this.database.rows(
      `insert into outbox.message (topic, tenant_id, payload)
       select ?, tenant_id, jsonb_build_object('answerId', ?::text, 'contributionId', id)
       from contribution_identity where id = any(?::uuid[]) returning pg_notify('outbox', '')`,
      [AUTHOR_ANSWERED, id, list],
    );
    await this.outbox.add(CONTRIBUTIONS_ANSWERED, {
      ...{ answerId: id, from: String(done), count: String(ids.length) },
    });
    answer.done = done + ids.length;
    if (answer.done >= contributionIds.length) answer.finishedAt = at;
  }

  private async enter(answer: TownAnswer, at: Date): Promise<void> {
    const salt = randomBytes(32);
    const content = townAnswerContent(answer);
    const entry = await this.register.append({ kind: 'answer-published', at, salt, content });
    answer.registerEntryId = entry.id;
    answer.salt = salt.toString('hex');
  }
}

/** What the register commits to when an answer to contributions is published. */
export const townAnswerContent = ({
  id,
  procedureId,
  becomes,
  office,
  text,
  contributionIds,
}: Pick<TownAnswer, 'id' | 'procedureId' | 'becomes' | 'office' | 'text' | 'contributionIds'>) => ({
  ...{ answer: id, procedure: procedureId, becomes, office },
  ...{ text: sha256OfCanonical(text), contributions: contributionIds },
});

function refuse({ becomes, text, office }: TownAnswerInput): void {
  if (becomes !== 'examined' && !text.trim()) throw invalid('text', 'town-answer.text-missing');
  if (!office.trim()) throw invalid('office', 'town-answer.office-missing');
  for (const [field, value] of Object.entries({ text, office }))
    if (!value.isWellFormed() || value.includes('\u0000')) throw invalid(field, 'input.unreadable-letters');
}

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { writtenAt, type FoundVoice } from '../contribution/standing.service.js';
import { Suspension } from '../contribution/suspension.entity.js';
import { SuspensionService } from '../contribution/suspension.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { codeOf, numberOf } from '../register/number.js';
import { SUSPENSION_CHANGED, SUSPENSION_RUNS_OUT } from './report.events.js';
import { canEndSuspension, canSuspend } from './suspending.policy.js';
import type { VoiceDecision } from './voice-decision.entity.js';
import { VoiceDecisionService } from './voice-decision.service.js';

const DAY_MS = 86_400_000;
/** A number names the town by the contribution's own first group. */
const TOWN_LETTERS = 3;

/** Suspends people from the dialogues of a town, and ends it: for a time, after a warning, with reasons (Art. 23 DSA). */
@Injectable()
export class SuspendingService {
  constructor(
    private readonly em: EntityManager,
    private readonly suspensions: SuspensionService,
    private readonly decisions: VoiceDecisionService,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Refuses what would not be fair: nobody is suspended whom nobody can tell apart, who was not warned before they
   * wrote this, or who writes for the town. Throws `canSuspend.forbidden`, `suspension.unknown-person`,
   * `suspension.not-warned`, `suspension.running`.
   */
  async refuseUnfair(voice: FoundVoice): Promise<void> {
    authorize(canSuspend, voice.said);
    const author = await this.suspensions.authorOf(voice);
    if (!author.accountId && !author.addressHash) throw new Problem('suspension.unknown-person');
    if (!(await this.decisions.warnedBefore(author, writtenAt(voice))))
      throw new Problem('suspension.not-warned');
    if (await this.suspensions.running(author)) throw new Problem('suspension.running');
  }

  /** Suspends who wrote something from now on, as part of a decision about it. */
  async suspend(voice: FoundVoice, decision: VoiceDecision, days: number): Promise<void> {
    await this.refuseUnfair(voice);
    const from = clock.now();
    const until = new Date(from.getTime() + days * DAY_MS);
    const town = voice.contribution.number.slice(0, TOWN_LETTERS);
    const { id: decisionId, basis, provision, reason, decidedBy: suspendedBy } = decision;
    const made = this.em.create(Suspension, {
      ...{ number: numberOf(town, `suspension|${current.tenantId}|${decisionId}`, 0), decisionId },
      ...(await this.suspensions.authorOf(voice)),
      ...{ basis: basis!, provision: provision!, reason, from, until, suspendedBy },
    } as never);
    await this.em.persist(made).flush();
    await this.changed(made, 'begun', { days });
    await this.outbox.addLater(SUSPENSION_RUNS_OUT, { suspensionId: made.id }, until);
  }

  /** Ends a suspension before its time. Throws `suspension.not-found`, `input.invalid`. */
  async end(id: string, reason: string): Promise<void> {
    const suspension = await this.running(id);
    authorize(canEndSuspension, suspension);
    if (!reason.trim()) throw invalid('reason', 'moderation.reason-missing');
    await this.close(suspension, reason.trim());
  }

  /** Ends what rests on decisions that were reversed about the same. */
  async endAfter(subjectId: string, reason: string): Promise<void> {
    const decisionIds = await this.decisions.idsAbout(subjectId);
    const where = { decisionId: { $in: decisionIds }, endedAt: null, until: { $gt: clock.now() } };
    for (const suspension of await this.em.find(Suspension, where)) await this.close(suspension, reason);
  }

  /** Notes in the log that a suspension has run out; one that was ended earlier stands there already. */
  async runOut(id: string): Promise<void> {
    const suspension = await this.em.findOne(Suspension, { id, endedAt: null });
    if (suspension) this.note(suspension, 'suspension.ran-out');
  }

  private async running(id: string): Promise<Suspension> {
    const found = await this.em.findOne(Suspension, { id, endedAt: null, until: { $gt: clock.now() } });
    if (!found) throw notFound('suspension');
    return found;
  }

  private async close(suspension: Suspension, reason: string): Promise<void> {
    const by = { endedAt: clock.now(), endedBy: current.actor.accountId, endReason: reason };
    this.em.assign(suspension, by as Partial<Suspension>);
    await this.changed(suspension, 'ended');
  }

  private async changed(suspension: Suspension, what: string, more: object = {}): Promise<void> {
    this.note(suspension, `suspension.${what}`, more);
    await this.outbox.add(SUSPENSION_CHANGED, { suspensionId: suspension.id, what });
  }

  private note({ id, number, basis, provision }: Suspension, action: string, more: object = {}): void {
    this.journal.note(action, { subjectId: id, after: { number, basis, provision, ...more } });
  }
}

/** What opens the page of a suspension together with its number. */
export const suspensionCode = (id: string): string => codeOf(`suspension|${current.tenantId}|${id}`);

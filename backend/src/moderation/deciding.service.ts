import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { canModerate } from '../contribution/contribution.policy.js';
import { StandingService, type FoundVoice } from '../contribution/standing.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, Problem } from '../platform/problem.js';
import { REPORT_DECIDED, VOICE_DECIDED } from './report.events.js';
import { ModerationClaim, Report } from './report.entity.js';
import type { GroundInput, VoiceDecisionInput } from './report.graphql.js';
import { SuspendingService } from './suspending.service.js';
import type { VoiceDecision } from './voice-decision.entity.js';
import { VoiceDecisionService } from './voice-decision.service.js';

/** Decides about something that was said: keep, redact or hide it, and suspend who wrote it; always with a ground. */
@Injectable()
export class DecidingService {
  constructor(
    private readonly em: EntityManager,
    private readonly standing: StandingService,
    private readonly decisions: VoiceDecisionService,
    private readonly suspending: SuspendingService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Decides: every open report of it is answered with the same words, and so is its author. Throws
   * `contribution.not-found`, `comment.not-found`, `input.invalid`, `moderation.claimed`, and for a suspension what
   * `SuspendingService` throws.
   */
  async decide(input: VoiceDecisionInput): Promise<void> {
    const { decision, reason, suspendDays } = input;
    const voice = await this.standing.toDecide(input.kind, input.id);
    const { id } = voice.said;
    authorize(canModerate, { id: voice.contribution.procedureId });
    await this.refuseClaimed(id);
    const open = await this.em.find(Report, { subjectId: id, decidedAt: null });
    // What merely waited is shown without a word; every other decision is explained to somebody.
    if (!reason.trim() && (decision !== 'kept' || open.length))
      throw invalid('reason', 'moderation.reason-missing');
    if (decision !== 'kept') refuseGroundless(input);

    await this.carryOut(voice, input);
    const made = await this.decisions.record(
      voice,
      { ...input, outcome: decision },
      { isAfterReport: open.length > 0 },
    );
    if (suspendDays && decision !== 'kept') await this.suspending.suspend(voice, made, suspendDays);
    await this.outbox.add(VOICE_DECIDED, { decisionId: made.id });
    await this.answer(open, made);
    await this.em.nativeDelete(ModerationClaim, { subjectId: id });
  }

  private async carryOut({ kind, said, contribution }: FoundVoice, input: VoiceDecisionInput): Promise<void> {
    const { id, decision, reason, redacted, keepFiles: keepsFiles = false } = input;
    if (decision === 'redacted')
      await this.standing.redact({ kind, said, contribution }, { words: redacted ?? '', reason, keepsFiles });
    else if (decision === 'hidden') await this.standing.decide({ kind, id, standing: 'hidden', reason });
    else await this.standing.decide({ kind, id, standing: 'shown' });
  }

  private async answer(open: Report[], { id: decisionId, outcome, reason, decidedAt }: VoiceDecision) {
    for (const report of open) {
      const answered = { decidedAt, decidedBy: current.actor.accountId, decisionId, answer: reason };
      this.em.assign(report, {
        ...answered,
        outcome: outcome === 'kept' ? 'kept' : 'hidden',
      } as Partial<Report>);
      await this.outbox.add(REPORT_DECIDED, { reportId: report.id });
    }
  }

  /** Somebody else works on it. Throws `moderation.claimed`. */
  private async refuseClaimed(subjectId: string): Promise<void> {
    const claim = await this.em.findOne(ModerationClaim, { subjectId, until: { $gt: clock.now() } });
    if (claim && claim.accountId !== current.actor.accountId) throw new Problem('moderation.claimed');
  }
}

/** A restriction names what it rests on: a law, or a rule of the dialogue (Art. 17 (3) DSA). Throws `input.invalid`. */
export function refuseGroundless({ basis, provision }: GroundInput): void {
  if (!basis) throw invalid('basis', 'moderation.basis-missing');
  if (!provision?.trim()) throw invalid('provision', 'moderation.provision-missing');
}

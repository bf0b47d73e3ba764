import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound } from '../platform/problem.js';
import { Comment, Contribution, type Standing, type VoiceKind } from './contribution.entity.js';
import { COMMENT_CHANGED, CONTRIBUTION_CHANGED, CONTRIBUTION_DECIDED } from './contribution.events.js';
import { canModerate } from './contribution.policy.js';

/** Something that was said. */
export interface FoundVoice {
  kind: VoiceKind;
  /** Itself, or that which is commented on. */
  contribution: Contribution;
  said: Contribution | Comment;
}

/** When something was said (UTC). */
export const writtenAt = ({ said }: FoundVoice): Date =>
  'receivedAt' in said ? said.receivedAt : said.writtenAt;

interface Decision {
  kind: VoiceKind;
  id: string;
  standing: 'shown' | 'hidden';
  reason?: string;
  /** Whether the original words are shown again, where other ones were. */
  isRestored?: boolean;
}

interface Change {
  standing: Standing;
  hiddenReason: string | null;
  redactedText?: string | null;
  showsFiles?: boolean;
}

/** Whether what somebody said is shown. */
@Injectable()
export class StandingService {
  constructor(
    private readonly em: EntityManager,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /** Something that was said, with the contribution that it belongs to. Throws `<kind>.not-found`. */
  async find(kind: VoiceKind, id: string): Promise<FoundVoice> {
    const comment = kind === 'comment' ? await this.em.findOne(Comment, { id }) : null;
    const contribution = await this.em.findOne(Contribution, { id: comment?.contributionId ?? id });
    const said = kind === 'comment' ? comment : contribution;
    if (!contribution || !said) throw notFound(kind);
    return { kind, contribution, said };
  }

  /** What is decided about: the first contribution that says the same, as that holds for all. Throws `<kind>.not-found`. */
  async toDecide(kind: VoiceKind, id: string): Promise<FoundVoice> {
    const voice = await this.find(kind, id);
    const { leadId } = voice.contribution;
    return kind === 'contribution' && leadId ? this.find(kind, leadId) : voice;
  }

  /** Shows or hides; who hides says why. Throws `contribution.not-found`, `comment.not-found`, `input.invalid`. */
  async decide({ kind, id, standing, reason, isRestored = false }: Decision): Promise<void> {
    const voice = await this.toDecide(kind, id);
    const why = reason?.trim() ?? '';
    if (standing === 'hidden' && !why) throw invalid('reason', 'moderation.reason-missing');
    const { redactedText, hiddenReason } = voice.said;
    const stays = standing === 'shown' && redactedText && !isRestored;
    const shown = stays ? (hiddenReason ?? null) : null;
    const restored = {
      redactedText: null,
      ...(kind === 'contribution' && standing === 'shown' && { showsFiles: true }),
    };
    const changes = { standing, hiddenReason: standing === 'hidden' ? why : shown };
    await this.set(voice, { ...changes, ...(isRestored && restored) }, standing);
  }

  /**
   * Shows other words instead of the original ones, which nobody reads any more but the moderators; its files go as well,
   * unless they are kept.
   */
  async redact(
    voice: FoundVoice,
    { words, reason, keepsFiles = false }: { words: string; reason: string; keepsFiles?: boolean },
  ): Promise<void> {
    if (!words.trim()) throw invalid('redacted', 'moderation.words-missing');
    await this.set(
      voice,
      {
        ...{ standing: 'shown', redactedText: words, hiddenReason: reason.trim() },
        ...(voice.kind === 'contribution' && { showsFiles: keepsFiles }),
      },
      'redacted',
    );
  }

  private async set(
    { kind, contribution, said }: FoundVoice,
    changes: Change,
    action: string,
  ): Promise<void> {
    authorize(canModerate, { id: contribution.procedureId });
    const before = { standing: said.standing };
    const by = { decidedAt: clock.now(), decidedBy: current.actor.accountId };
    this.em.assign(said as Contribution, { ...changes, ...by });
    const { number, procedureId: scopeId } = contribution;
    this.journal.note(`${kind}.${action}`, {
      ...{ scopeId, subjectId: said.id, before },
      after: { standing: changes.standing, number },
    });
    if (kind === 'contribution') await this.outbox.add(CONTRIBUTION_DECIDED, { contributionId: said.id });
    const topic = kind === 'comment' ? COMMENT_CHANGED : CONTRIBUTION_CHANGED;
    await this.outbox.add(topic, {
      contributionId: contribution.id,
      ...(kind === 'comment' && { commentId: said.id }),
    });
  }
}

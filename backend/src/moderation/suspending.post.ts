import { EntityManager } from '@mikro-orm/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Suspension } from '../contribution/suspension.entity.js';
import { listen } from '../platform/jobs.js';
import { DialoguePost } from './dialogue-post.js';
import { groundInWords, momentInWords } from './reasons.words.js';
import { Appeal } from './report.entity.js';
import { APPEAL_DECIDED, SUSPENSION_CHANGED, SUSPENSION_RUNS_OUT } from './report.events.js';
import { suspensionCode, SuspendingService } from './suspending.service.js';
import { VoiceDecision } from './voice-decision.entity.js';

/** Tells who is suspended when, why, until when and how to appeal, and what became of it; ends what has run out. */
@Injectable()
export class SuspendingPost implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly post: DialoguePost,
    private readonly suspending: SuspendingService,
  ) {}

  onModuleInit(): void {
    listen(SUSPENSION_CHANGED, 'mail-suspension', {
      isNeeded: ({ what }) => what !== 'appealed',
      hear: ({ payload }) => this.tell(payload.suspensionId!, payload.what!),
    });
    listen(SUSPENSION_RUNS_OUT, 'run-out-suspension', ({ payload }) =>
      this.suspending.runOut(payload.suspensionId!),
    );
    listen(APPEAL_DECIDED, 'end-reversed-suspension', ({ payload }) => this.follow(payload.appealId!));
  }

  /** Where the decision falls, the suspension that came with it falls as well. */
  private async follow(appealId: string): Promise<void> {
    const { reportId, outcome, subjectId, answer } = await this.em.findOneOrFail(Appeal, { id: appealId });
    if (!reportId && outcome === 'shown') await this.suspending.endAfter(subjectId, answer ?? '');
  }

  private async tell(id: string, what: string): Promise<void> {
    const suspension = await this.em.findOneOrFail(Suspension, { id });
    const { kind, subjectId } = await this.em.findOneOrFail(VoiceDecision, { id: suspension.decisionId });
    await this.post.send(
      await this.post.addressOf(kind, subjectId),
      `Ihre Sperre ${suspension.number}`,
      async (home) => [
        ...(WORDS[what]?.(suspension, home) ?? []),
        `Alles dazu, und der Weg zu einer Beschwerde:\n${home}/sperre/${suspension.number}/${suspensionCode(id)}`,
      ],
    );
  }
}

const WORDS: Record<string, (suspension: Suspension, home: string) => string[]> = {
  begun: ({ until, reason, basis, provision }, home) => [
    `bis ${momentInWords(until)} können Sie bei uns keine Beiträge und Kommentare in Dialogen schreiben. Wir hatten Sie vorher verwarnt.`,
    `Unser Grund: ${reason}`,
    groundInWords(basis, provision, home),
    'Stellungnahmen zu Plänen, das Lesen, Meldungen und Beschwerden stehen Ihnen weiter offen.',
    'Sind Sie anderer Meinung? Eine andere Person entscheidet dann noch einmal. Der Rechtsweg steht Ihnen offen.',
  ],
  ended: ({ endReason }) => [
    'Ihre Sperre ist vorzeitig beendet. Sie können wieder Beiträge und Kommentare schreiben.',
    `Unser Grund: ${endReason ?? ''}`,
  ],
  'appeal-decided': ({ appealOutcome, appealAnswer, until }) => [
    appealOutcome === 'reversed'
      ? 'eine andere Person hat über Ihre Beschwerde entschieden: Die Sperre ist aufgehoben.'
      : `eine andere Person hat über Ihre Beschwerde entschieden: Es bleibt bei der Sperre bis ${momentInWords(until)}.`,
    `Ihr Grund: ${appealAnswer ?? ''}`,
  ],
};

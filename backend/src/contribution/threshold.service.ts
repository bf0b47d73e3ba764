import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Limits } from '../platform/limits.js';
import { notFound, Problem } from '../platform/problem.js';
import { Proofs } from '../platform/proof.js';
import type { CommentInput, ContributionInput, PassageInput, RatingInput } from './contribution.graphql.js';
import { canAskForTask, type Place } from './contribution.policy.js';
import { DialogueService } from './dialogue.service.js';

const LAST_MS = 48 * 3_600_000;

/** Something that is written, of which more is looked up only above a threshold. */
interface Writing {
  what: 'contribute' | 'comment';
  id: string;
  passage: PassageInput | null;
  place: () => Promise<Place>;
}

/**
 * What happens where very much comes from one network. Below the thresholds nothing at all; formal statements never
 * come here, and nor does reading.
 */
@Injectable()
export class ThresholdService {
  constructor(
    private readonly database: Database,
    private readonly dialogues: DialogueService,
    private readonly limits: Limits,
    private readonly proofs: Proofs,
  ) {}

  /** Whether a contribution has to wait for a moderator because of where it comes from; throws as `mustWait` does. */
  contribution(
    { id, procedure, dialogue }: ContributionInput,
    passage: PassageInput | null,
  ): Promise<boolean> {
    const place = () => this.dialogues.find(procedure, dialogue);
    return this.mustWait({ what: 'contribute', id, passage, place });
  }

  /** The same for a comment. */
  comment({ id, contribution }: CommentInput, passage: PassageInput | null): Promise<boolean> {
    return this.mustWait({ what: 'comment', id, passage, place: () => this.placeOf(contribution) });
  }

  /** Counts a rating. Throws `writing.too-many` far above what is usual, but never in the last 48 hours of the period. */
  async rating({ contribution }: RatingInput): Promise<void> {
    const { level } = this.limits.levelOf('rate', current.visit.origin, 1);
    if (level === 'stops' && !isLast(await this.placeOf(contribution))) throw new Problem('writing.too-many');
  }

  /** The task for a form of somebody from whose network very much comes; null for everybody else. */
  async task(what: 'contribute' | 'comment'): Promise<object | null> {
    authorize(canAskForTask, null);
    const { level, times } = this.limits.levelOf(what, current.visit.origin, 0);
    return level === 'free' ? null : this.proofs.challenge(times);
  }

  /**
   * Above the first threshold what comes without a proof of work waits. Throws `proof.needed` where a browser with
   * scripts has none yet, and `writing.too-many` far above; in the last 48 hours of the period neither.
   */
  private async mustWait({ what, id, passage, place }: Writing): Promise<boolean> {
    const { level } = this.limits.levelOf(what, current.visit.origin, 1);
    if (level === 'free' || (await this.isKnown(what, id))) return false;
    const mayRefuse = !isLast(await place());
    if (level === 'stops' && mayRefuse) throw new Problem('writing.too-many');
    if (passage?.proof && (await this.proofs.accept(passage.proof, id))) return false;
    if (passage?.hasScripts && mayRefuse) throw new Problem('proof.needed');
    return true;
  }

  /** What is sent again changes nothing, and is answered as before. */
  private async isKnown(what: 'contribute' | 'comment', id: string): Promise<boolean> {
    const table = what === 'comment' ? 'comment' : 'contribution';
    return (await this.database.rows(`select 1 from ${table} where id = ?`, [id])).length > 0;
  }

  private async placeOf(contribution: string): Promise<Place> {
    const [found] = await this.database.rows<{ dialogue: string }>(
      'select dialogue_id as dialogue from contribution where id = ?',
      [contribution],
    );
    if (!found) throw notFound('contribution');
    return this.dialogues.of(found.dialogue);
  }
}

/** The last 48 hours before the end of the period: hours, also where the clocks are changed between them. */
export function isLast({ procedure }: Pick<Place, 'procedure'>, at = current.receivedAt): boolean {
  const endsAt = procedure.participationAt(at)?.endsAt;
  return Boolean(endsAt) && at.getTime() >= endsAt!.getTime() - LAST_MS;
}

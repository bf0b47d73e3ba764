import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { mac } from '../platform/mac.js';
import { Outbox } from '../platform/outbox.js';
import { notFound, Problem } from '../platform/problem.js';
import { Contribution, RATINGS } from './contribution.entity.js';
import { CONTRIBUTION_RATED } from './contribution.events.js';
import type { RatingInput, Scores } from './contribution.graphql.js';
import { canRate } from './contribution.policy.js';
import { DialogueService } from './dialogue.service.js';
import { refuseClosed } from './voice.js';

/** What people think of a contribution. */
@Injectable()
export class ContributionService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly dialogues: DialogueService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Rates a contribution, or rates it anew, and answers how it stands. Without an account the browser's own mark is the
   * person. Throws `contribution.not-found`, `dialogue.closed`, `canRate.forbidden` without the account that is needed, `rating.voter-missing`.
   */
  async rate({ contribution: asked, value, voter }: RatingInput): Promise<Scores> {
    const contribution = await this.shown(asked);
    const { id } = contribution;
    const place = await this.dialogues.of(contribution.dialogueId);
    refuseClosed(place);
    authorize(canRate, place);
    const { accountId } = current.actor;
    if (!accountId && !voter) throw new Problem('rating.voter-missing');

    await this.database.rows(
      `insert into rating (tenant_id, contribution_id, voter, value, rated_at) values (?, ?, ?, ?, ?)
       on conflict (tenant_id, contribution_id, voter) do update set value = excluded.value, rated_at = excluded.rated_at
       returning voter`,
      [current.tenantId, id, voterOf(id, accountId ?? voter!), RATINGS[value], clock.now()],
    );
    await this.outbox.add(CONTRIBUTION_RATED, { contributionId: id });
    return this.scoresOf(id);
  }

  /** What the person who asks has said of a contribution before, or of the first that says the same; null for nothing. */
  async ownRating(id: string, voter: string | null): Promise<keyof typeof RATINGS | null> {
    const who = current.actor.accountId ?? voter;
    authorize(canAskForOwn, null);
    if (!who) return null;
    const found = await this.em.findOne(Contribution, { id });
    const ratedId = found?.leadId ?? id;
    const [rated] = await this.database.rows<{ value: number }>(
      'select value from rating where contribution_id = ? and voter = ?',
      [ratedId, voterOf(ratedId, who)],
    );
    const names = Object.entries(RATINGS) as [keyof typeof RATINGS, number][];
    return names.find(([, value]) => value === rated?.value)?.[0] ?? null;
  }

  private async scoresOf(id: string): Promise<Scores> {
    const [scores] = await this.database.rows<Scores>(
      'select agree, neutral, disagree from contribution where id = ?',
      [id],
    );
    return scores!;
  }

  private async shown(id: string): Promise<Contribution> {
    const found = await this.em.findOne(Contribution, { id, standing: 'shown' });
    const contribution = found?.leadId ? await this.em.findOne(Contribution, { id: found.leadId }) : found;
    if (contribution?.standing !== 'shown') throw notFound('contribution');
    return contribution;
  }
}

/** Keyed, so that the table of ratings names nobody, and one person's ratings cannot be put together. */
const voterOf = (contribution: string, who: string): string =>
  mac('codeKey', `voter|${current.tenantId}|${contribution}|${who}`).toString('hex');

const canAskForOwn = (): boolean => true;

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';

import { Contribution } from '../contribution/contribution.entity.js';
import type { Becomes } from '../contribution/town-answer.entity.js';
import { TownAnswerService } from '../contribution/town-answer.service.js';
import { Dialogue } from '../contribution/dialogue.entity.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Outbox } from '../platform/outbox.js';
import { readReceipt } from '../register/receipt.js';
import { IntakeService, type Taken } from '../statement/intake.service.js';
import { TenantService } from '../tenant/tenant.service.js';
import { Answer, type WholeOutcome } from './answer.entity.js';
import { Takeover, TakenContribution } from './bridge.entity.js';
import { TAKEOVER_DUE } from './bridge.events.js';

const STEP = 200;

const BECOMES: Record<WholeOutcome, Becomes> = {
  followed: 'planned',
  'already-followed': 'done',
  'partly-followed': 'partly',
  'not-followed': 'declined',
  'working-group': 'examined',
  noted: 'noted',
};

/** Makes statements of contributions, and brings what the weighing decided back to them; for the worker, without an actor. */
@Injectable()
export class TakeoverService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly intake: IntakeService,
    private readonly answers: TownAnswerService,
    private readonly tenants: TenantService,
    private readonly outbox: Outbox,
  ) {}

  /** Takes the next ones; what is left comes in the next job, so that a crash costs one step and doubles nothing. */
  async goOn(id: string): Promise<void> {
    await this.database.rows('select id from takeover where id = ? for update', [id]);
    const takeover = await this.em.findOneOrFail(Takeover, { id });
    if (takeover.finishedAt) return;
    const next = await this.next(takeover);
    const town = await this.tenants.own();
    // Receipts name the town by its address; the worker has none.
    await current.inTenant(current.tenantId, town.slug, async () => {
      for (const contribution of next) await this.one(takeover, contribution);
    });
    if (next.length) await this.tell(takeover, { next, office: town.fullName });
    takeover.done += next.length;
    if (next.length < STEP) takeover.finishedAt = clock.now();
    else await this.outbox.add(TAKEOVER_DUE, { takeoverId: id });
  }

  /** Answers a contribution with what the weighing decided about it; the same decision again changes nothing. */
  async bringBack(statementId: string): Promise<void> {
    const taken = await this.em.findOne(TakenContribution, { statementId });
    const answer = await this.em.findOne(Answer, { id: statementId });
    if (!taken || !answer) return;
    await this.answers.say({
      ...{ id: uuidFrom(`${answer.decisionId}/${taken.id}`), procedureId: taken.procedureId },
      ...{ becomes: BECOMES[answer.outcome], text: answer.text, office: answer.body },
      contributionIds: [taken.id],
    });
  }

  private async next({ dialogueId, hasHidden }: Takeover): Promise<Contribution[]> {
    const rows = await this.database.rows<{ id: string }>(
      `select c.id from contribution c where c.dialogue_id = ? and c.standing = any(?::text[]) and not c.is_official
         and not exists (select from taken_contribution k where k.tenant_id = c.tenant_id and k.id = c.id)
       order by c.received_at, c.id limit ${STEP}`,
      [dialogueId, hasHidden ? '{shown,hidden}' : '{shown}'],
    );
    const ids = rows.map(({ id }) => id);
    return this.em.find(Contribution, { id: { $in: ids } }, { orderBy: { receivedAt: 'asc', id: 'asc' } });
  }

  private async one({ id: takeoverId, procedureId, dialogueId }: Takeover, contribution: Contribution) {
    const { id, title, text, place, category, authorName, number, agree, neutral, disagree } = contribution;
    const { key } = await this.em.findOneOrFail(Dialogue, { id: dialogueId });
    const [statementId, takenAt] = [randomUUID(), clock.now()];
    const taken: Taken = {
      ...{ id: statementId, procedureId, receivedAt: contribution.receivedAt, name: authorName ?? null },
      text: `${title}\n\n${text}`,
      about: place ? { geometry: { shape: place, name: null } } : {},
      files: contribution.files,
      origin: {
        ...{ number, dialogue: key, category: category ?? null, takenAt: takenAt.toISOString() },
        ...{ ratings: { agree, neutral, disagree } },
        entry: readReceipt(contribution.receipt)!.register.entry,
      },
    };
    await this.intake.takeOver(taken);
    this.em.persist(
      this.em.create(TakenContribution, { id, procedureId, takeoverId, statementId, takenAt } as never),
    );
  }

  private async tell({ procedureId }: Takeover, { next, office }: { next: Contribution[]; office: string }) {
    const day = clock.now().toLocaleDateString('de-DE', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
    await this.answers.say({
      ...{ id: randomUUID(), procedureId, becomes: 'weighing' as const, office },
      text: `In die Abwägung übernommen am ${day} (frühzeitige Beteiligung, § 3 Abs. 1 Baugesetzbuch). Ihr Beitrag wird dort mit allen anderen Belangen abgewogen. Was entschieden wird, lesen Sie hier.`,
      contributionIds: next.map(({ id }) => id),
    });
  }
}

/** The same id for the same words. */
function uuidFrom(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  const part = (from: number, to: number) => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-4${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
}

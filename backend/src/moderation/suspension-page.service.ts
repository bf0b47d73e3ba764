import { EntityManager, raw } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { AccountService } from '../account/account.service.js';
import { Suspension } from '../contribution/suspension.entity.js';
import { SuspensionService } from '../contribution/suspension.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { codeOf, parseCode, parseNumber } from '../register/number.js';
import { SUSPENSION_CHANGED } from './report.events.js';
import type {
  DeskSuspension,
  SuspensionDecisionInput,
  SuspensionList,
  SuspensionView,
} from './suspending.graphql.js';
import {
  canAskForOwnSuspension,
  canDecideOnSuspension,
  canOpenSuspension,
  canSeeSuspensions,
} from './suspending.policy.js';
import { suspensionCode } from './suspending.service.js';

const PAGE = 20;
const IS_OPEN = raw('appealed_at is not null and appeal_decided_at is null');

/** Suspensions as the person concerned and the moderators read them, and the appeal against one, decided by another person. */
@Injectable()
export class SuspensionPageService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly suspensions: SuspensionService,
    private readonly accounts: AccountService,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /** The suspension that runs for the person who asks, by their account; null for none. */
  async own(): Promise<SuspensionView | null> {
    authorize(canAskForOwnSuspension, null);
    const running = await this.suspensions.running({
      accountId: current.actor.accountId,
      addressHash: null,
    });
    return running && shown(running);
  }

  /** A suspension for who holds number and code. Throws `suspension.not-found` for every wrong pair. */
  async open(number: string, code: string): Promise<SuspensionView> {
    return shown(await this.held(number, code));
  }

  /** Appeals against a suspension, once, also when it is over. Throws `suspension.not-found`, `appeal.not-possible`, `input.invalid`. */
  async appeal(number: string, code: string, text: string): Promise<SuspensionView> {
    const suspension = await this.held(number, code);
    if (suspension.appealedAt) throw new Problem('appeal.not-possible');
    if (!text.trim()) throw invalid('text', 'report.text-missing');
    if (!text.isWellFormed() || text.includes('\u0000')) throw invalid('text', 'input.unreadable-letters');
    this.em.assign(suspension, { appealText: text, appealedAt: clock.now() });
    await this.changed(suspension, 'appealed', true);
    return shown(suspension);
  }

  /** Decides an appeal; one that is reversed ends. Throws `suspension.not-found`, `canDecideOnSuspension.forbidden`, `input.invalid`. */
  async decide({ id, outcome, answer }: SuspensionDecisionInput): Promise<void> {
    const where = { id, appealedAt: { $ne: null }, appealDecidedAt: null };
    const suspension = await this.em.findOne(Suspension, where);
    if (!suspension) throw notFound('suspension');
    authorize(canDecideOnSuspension, suspension);
    if (!answer.trim()) throw invalid('answer', 'moderation.reason-missing');
    const now = clock.now();
    const decided = { appealDecidedAt: now, appealDecidedBy: current.actor.accountId };
    this.em.assign(suspension, {
      ...{ ...decided, appealOutcome: outcome, appealAnswer: answer.trim() },
      ...(outcome === 'reversed' && !suspension.endedAt && suspension.until > now && { endedAt: now }),
    } as Partial<Suspension>);
    await this.changed(suspension, 'appeal-decided');
  }

  /** A page of the suspensions of the town, those with an open appeal first, then newest first; 1 is the first page. */
  async list(page: number): Promise<SuspensionList> {
    authorize(canSeeSuspensions, null);
    const [found, total] = await this.em.findAndCount(
      Suspension,
      {},
      {
        orderBy: [{ [IS_OPEN]: 'desc' }, { from: 'desc' }, { id: 'desc' }],
        ...{ limit: PAGE, offset: (Math.max(page, 1) - 1) * PAGE },
      },
    );
    const running = await this.em.count(Suspension, { endedAt: null, until: { $gt: clock.now() } });
    return { isDisclosed: true, nodes: await this.atDesk(found), total, running };
  }

  private async atDesk(found: Suspension[]): Promise<DeskSuspension[]> {
    const names = await this.accounts.namesOf(
      found.flatMap(({ suspendedBy, endedBy }) => [suspendedBy, ...(endedBy ? [endedBy] : [])]),
    );
    const numbers = await this.numbersOf(found.map(({ decisionId }) => decisionId));
    const isOpen = ({ appealedAt, appealDecidedAt }: Suspension) => Boolean(appealedAt && !appealDecidedAt);
    return found.map((suspension) => ({
      ...{ ...shown(suspension), id: suspension.id, knownBy: knownBy(suspension) },
      contributionNumber: numbers.get(suspension.decisionId) ?? '',
      suspendedBy: names.get(suspension.suspendedBy) ?? '',
      endedBy: (suspension.endedBy && names.get(suspension.endedBy)) ?? null,
      appealedAt: suspension.appealedAt?.toISOString() ?? null,
      canDecide: isOpen(suspension) && canDecideOnSuspension(current.actor, suspension),
    }));
  }

  /** The appeals against suspensions that the person who asks may decide. */
  async openAppeals(): Promise<{ id: string }[]> {
    authorize(canSeeSuspensions, null);
    return this.em.find(
      Suspension,
      {
        ...{ appealedAt: { $ne: null }, appealDecidedAt: null },
        suspendedBy: { $ne: current.actor.accountId! },
      },
      { fields: ['id'] },
    );
  }

  private async numbersOf(decisionIds: string[]): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ id: string; number: string }>(
      `select v.id, c.number from voice_decision v
       left join comment m on m.tenant_id = v.tenant_id and m.id = v.subject_id
       join contribution c on c.tenant_id = v.tenant_id and c.id = coalesce(m.contribution_id, v.subject_id)
       where v.id = any(?::uuid[])`,
      [`{${decisionIds.join(',')}}`],
    );
    return new Map(rows.map(({ id, number }) => [id, number]));
  }

  private async held(number: string, code: string): Promise<Suspension> {
    const spoken = parseNumber(number);
    const found = spoken ? await this.em.findOne(Suspension, { number: spoken }) : null;
    const right = found ? suspensionCode(found.id) : codeOf('nobody');
    authorize(canOpenSuspension, { given: parseCode(code) ?? '', right }, 'suspension');
    if (!found) throw notFound('suspension');
    return found;
  }

  private async changed({ id, number, ...of }: Suspension, what: string, isByPublic?: true): Promise<void> {
    const { appealOutcome: outcome } = of;
    const after = { number, ...(outcome && { outcome }) };
    this.journal.note(`suspension.${what}`, { subjectId: id, after, ...(isByPublic && { isByPublic }) });
    await this.outbox.add(SUSPENSION_CHANGED, { suspensionId: id, what });
  }
}

const knownBy = ({ accountId, addressHash }: Suspension): string =>
  accountId && addressHash ? 'both' : accountId ? 'account' : 'address';

const shown = (suspension: Suspension): SuspensionView => ({
  ...{ isDisclosed: true, number: suspension.number, code: suspensionCode(suspension.id) },
  ...{ basis: suspension.basis, provision: suspension.provision, reason: suspension.reason },
  ...{ from: suspension.from.toISOString(), until: suspension.until.toISOString() },
  endedAt: suspension.endedAt?.toISOString() ?? null,
  endReason: suspension.endReason ?? null,
  isRunning: !suspension.endedAt && suspension.until > clock.now(),
  canAppeal: !suspension.appealedAt,
  appealText: suspension.appealText ?? null,
  appealOutcome: suspension.appealOutcome ?? null,
  appealAnswer: suspension.appealAnswer ?? null,
});

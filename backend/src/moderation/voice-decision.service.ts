import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import type { FoundVoice } from '../contribution/standing.service.js';
import { SuspensionService, type Author } from '../contribution/suspension.service.js';
import { VoiceReceiptService } from '../contribution/voice-receipt.service.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import type { ReasonProposal } from './moderating.graphql.js';
import { PROPOSALS, type Proposal } from './proposals.js';
import type { StatementOfReasons } from './reasons.graphql.js';
import type { GroundInput } from './report.graphql.js';
import { VoiceDecision, type VoiceOutcome } from './voice-decision.entity.js';

interface Decided extends GroundInput {
  outcome: VoiceOutcome;
  reason: string;
}

/** Every decision about something that was said, with its ground: the statement of reasons, and what the reports count. */
@Injectable()
export class VoiceDecisionService {
  constructor(
    private readonly em: EntityManager,
    private readonly suspensions: SuspensionService,
    private readonly receipts: VoiceReceiptService,
    private readonly database: Database,
  ) {}

  /** Writes down what was decided and why. */
  async record(
    voice: FoundVoice,
    { outcome, reason, basis, provision, isWarning = false }: Decided,
    of: { isAfterReport: boolean; appealId?: string },
  ): Promise<VoiceDecision> {
    const isKept = outcome === 'kept';
    const warned = isWarning && !isKept ? await this.suspensions.authorOf(voice) : null;
    const made = this.em.create(VoiceDecision, {
      ...{ procedureId: voice.contribution.procedureId, kind: voice.kind, subjectId: voice.said.id },
      ...{ outcome, reason: reason.trim(), isWarning: Boolean(warned), ...of },
      ...{ basis: isKept ? null : basis, provision: isKept ? null : provision?.trim() },
      ...{ warnedAccountId: warned?.accountId, warnedAddressHash: warned?.addressHash },
      ...{ decidedAt: clock.now(), decidedBy: current.actor.accountId },
    } as never);
    await this.em.persist(made).flush();
    return made;
  }

  /** The reasons of what was decided last about something; null where nothing was. */
  async reasonsOf(subjectId: string): Promise<StatementOfReasons | null> {
    const last = await this.em.findOne(VoiceDecision, { subjectId }, { orderBy: { decidedAt: 'desc' } });
    return last && shown(last);
  }

  /** The reasons of one decision. */
  async reasonsBy(id: string): Promise<StatementOfReasons> {
    return shown(await this.em.findOneOrFail(VoiceDecision, { id }));
  }

  /** The reasons for who holds the receipt of a contribution or comment. Throws `contribution.not-found` for every wrong pair. */
  async reasonsFor(number: string, code: string): Promise<StatementOfReasons | null> {
    const { said } = await this.receipts.held(number, code);
    return this.reasonsOf(said.id);
  }

  /** Everything that was decided about something, newest first. */
  async historyOf(subjectId: string): Promise<StatementOfReasons[]> {
    return (await this.em.find(VoiceDecision, { subjectId }, { orderBy: { decidedAt: 'desc' } })).map(shown);
  }

  /** Reasons to take over: those that the town gave more than once, then those that come with the product. */
  async proposals(rules: string[]): Promise<ReasonProposal[]> {
    const own = await this.database.rows<Proposal>(FREQUENT, [MOST_OWN]);
    const fits = ({ basis, provision, reason }: Proposal) =>
      (basis !== 'rules' || rules.includes(provision!)) && !own.some((one) => one.reason === reason);
    return [...own, ...PROPOSALS.filter(fits)]
      .slice(0, MOST_PROPOSED)
      .map((one) => ({ ...one, isDisclosed: true }));
  }

  /** The ids of everything that was decided about something. */
  async idsAbout(subjectId: string): Promise<string[]> {
    return (await this.em.find(VoiceDecision, { subjectId }, { fields: ['id'] })).map(({ id }) => id);
  }

  /** When somebody was last warned before an instant (UTC); null for never, and where nobody can tell who they are. */
  async warnedBefore({ accountId, addressHash }: Author, before: Date): Promise<Date | null> {
    const who = [
      ...(accountId ? [{ warnedAccountId: accountId }] : []),
      ...(addressHash ? [{ warnedAddressHash: addressHash }] : []),
    ];
    if (!who.length) return null;
    const where = { $or: who, isWarning: true, decidedAt: { $lt: before } };
    const last = await this.em.findOne(VoiceDecision, where, { orderBy: { decidedAt: 'desc' } });
    return last?.decidedAt ?? null;
  }
}

const MOST_OWN = 4;
/** As many as there are digits on the keyboard. */
const MOST_PROPOSED = 9;

const FREQUENT = `
  select reason, basis, provision from voice_decision where reason <> ''
  group by reason, basis, provision having count(*) > 1
  order by count(*) desc, max(decided_at) desc limit ?`;

const shown = ({
  outcome,
  basis,
  provision,
  reason,
  isAfterReport,
  isWarning,
  decidedAt,
}: VoiceDecision) => ({
  ...{ isDisclosed: true as const, outcome, basis: basis ?? null, provision: provision ?? null },
  ...{ reason, isAfterReport, isWarning, decidedAt: decidedAt.toISOString() },
});

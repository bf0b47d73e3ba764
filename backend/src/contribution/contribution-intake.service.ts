import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomBytes, randomInt } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { env } from '../platform/env.js';
import { mac } from '../platform/mac.js';
import { Outbox } from '../platform/outbox.js';
import { notFound, Problem } from '../platform/problem.js';
import { berlinIso } from '../procedure/calendar.js';
import { sha256OfCanonical } from '../register/canonical.js';
import { codeOf, numberOf, parseCode, parseNumber } from '../register/number.js';
import { signReceipt } from '../register/receipt.js';
import { RegisterService } from '../register/register.service.js';
import { TenantService } from '../tenant/tenant.service.js';
import { contentOf } from './contribution-content.js';
import { Contribution, ContributionIdentity, type Standing } from './contribution.entity.js';
import { CONTRIBUTION_CHANGED } from './contribution.events.js';
import type { ContributionInput, ContributionReceipt, SentContribution } from './contribution.graphql.js';
import { canContribute, canOpenContribution, speaksForTown, type Place } from './contribution.policy.js';
import { refuseClosed } from './contribution.service.js';
import type { Dialogue } from './dialogue.entity.js';
import { DialogueService } from './dialogue.service.js';

const MAX_ATTEMPTS = 6;
const SHUFFLES = 2 ** 40;

/** The way into a dialogue: contribution, receipt, register entry and outbox row are one transaction. */
@Injectable()
export class ContributionIntakeService {
  constructor(
    private readonly em: EntityManager,
    private readonly dialogues: DialogueService,
    private readonly register: RegisterService,
    private readonly tenants: TenantService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Takes a contribution in and answers its number with the code of its receipt. The same submission again changes
   * nothing; the same id with other content throws `contribution.conflict`. Throws `dialogue.closed`,
   * `canContribute.forbidden` without the account that is needed, and `input.invalid` with its fields.
   */
  async contribute(input: ContributionInput): Promise<SentContribution> {
    const place = await this.dialogues.find(input.procedure, input.dialogue);
    const fingerprint = mac('codeKey', JSON.stringify(input)).toString('hex');
    const known = await this.em.findOne(Contribution, { id: input.id });
    if (known && known.fingerprint !== fingerprint) throw new Problem('contribution.conflict');
    if (!known) refuseClosed(place);
    if (!known) authorize(canContribute, place);
    else authorize(canOpenContribution, { given: fingerprint, right: known.fingerprint });
    refuse(input, place.dialogue);
    const { number, standing } = known ?? (await this.write(input, place, fingerprint));
    return { number, code: contributionCode(input.id), isWaiting: standing === 'waiting' };
  }

  /** The receipt for who holds number and code. Throws `contribution.not-found` for every wrong pair. */
  async open(number: string, code: string): Promise<ContributionReceipt> {
    const found = await this.held(number, code);
    const right = contributionCode(found.id);
    const { dialogue, procedure } = await this.dialogues.of(found.dialogueId);
    const content = contentOf(found, { dialogue: dialogue.key, procedure: procedure.slug });
    const document = await this.register.receiptDocument({
      ...{ receipt: found.receipt, number: found.number, salt: found.salt },
      ...{ entryId: found.registerEntryId, content },
    });
    const { title, text, standing, hiddenReason = null, redactedText = null } = found;
    return {
      ...{ procedureSlug: procedure.slug, procedureTitle: procedure.title, dialogueKey: dialogue.key },
      ...{
        isDisclosed: true as const,
        number: found.number,
        code: right,
        title,
        text,
        standing,
        hiddenReason,
        redactedText,
      },
      receivedAt: found.receivedAt.toISOString(),
      isSealed: document.proof !== null,
      receiptJson: JSON.stringify(document, null, 2),
    };
  }

  /** A contribution for who holds number and code. Throws `contribution.not-found` for every wrong pair. */
  async held(number: string, code: string): Promise<Contribution> {
    const spoken = parseNumber(number);
    const found = spoken ? await this.em.findOne(Contribution, { number: spoken }) : null;
    const right = found ? contributionCode(found.id) : codeOf('nobody');
    authorize(canOpenContribution, { given: parseCode(code) ?? '', right }, 'contribution');
    if (!found) throw notFound('contribution');
    return found;
  }

  private async write(
    input: ContributionInput,
    place: Place & { dialogue: Dialogue },
    fingerprint: string,
  ): Promise<Contribution> {
    const { dialogue, procedure } = place;
    const receivedAt = current.receivedAt;
    const isOfficial = speaksForTown(current.actor, procedure);
    const said = { ...saidIn(input), number: await this.freeNumber(input.id) };
    const content = contentOf(
      { id: input.id, ...said },
      { dialogue: dialogue.key, procedure: procedure.slug },
    );
    const salt = randomBytes(32);
    const entry = await this.register.append({ kind: 'contribution-arrived', at: receivedAt, salt, content });
    const contentHash = sha256OfCanonical(content);
    const standing: Standing = dialogue.moderation === 'before' && !isOfficial ? 'waiting' : 'shown';
    const made = this.em.create(Contribution, {
      ...{ id: input.id, procedureId: procedure.id, dialogueId: dialogue.id, ...said, isOfficial, standing },
      ...{ accountId: current.actor.accountId, receivedAt, contentHash, fingerprint },
      ...{ salt: salt.toString('hex'), registerEntryId: entry.id, shuffle: randomInt(SHUFFLES) / SHUFFLES },
      receipt: await signReceipt(
        claimsOf({ input, place, number: said.number, contentHash, entry: entry.hash }),
      ),
    } as never);
    this.em.persist(made);
    if (input.email)
      this.em.persist(this.em.create(ContributionIdentity, { id: input.id, email: input.email } as never));
    await this.outbox.add(CONTRIBUTION_CHANGED, { contributionId: input.id });
    return made;
  }

  private async freeNumber(id: string): Promise<string> {
    const town = await this.tenants.codeOf(current.tenantId);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const number = numberOf(town, `contribution|${current.tenantId}|${id}`, attempt);
      if (!(await this.em.count(Contribution, { number }))) return number;
    }
    throw new Error('No free receipt number was found.');
  }
}

/** What opens the receipt of a contribution together with its number. */
export const contributionCode = (id: string): string => codeOf(`contribution|${current.tenantId}|${id}`);

const saidIn = ({ title, text, category, place, authorName }: ContributionInput) => ({
  ...{ title: title.trim(), text, category: category || null },
  place: place ? { type: 'Point' as const, coordinates: place.coordinates.slice(0, 2) } : null,
  authorName: authorName?.trim() || null,
});

interface Noted {
  input: ContributionInput;
  place: Place;
  number: string;
  contentHash: string;
  entry: string;
}

function claimsOf({ input, place: { procedure }, number, contentHash, entry }: Noted) {
  const at = current.receivedAt;
  const phase = procedure.participationAt(at);
  return {
    ...{ iss: env.ORIGIN, sub: input.id, number, tenant: current.visit.tenantSlug ?? '' },
    procedure: { slug: procedure.slug, title: procedure.title },
    ...{ content: contentHash, files: [], channel: 'web' },
    ...{ receivedAt: at.toISOString(), receivedAtBerlin: berlinIso(at) },
    deadline: phase?.lastDay ? { lastDay: phase.lastDay, endsAt: phase.endsAt!.toISOString() } : null,
    inTime: true,
    register: { entry },
  };
}

function refuse({ title, text, category, place, authorName }: ContributionInput, dialogue: Dialogue): void {
  const fields: Record<string, string> = {};
  if (!text.trim()) fields.text = 'contribution.text-missing';
  if (title.trim().length < 3) fields.title = 'contribution.title-missing';
  for (const [field, value] of Object.entries({ title, text, authorName: authorName ?? '' }))
    if (!value.isWellFormed() || value.includes('\u0000')) fields[field] = 'input.unreadable-letters';
  if (category && !dialogue.categories.includes(category)) fields.category = 'contribution.category-unknown';
  if (place && !isPoint(place)) fields.place = 'contribution.place-wrong';
  if (Object.keys(fields).length) throw new Problem('input.invalid', fields);
}

const isPoint = (place: { type?: unknown; coordinates?: unknown }): boolean => {
  const { type, coordinates } = place;
  if (type !== 'Point' || !Array.isArray(coordinates) || coordinates.length < 2) return false;
  const [x, y] = coordinates as unknown[];
  return typeof x === 'number' && typeof y === 'number' && Math.abs(x) <= 180 && Math.abs(y) <= 90;
};

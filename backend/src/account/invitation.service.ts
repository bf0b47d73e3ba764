import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { notFound, Problem } from '../platform/problem.js';
import { Account, type Role } from './account.entity.js';
import { INVITED } from './account.events.js';
import { canAcceptInvitation, canGrantRole } from './account.policy.js';
import { AccountService } from './account.service.js';
import { Invitation } from './invitation.entity.js';
import { isCode, linkCode } from './link-code.js';

const DAYS = 14;

/** Roles for people who have not signed in here yet: a link for one address in one town, good once. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly em: EntityManager,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
    private readonly accounts: AccountService,
  ) {}

  /** Invites an address; one that is invited to the same already gets the link again. */
  async invite(address: string, role: Role, procedureId: string | null): Promise<void> {
    authorize(canGrantRole, role);
    const [mail, now] = [address.trim().toLowerCase(), clock.now()];
    const asked = { mail, role, procedureId };
    const known = await this.em.find(Invitation, { ...asked, acceptedAt: null, endedAt: null });
    known.forEach((former) => former.end(now));
    const invitation = this.em.create(Invitation, {
      ...asked,
      invitedAt: now,
      invitedBy: current.actor.accountId,
      expiresAt: new Date(now.getTime() + DAYS * 86_400_000),
    } as never);
    this.em.persist(invitation);
    this.note('role.offered', invitation);
    await this.outbox.add(INVITED, { invitationId: invitation.id });
  }

  /** Those that wait, newest first. */
  async waiting(): Promise<Invitation[]> {
    const open = { acceptedAt: null, endedAt: null, expiresAt: { $gt: clock.now() } };
    return this.em.find(Invitation, open, { orderBy: { invitedAt: 'desc' } });
  }

  /** Takes an invitation back. Throws `invitation.not-found`. */
  async end(id: string): Promise<void> {
    const invitation = await this.em.findOne(Invitation, { id, acceptedAt: null, endedAt: null });
    if (!invitation) throw notFound('invitation');
    authorize(canGrantRole, invitation.role);
    invitation.end(clock.now());
    this.note('role.offer-ended', invitation);
  }

  /** What a link offers. Throws `invitation.not-found` for every link that does not count, or no longer. */
  async open(id: string, code: string): Promise<Invitation> {
    authorize(canAcceptInvitation, null);
    const key = /^[0-9a-f-]{36}$/.test(id) ? { id } : null;
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const invitation = key && (await this.em.findOne(Invitation, key, { lockMode }));
    if (!invitation?.isOpen(clock.now()) || !isCode(code, codeOf(invitation))) throw notFound('invitation');
    return invitation;
  }

  /** Gives the role to who is signed in. Throws `invitation.other-address` unless the invited address is theirs. */
  async accept(id: string, code: string): Promise<void> {
    const invitation = await this.open(id, code);
    const account = await this.em.findOneOrFail(Account, { id: current.actor.accountId! });
    if (account.mail?.toLowerCase() !== invitation.mail) throw new Problem('invitation.other-address');
    const { role, procedureId, invitedBy } = invitation;
    await this.accounts.give({
      accountId: account.id,
      role,
      procedureId: procedureId ?? null,
      grantedBy: invitedBy ?? null,
    });
    invitation.accept(account.id, clock.now());
  }

  private note(action: string, { id, mail, role, procedureId }: Invitation): void {
    this.journal.note(action, { scopeId: procedureId ?? null, subjectId: id, after: { mail, role } });
  }
}

/** The secret part of the link: bound to the town, the address and this one invitation. */
export const codeOf = ({ tenantId, id, mail }: Invitation): string =>
  linkCode(`invitation|${tenantId}|${id}|${mail}`);

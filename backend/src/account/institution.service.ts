import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { Account } from './account.entity.js';
import { INSTITUTION_INVITED } from './account.events.js';
import {
  canAcceptInvitation,
  canListOwnInstitutions,
  canRegisterInstitution,
  canRunInstitution,
  canSpeakFor,
} from './account.policy.js';
import { Institution, InstitutionMember, type InstitutionRole } from './institution.entity.js';
import { isCode, linkCode } from './link-code.js';

const DAYS = 14;

/** Bodies that are asked about plans, for the whole Land, and who speaks for them. Runs inside a transaction. */
@Injectable()
export class InstitutionService {
  constructor(
    private readonly em: EntityManager,
    private readonly outbox: Outbox,
  ) {}

  /** Registers a body and invites its first coordinator. Throws `input.invalid` where the name is taken. */
  async register(name: string, mail: string): Promise<void> {
    authorize(canRegisterInstitution, null);
    const [known] = await this.em.find(Institution, { name: { $ilike: literally(name) } }, { limit: 1 });
    if (known) throw invalid('name', 'institution.known');
    const institution = this.em.create(Institution, {
      name: name.trim().replaceAll(/\s+/g, ' '),
      registeredAt: clock.now(),
      registeredBy: current.actor.accountId,
    } as never);
    this.em.persist(institution);
    await this.offer(institution, mail, 'coordinator');
  }

  /** The institutions that who is asking speaks for, with everybody who ever did, by name. */
  async own(): Promise<{ institution: Institution; members: InstitutionMember[] }[]> {
    authorize(canListOwnInstitutions, null);
    const ids = [...current.actor.speaksFor];
    const institutions = await this.em.find(Institution, { id: { $in: ids } }, { orderBy: { name: 'asc' } });
    const members = await this.em.find(
      InstitutionMember,
      { institution: { $in: ids } },
      { orderBy: { invitedAt: 'asc' } },
    );
    return institutions.map((institution) => ({
      institution,
      members: members.filter((member) => member.institution.id === institution.id),
    }));
  }

  /** Invites an address; one that waits already gets a new link. Throws `institution.not-found`, `input.invalid`. */
  async invite(id: string, mail: string, role: InstitutionRole): Promise<void> {
    const institution = await this.em.findOne(Institution, { id });
    if (!institution) throw notFound('institution');
    const members = await this.openOf(id);
    authorize(canRunInstitution, { coordinators: coordinatorsIn(members) }, 'institution');
    const same = members.filter((member) => member.mail === tidy(mail));
    if (same.some((member) => member.isActive() && member.role === role))
      throw invalid('mail', 'institution.member-known');
    same.filter((member) => !member.isActive()).forEach((member) => this.finish(member));
    await this.offer(institution, mail, role);
  }

  /** Ends a membership or an invitation. Throws `institution.not-found`, `institution.last-coordinator`. */
  async end(memberId: string): Promise<void> {
    const member = await this.em.findOne(InstitutionMember, { id: memberId, endedAt: null });
    if (!member) throw notFound('institution');
    const members = await this.openOf(member.institution.id);
    const coordinators = coordinatorsIn(members);
    authorize(canRunInstitution, { coordinators }, 'institution');
    const others = members.filter(
      (one) => one.id !== memberId && one.isActive() && one.role === 'coordinator',
    );
    if (member.isActive() && member.role === 'coordinator' && !others.length)
      throw new Problem('institution.last-coordinator');
    this.finish(member);
  }

  /** What a link offers. Throws `invitation.not-found` for every link that does not count, or no longer. */
  async open(id: string, code: string): Promise<InstitutionMember> {
    authorize(canAcceptInvitation, null);
    const key = /^[0-9a-f-]{36}$/.test(id) ? { id } : null;
    const options = { lockMode: LockMode.PESSIMISTIC_WRITE as const, refresh: true };
    const member = key && (await this.em.findOne(InstitutionMember, key, options));
    if (!member?.isInvited(clock.now()) || !isCode(code, codeOfMember(member))) throw notFound('invitation');
    await this.em.populate(member, ['institution']);
    return member;
  }

  /** Speaks for it from now on. Throws `invitation.other-address` unless the invited address is theirs. */
  async accept(id: string, code: string): Promise<void> {
    const invited = await this.open(id, code);
    const account = await this.em.findOneOrFail(Account, { id: current.actor.accountId! });
    if (account.mail?.toLowerCase() !== invited.mail) throw new Problem('invitation.other-address');
    const former = await this.em.find(InstitutionMember, {
      ...{ institution: invited.institution.id, accountId: account.id, endedAt: null },
    });
    former.forEach((member) => this.finish(member));
    invited.accept(account.id, clock.now());
  }

  /** The name of one that who is asking speaks for. Throws `institution.not-found` for every other. */
  async nameToSpeakFor(id: string): Promise<string> {
    authorize(canSpeakFor, { id }, 'institution');
    return (await this.em.findOneOrFail(Institution, { id })).name;
  }

  /** The names of institutions, by their ids. */
  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const found = ids.length ? await this.em.find(Institution, { id: { $in: [...ids] } }) : [];
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** Two who end each other at the same moment do so one after the other. */
  private openOf(institution: string): Promise<InstitutionMember[]> {
    return this.em.find(
      InstitutionMember,
      { institution, endedAt: null },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true },
    );
  }

  private async offer(institution: Institution, mail: string, role: InstitutionRole): Promise<void> {
    const now = clock.now();
    const member = this.em.create(InstitutionMember, {
      ...{ institution, role, mail: tidy(mail), invitedAt: now, invitedBy: current.actor.accountId },
      expiresAt: new Date(now.getTime() + DAYS * 86_400_000),
    } as never);
    this.em.persist(member);
    await this.outbox.add(INSTITUTION_INVITED, { memberId: member.id });
  }

  private finish(member: InstitutionMember): void {
    member.end(current.actor.accountId, clock.now());
  }
}

/** The secret part of the link: bound to the institution, the address and this one invitation. */
export const codeOfMember = ({ id, mail, institution }: InstitutionMember): string =>
  linkCode(`institution|${institution.id}|${id}|${mail}`);

const coordinatorsIn = (members: InstitutionMember[]) =>
  members.flatMap((member) =>
    member.isActive() && member.role === 'coordinator' ? [member.accountId!] : [],
  );

const tidy = (mail: string) => mail.trim().toLowerCase();

/** A word as it is for `ilike`, without the letters that mean something there. */
export const literally = (words: string): string =>
  words
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\%_]/g, String.raw`\$&`);

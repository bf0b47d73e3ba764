import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { notFound, Problem } from '../platform/problem.js';
import { Account, Membership, type Assurance, type Role } from './account.entity.js';
import { canEndRole, canGrantRole, canKnowWhoTheyAre } from './account.policy.js';
import { assuranceFrom } from './assurance.js';
import { ISSUER } from './identity-provider.js';

/** A person as the claims of the issuer describe them. */
export interface Introduction {
  subject: string;
  issuer?: string;
  name: string;
  mail: string | null;
  assurance: Assurance;
  assuranceSource: string;
}

/** A role, for whom, where, and from whom. */
export interface Given {
  accountId: string;
  role: Role;
  procedureId: string | null;
  grantedBy: string | null;
}

/** People and what they may be. Runs inside a transaction. */
@Injectable()
export class AccountService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  /** The account of a person, made or brought up to date by what the issuer says. */
  async meet({ issuer = ISSUER, subject, ...said }: Introduction): Promise<Account> {
    const key = { issuer, subject };
    if (!(await this.em.findOne(Account, key))) await this.add({ ...key, ...said });
    const account = await this.em.findOneOrFail(Account, key);
    return this.em.assign(account, said);
  }

  /** The account of somebody who was met before, by the subject at the issuer. Throws `account.not-found`. */
  find(subject: string, issuer = ISSUER): Promise<Account> {
    return this.em.findOneOrFail(Account, { issuer, subject }, { failHandler: () => notFound('account') });
  }

  /** Who is asking; null for somebody who is not signed in. */
  async own(): Promise<Account | null> {
    authorize(canKnowWhoTheyAre, null);
    const { accountId } = current.actor;
    return accountId
      ? this.em.findOneOrFail(Account, accountId, { failHandler: () => notFound('account') })
      : null;
  }

  /** The towns that who is asking works for, by name; the only thing that anybody sees of other towns than this one. */
  async ownTowns(): Promise<{ id: string; slug: string; name: string }[]> {
    return this.database.rows(
      `select t.id, t.slug, t.name from account_town a join tenant t on t.id = a.tenant_id
       where a.account_id = ? and a.ended_at is null order by t.name`,
      [current.actor.accountId],
    );
  }

  /** Makes somebody something in the current town; nothing happens when they are already. */
  async grantRole(accountId: string, role: Role, procedureId: string | null = null): Promise<Membership> {
    authorize(canGrantRole, role);
    return this.give({ accountId, role, procedureId, grantedBy: current.actor.accountId });
  }

  /** Makes somebody something that somebody else was allowed to give: by a grant, or by an invitation. */
  async give({ accountId, role, procedureId, grantedBy }: Given): Promise<Membership> {
    const membership = { accountId, role, procedureId, endedAt: null };
    const known = await this.em.findOne(Membership, membership);
    if (known) return known;

    const granted = this.em.create(Membership, { ...membership, grantedAt: clock.now(), grantedBy } as never);
    this.em.persist(granted);
    await this.note('role.granted', granted);
    return granted;
  }

  /** Takes a role away. Throws `membership.not-found`, `membership.own-admin`, `membership.last-admin`. */
  async endRole(membershipId: string): Promise<void> {
    const key = { tenantId: current.tenantId, id: membershipId, endedAt: null };
    const membership = await this.em.findOneOrFail(Membership, key, {
      failHandler: () => notFound('membership'),
    });
    authorize(canGrantRole, membership.role);
    if (!canEndRole(current.actor, membership)) throw new Problem('membership.own-admin');
    if (membership.role === 'town-admin') await this.refuseLastAdmin(membership);
    membership.end(clock.now());
    await this.note('role.ended', membership);
  }

  /** The one person who has confirmed an address; null where nobody has, or more than one. */
  async findByMail(mail: string): Promise<Account | null> {
    const [found, another] = await this.database.rows<{ id: string }>(
      'select id from account where lower(mail) = lower(?) limit 2',
      [mail.trim()],
    );
    return found && !another ? this.em.findOneOrFail(Account, found.id) : null;
  }

  /** The names of people, by the ids of their accounts. */
  async namesOf(ids: string[]): Promise<Map<string, string>> {
    const found = ids.length ? await this.em.find(Account, { id: { $in: ids } }) : [];
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** Names the operator of the installation; only its set-up does this, no operation reaches it. */
  appointOperator(account: Account): void {
    account.operatorSince ??= clock.now();
  }

  /** Two who end each other's role at the same moment do so one after the other. */
  private async refuseLastAdmin({ id }: Membership): Promise<void> {
    const admins = await this.em.find(
      Membership,
      { role: 'town-admin', procedureId: null, endedAt: null },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true },
    );
    if (!admins.some((admin) => admin.id !== id && admin.endedAt === null))
      throw new Problem('membership.last-admin');
  }

  private async note(action: string, { accountId, role, procedureId }: Membership): Promise<void> {
    const name = (await this.namesOf([accountId])).get(accountId) ?? '';
    const said = { name, role };
    const isOver = action === 'role.ended';
    this.journal.note(action, {
      scopeId: procedureId,
      subjectId: accountId,
      before: isOver ? said : null,
      after: isOver ? null : said,
    });
  }

  /** Two first sign-ins at the same moment become one account. */
  private async add({
    issuer,
    subject,
    name,
    assurance,
    assuranceSource,
  }: Required<Introduction>): Promise<void> {
    await this.database.rows(
      `insert into account (id, issuer, subject, name, assurance, assurance_source, created_at)
       values (?, ?, ?, ?, ?, ?, ?) on conflict (issuer, subject) do nothing returning id`,
      [randomUUID(), issuer, subject, name, assurance, assuranceSource, clock.now()],
    );
  }
}

/** Reads the claims; `acr` says nothing about who somebody is once sign-in was brokered, so it is not asked. */
export function introductionFrom(claims: Record<string, unknown>): Introduction {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name].slice(0, 255) : '');
  const isConfirmed = claims['email_verified'] === true;
  return {
    subject: text('sub'),
    name: text('name') || text('preferred_username') || text('sub'),
    mail: isConfirmed && text('email') ? text('email') : null,
    ...assuranceFrom(text, isConfirmed),
  };
}

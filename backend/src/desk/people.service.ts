import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Account, Membership } from '../account/account.entity.js';
import { canEndRole, canGrantRole, canSeePeople, isFresh } from '../account/account.policy.js';
import { AccountService } from '../account/account.service.js';
import { InvitationService } from '../account/invitation.service.js';
import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { env } from '../platform/env.js';
import { invalid } from '../platform/problem.js';
import { Procedure } from '../procedure/procedure.entity.js';
import type { Granted, GrantInput, HeldRole, People } from './people.graphql.js';

/** Who works with a town, and in which role. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountService,
    private readonly invitations: InvitationService,
  ) {}

  /** Everybody with a role in this town or in one of its procedures, by name. */
  async list(): Promise<People> {
    authorize(canSeePeople, null);
    const held = await this.em.find(Membership, { endedAt: null }, { orderBy: { grantedAt: 'asc' } });
    const ids = [...new Set(held.map(({ accountId }) => accountId))];
    const accounts = await this.em.find(Account, { id: { $in: ids } }, { orderBy: { name: 'asc' } });
    const shown = await this.shownRoles(held);

    return {
      isFresh: isFresh(current.actor),
      idleDays: env.STAFF_IDLE_DAYS,
      members: accounts.map(({ id, name, mail, signedInAt }) => ({
        id,
        name,
        mail: mail ?? null,
        isSelf: id === current.actor.accountId,
        signedInAt: signedInAt?.toISOString() ?? null,
        roles: held.flatMap((one, index) => (one.accountId === id ? shown[index]! : [])),
      })),
    };
  }

  /** Gives a role to the one person who has confirmed this address, or invites the address. Throws `input.invalid`. */
  async grant({ mail, role, procedure }: GrantInput): Promise<Granted> {
    authorize(canGrantRole, role);
    const scope = procedure ? await this.em.findOne(Procedure, { slug: procedure }) : null;
    if (procedure && !scope) throw invalid('procedure', 'procedure.not-found');
    if (scope && role === 'town-admin') throw invalid('role', 'role.town-only');

    const account = await this.accounts.findByMail(mail);
    if (account) await this.accounts.grantRole(account.id, role, scope?.id ?? null);
    else await this.invitations.invite(mail, role, scope?.id ?? null);
    return { isInvitation: !account };
  }

  private async shownRoles(held: Membership[]): Promise<HeldRole[]> {
    const procedures = await this.em.find(Procedure, {
      id: { $in: held.flatMap(({ procedureId }) => procedureId ?? []) },
    });
    const titles = new Map(procedures.map(({ id, title }) => [id, title]));
    const names = await this.accounts.namesOf(held.flatMap(({ grantedBy }) => grantedBy ?? []));
    return held.map((one) => ({
      id: one.id,
      role: one.role,
      procedureTitle: one.procedureId ? (titles.get(one.procedureId) ?? '') : null,
      grantedAt: one.grantedAt.toISOString(),
      grantedBy: (one.grantedBy && names.get(one.grantedBy)) ?? null,
      canEnd: canEndRole(current.actor, one),
    }));
  }
}

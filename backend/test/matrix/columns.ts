import { randomUUID } from 'node:crypto';

import { ROLES, type Account } from '../../src/account/account.entity.js';
import { AccountService } from '../../src/account/account.service.js';
import { clock } from '../../src/platform/clock.js';
import { ANONYMOUS, type Actor } from '../../src/platform/current.js';
import type { TenantRef } from '../../src/tenant/tenant.service.js';
import type { testApp } from '../app.js';
import type { InstitutionRole } from '../../src/account/institution.entity.js';
import { aMember } from '../builders.js';
import { aSpeaker } from '../institutions.js';

type Product = ReturnType<typeof testApp>;

/** Somebody who asks: in which town, with which roles there. */
export interface Asker {
  /** The heading of the column. */
  name: string;
  account: Account | null;
  place: TenantRef;
  /** The institution that they speak for. */
  institution?: string;
  /** Who this is when something of this procedure is asked for. */
  actorIn(procedureId: string): Actor;
}

/** Everybody who may ask, from nobody up to who has every role in another town. */
export async function everybody(product: Product, town: TenantRef, other: TenantRef): Promise<Asker[]> {
  const elsewhere = randomUUID();
  const asker = async (name: string, roles: readonly string[], more: Partial<Asker> = {}): Promise<Asker> => {
    const account = await aPerson(product, name);
    const actor: Actor = { ...ANONYMOUS, accountId: account.id, roles, authenticatedAt: clock.now() };
    const place = more.place ?? town;
    await aMember(product, place, { ...actor, roles: roles.filter((role) => role !== 'land-operator') });
    return { name, account, place, actorIn: () => actor, ...more };
  };
  const scoped = (name: string, scope: (procedureId: string) => string) =>
    asker(name, []).then((made) => ({
      ...made,
      actorIn: (id: string) => ({ ...made.actorIn(id), rolesIn: { [scope(id)]: ['planner'] } }),
    }));
  const speaker = async (name: string, role: InstitutionRole): Promise<Asker> => {
    const made = await asker(name, []);
    const institution = await aSpeaker(product, made.account!, role);
    return { ...made, institution, actorIn: (id) => ({ ...made.actorIn(id), speaksFor: [institution] }) };
  };
  const stale = await asker('every role, signed in yesterday', ROLES);
  return [
    { name: 'anonymous', account: null, place: town, actorIn: () => ANONYMOUS },
    await asker('citizen', []),
    await asker('reader', ['reader']),
    await asker('paper-entry', ['paper-entry']),
    await asker('moderator', ['moderator']),
    await asker('editor', ['editor']),
    await asker('clerk', ['clerk']),
    await asker('planner', ['planner']),
    await scoped('planner of this procedure only', (id) => id),
    await scoped('planner of another procedure only', () => elsewhere),
    await asker('town-admin', ['town-admin']),
    await asker('land-operator', ['land-operator']),
    await speaker('coordinator of an institution', 'coordinator'),
    await speaker('clerk of an institution', 'institution-clerk'),
    { ...stale, actorIn: (id) => ({ ...stale.actorIn(id), authenticatedAt: yesterday() }) },
    await asker('every role, in another town', ROLES, { place: other }),
  ];
}

const yesterday = () => new Date(clock.now().getTime() - 86_400_000);

/** Somebody who has signed in once. */
export async function aPerson(
  product: Product,
  name: string,
  mail = `${randomUUID()}@mail.example`,
): Promise<Account> {
  const known = { subject: randomUUID(), name, mail, assurance: 'email', assuranceSource: 'email' } as const;
  return product.as({}, () => product.get(AccountService).meet(known));
}

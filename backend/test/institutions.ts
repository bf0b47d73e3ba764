import { EntityManager } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

import type { Account } from '../src/account/account.entity.js';
import { Institution, InstitutionMember, type InstitutionRole } from '../src/account/institution.entity.js';
import { codeOfMember } from '../src/account/institution.service.js';
import { clock } from '../src/platform/clock.js';
import type { testApp } from './app.js';

type Product = ReturnType<typeof testApp>;

const inAnHour = () => new Date(clock.now().getTime() + 3_600_000);

/** An institution with somebody who speaks for it already, or is invited by address. */
async function anInstitution(
  product: Product,
  member: Partial<InstitutionMember>,
): Promise<InstitutionMember> {
  return product.as({}, async () => {
    const em = product.get(EntityManager);
    const registered = { name: `Amt ${randomUUID()}`, registeredAt: clock.now() };
    const institution = em.create(Institution, registered as never);
    const invited = { institution, role: 'coordinator', invitedAt: clock.now(), expiresAt: inAnHour() };
    const made = em.create(InstitutionMember, { ...invited, ...member } as never);
    await em.persist(institution).persist(made).flush();
    return made;
  });
}

/** Makes somebody speak for an institution of their own; its id. */
export async function aSpeaker(
  product: Product,
  { id, mail }: Account,
  role: InstitutionRole,
): Promise<string> {
  const member = { accountId: id, mail: mail!, acceptedAt: clock.now(), role };
  return (await anInstitution(product, member)).institution.id;
}

/** An invitation to some institution: id of the membership, and the code of the link. */
export async function aLink(product: Product, mail: string): Promise<{ id: string; code: string }> {
  const made = await anInstitution(product, { mail });
  return { id: made.id, code: codeOfMember(made) };
}

import { EntityManager } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

import { Membership, type Role } from '../src/account/account.entity.js';
import { clock } from '../src/platform/clock.js';
import type { Actor } from '../src/platform/current.js';
import { localDate } from '../src/procedure/calendar.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { ProcedureService, type ProcedureDraft } from '../src/procedure/procedure.service.js';
import type { SubmitStatementInput } from '../src/statement/statement.graphql.js';
import { TenantService, type TenantDraft, type TenantRef } from '../src/tenant/tenant.service.js';
import { anActor, type testApp } from './app.js';

type Product = ReturnType<typeof testApp>;

const contact = {
  name: 'Karin Probe',
  role: 'Stadtplanung',
  phone: '03441 000-214',
  mail: 'plan@zeitz.example',
};

/** A local date some days from today. */
export const inDays = (days: number) => localDate(new Date(clock.now().getTime() + days * 86_400_000));

export const aTenant = (draft: Partial<TenantDraft> = {}): TenantDraft => ({
  slug: `stadt-${randomUUID().slice(0, 8)}`,
  ags: null,
  name: 'Musterstadt',
  fullName: 'Stadt Musterstadt',
  claim: 'Hier reden Sie mit.',
  colour: '#8a1c2b',
  contact,
  imprint: 'Impressum',
  privacy: 'Datenschutz',
  accessibility: 'Barrierefreiheit',
  ...draft,
});

/** A town with a portal. */
export const aTown = (product: Product, draft: Partial<TenantDraft> = {}): Promise<TenantRef> =>
  product.visit({}, () => product.get(TenantService).create(aTenant(draft)));

/** Writes down the roles that somebody has in a town. */
export const aMember = (product: Product, town: TenantRef, { accountId, roles }: Actor): Promise<void> =>
  product.as({ tenantId: town.id, tenantSlug: town.slug }, async () => {
    const em = product.get(EntityManager);
    for (const role of roles as Role[])
      em.persist(em.create(Membership, { accountId: accountId!, role, grantedAt: clock.now() }));
  });

/** A published procedure, on display from ten days ago for thirty-one days unless said otherwise. */
export const aProcedure = (
  product: Product,
  town: TenantRef,
  draft: Partial<ProcedureDraft> = {},
): Promise<Procedure> =>
  product.as({ tenantId: town.id, tenantSlug: town.slug, actor: anActor('planner') }, async () => {
    const procedures = product.get(ProcedureService);
    const procedure = await procedures.create({
      slug: `plan-${randomUUID().slice(0, 8)}`,
      title: 'Bebauungsplan Nr. 27 „Elsterterrassen“',
      kind: 'bebauungsplan',
      topic: 'wohnen',
      teaser: 'Neue Wohnungen am Fluss.',
      summary: 'Auf dem alten Werksgelände sollen Wohnungen entstehen.',
      contact,
      otherWays: { post: 'Altmarkt 1', inPerson: 'Zimmer 214', phoneForRecord: '03441 000-214' },
      phases: [
        {
          kind: 'display',
          title: 'Auslegung',
          lawProfile: 'baugb-3-2',
          firstDay: inDays(-10),
          lastDay: inDays(20),
        },
      ],
      ...draft,
    });
    return procedures.publish(procedure.id);
  });

/** A statement by a named person on the plan as a whole, unless said otherwise. */
export const aStatement = (
  procedure: Procedure,
  input: Partial<SubmitStatementInput> = {},
): SubmitStatementInput => ({
  id: randomUUID(),
  procedure: procedure.slug,
  text: 'Bitte erhalten Sie die alten Linden am Ufer.',
  about: {},
  files: [],
  author: { kind: 'person', isAnonymous: false, name: 'Anna Albrecht', answerBy: 'none' },
  mayPublish: false,
  ...input,
});

import { randomUUID } from 'node:crypto';

import type { Contribution } from '../src/contribution/contribution.entity.js';
import type { ContributionInput } from '../src/contribution/contribution.graphql.js';
import { ContributionIntakeService } from '../src/contribution/contribution-intake.service.js';
import type { Dialogue } from '../src/contribution/dialogue.entity.js';
import type { DialogueInput } from '../src/contribution/dialogue.graphql.js';
import { DialogueService } from '../src/contribution/dialogue.service.js';
import { ANONYMOUS, type Actor } from '../src/platform/current.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { anActor, type testApp } from './app.js';

type Product = ReturnType<typeof testApp>;

export const aDialogueInput = (input: Partial<DialogueInput> = {}): DialogueInput => ({
  title: `Was fehlt am Fluss? ${randomUUID().slice(0, 8)}`,
  lead: 'Sagen Sie uns, was Sie dort brauchen.',
  subject: { kind: 'question' },
  categories: ['Spielen', 'Schatten'],
  moderation: 'after',
  contributeBy: 'everybody',
  rateBy: 'everybody',
  ...input,
});

/** A dialogue in a procedure: shown at once, open to everybody unless said otherwise. */
export const aDialogue = (
  product: Product,
  town: TenantRef,
  { procedure, ...input }: { procedure: Procedure } & Partial<DialogueInput>,
): Promise<Dialogue> =>
  product.as({ tenantId: town.id, tenantSlug: town.slug, actor: anActor('planner') }, () =>
    product.get(DialogueService).open(procedure.slug, aDialogueInput(input)),
  );

export const aContribution = (
  { procedure, dialogue }: { procedure: Procedure; dialogue: Dialogue },
  { id = randomUUID(), ...input }: Partial<ContributionInput> = {},
): ContributionInput => ({
  id,
  procedure: procedure.slug,
  dialogue: dialogue.key,
  title: 'Eine Wasserpumpe',
  // What says the same would stand behind the first that said it.
  text: `Kinder brauchen am Fluss einen Platz mit Wasser und Schatten. ${id}`,
  ...input,
});

/** Sends a contribution; answers what opens its receipt. */
export const contributes = (
  product: Product,
  town: TenantRef,
  { input, actor = ANONYMOUS }: { input: ContributionInput; actor?: Actor },
): Promise<{ number: string; code: string; isWaiting: boolean }> =>
  product.as({ tenantId: town.id, tenantSlug: town.slug, actor }, () =>
    product.get(ContributionIntakeService).contribute(input),
  );

export type { Contribution };

import { randomUUID } from 'node:crypto';

import type { Dialogue } from '../../src/contribution/dialogue.entity.js';
import { ClaimsService } from '../../src/moderation/claims.service.js';
import { DecidingService } from '../../src/moderation/deciding.service.js';
import type { VoiceDecisionInput } from '../../src/moderation/report.graphql.js';
import { ReportService } from '../../src/moderation/report.service.js';
import { ANONYMOUS, type Actor } from '../../src/platform/current.js';
import { anActor } from '../app.js';
import type { Procedure } from '../../src/procedure/procedure.entity.js';
import { aContribution, aDialogue, aDialogueInput, contributes } from '../dialogues.js';
import type { Sample } from './samples.js';
import type { MatrixWorld } from './world.js';

type Service<S> = abstract new (...args: never[]) => S;

/** Makes a dialogue, and something said in it, anew for each question. */
export function making(world: MatrixWorld) {
  const { product } = world.it;
  const place = async (more: object = {}): Promise<{ procedure: Procedure; dialogue: Dialogue }> => {
    const procedure = await world.open();
    return { procedure, dialogue: await aDialogue(product, world.it.world.town, { procedure, ...more }) };
  };
  const said = async (more: object = {}) => {
    const where = await place(more);
    const input = aContribution(where);
    const actor = { ...ANONYMOUS, accountId: randomUUID() };
    return { ...where, ...(await contributes(product, world.it.world.town, { input, actor })), id: input.id };
  };
  return { place, said };
}

const closed = { contributeBy: 'account', rateBy: 'account' };
const rating = (contribution: string) => ({ contribution, value: 'agree', voter: randomUUID() });
const words = (contribution: string) => ({ id: randomUUID(), contribution, text: 'Gern.' });

/** What is asked by who reads a dialogue and takes part. */
export const takingPart = (world: MatrixWorld): Record<string, Sample> => {
  const { place, said } = making(world);
  return {
    dialogues: async () => ({ procedure: (await place()).procedure.slug }),
    contributions: async () => {
      const { procedure, dialogue } = await place();
      await world.projected(procedure, dialogue);
      return { procedure: procedure.slug, dialogue: dialogue.key };
    },
    contributionPlaces: async () => {
      const { procedure, dialogue } = await place();
      await world.projected(procedure, dialogue);
      return { procedure: procedure.slug, dialogue: dialogue.key, zoom: 10 };
    },
    townOutline: async () => ({}),
    townDialogues: async () => ({ isRunning: true }),
    contribution: async () => {
      const { procedure, dialogue, number, id } = await said();
      await world.projected(procedure, dialogue, id);
      return { procedure: procedure.slug, number };
    },
    contributionReceipt: async () => {
      const { number, code } = await said();
      return { number, code };
    },
    contribute: async () => ({ contribution: aContribution(await place()) }),
    'contribute: with an account only': async () => ({ contribution: aContribution(await place(closed)) }),
    comment: async () => ({ comment: words((await said()).id) }),
    'comment: with an account only': async () => ({ comment: words((await said(closed)).id) }),
    rateContribution: async () => ({ rating: rating((await said()).id) }),
    'rateContribution: with an account only': async () => ({ rating: rating((await said(closed)).id) }),
    myRating: async () => ({ contribution: (await said()).id }),
    formTask: async () => ({}),
  };
};

/** What is asked by who sets dialogues up and keeps them fair. */
export const keepingFair = (world: MatrixWorld): Record<string, Sample> => {
  const { place } = making(world);
  return {
    deskDialogues: async () => ({ procedure: (await place()).procedure.slug }),
    openDialogue: async () => ({ procedure: (await world.open()).slug, dialogue: aDialogueInput() }),
    changeDialogue: async () => {
      const { procedure, dialogue } = await place();
      return { procedure: procedure.slug, key: dialogue.key, dialogue: aDialogueInput() };
    },
  };
};

/** Makes reports, anew for each question. */
export function makingReports(world: MatrixWorld) {
  const { product, world: there } = world.it;
  const { place, said } = making(world);
  const by = <S, T>(actor: Actor, service: Service<S>, work: (found: S) => Promise<T>) =>
    product.as({ tenantId: there.town.id, tenantSlug: there.town.slug, actor }, () =>
      work(product.get(service)),
    );
  const as = <T>(actor: Actor, work: (reports: ReportService) => Promise<T>) =>
    by(actor, ReportService, work);
  const decide = (input: VoiceDecisionInput) =>
    by(anActor('moderator'), DecidingService, (deciding) => deciding.decide(input));
  const input = (subject: string) => ({
    ...{
      id: randomUUID(),
      kind: 'contribution' as const,
      subject,
      ground: 'insult' as const,
      text: 'Beleidigt.',
    },
  });
  const decision = (id: string) => ({
    kind: 'contribution' as const,
    id,
    decision: 'hidden' as const,
    reason: 'Werbung.',
    basis: 'rules' as const,
    provision: 'Keine Werbung',
  });
  const reported = async () => {
    const { id, procedure } = await said();
    return { id, procedure, ...(await as(ANONYMOUS, (reports) => reports.report(input(id)))) };
  };
  const refused = async () => {
    const made = await reported();
    await decide({ ...decision(made.id), decision: 'kept' });
    return made;
  };
  return { as, by, decide, said, place, input, decision, reported, refused };
}

/** What is asked by who reports something, and by its author. */
export const reporting = (world: MatrixWorld): Record<string, Sample> => {
  const { decide, said, input, decision, reported, refused } = makingReports(world);
  return {
    reportVoice: async () => ({ report: input((await said()).id) }),
    report: async () => {
      const { number, code } = await reported();
      return { number, code };
    },
    appealReport: async () => {
      const { number, code } = await refused();
      return { number, code, text: 'Doch.' };
    },
    appealContribution: async () => {
      const { id, number, code } = await said();
      await decide(decision(id));
      return { number, code, text: 'Das war ironisch.' };
    },
  };
};

/** What is asked by who decides about something that was said. */
export const deciding = (world: MatrixWorld): Record<string, Sample> => {
  const { by, as, said, place, decision, refused, reported } = makingReports(world);
  return {
    moderationQueue: async () => ({ procedure: (await place()).procedure.slug }),
    'moderationQueue: of the town': async () => ({}),
    moderationBacklog: async () => ({}),
    claimNextVoice: async () => {
      const { procedure } = await reported();
      return { procedure: procedure.slug, passed: [] };
    },
    openVoice: async () => ({ kind: 'contribution', id: (await reported()).id }),
    giveVoiceBack: async (asker) => {
      const { id } = await said();
      const claims = by(asker.actorIn(world.scope), ClaimsService, (found) =>
        found.claim('contribution', id),
      );
      await claims.catch(() => false);
      return { kind: 'contribution', id };
    },
    claimVoice: async () => ({ kind: 'contribution', id: (await said()).id }),
    decideVoice: async () => ({ decision: decision((await said()).id) }),
    decideAppeal: async () => {
      const { id, number, code } = await refused();
      await as(ANONYMOUS, (reports) => reports.appeal(number, code, 'Doch.'));
      const appeal = await world.appealOf(id);
      const ground = { basis: 'rules', provision: 'Keine Werbung' };
      return { decision: { id: appeal, outcome: 'hidden', answer: 'Stimmt.', ...ground } };
    },
  };
};

import { EntityManager } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

import { Suspension } from '../../src/contribution/suspension.entity.js';
import { DecidingService } from '../../src/moderation/deciding.service.js';
import { SuspensionPageService } from '../../src/moderation/suspension-page.service.js';
import { ANONYMOUS } from '../../src/platform/current.js';
import { anActor } from '../app.js';
import { aContribution, contributes } from '../dialogues.js';
import { making, makingReports } from './dialogue-samples.js';
import type { Sample } from './samples.js';
import type { MatrixWorld } from './world.js';

/** Suspends people, anew for each question. */
function makingSuspensions(world: MatrixWorld) {
  const { by, decision, decide, said } = makingReports(world);
  const { place } = making(world);

  /** Somebody who was warned, said it again and was suspended. */
  const suspended = async () => {
    const where = await place();
    const actor = { ...ANONYMOUS, accountId: randomUUID() };
    const says = async () => {
      const input = aContribution(where);
      await contributes(world.it.product, world.it.world.town, { input, actor });
      return decision(input.id);
    };
    await decide({ ...(await says()), isWarning: true });
    const again = await says();
    await by(anActor('moderator'), DecidingService, (deciding) =>
      deciding.decide({ ...again, suspendDays: 7 }),
    );
    return (await by(actor, SuspensionPageService, (pages) => pages.own()))!;
  };
  const appealed = async () => {
    const { number, code } = await suspended();
    await by(ANONYMOUS, SuspensionPageService, (pages) => pages.appeal(number, code, 'Das war Spaß.'));
    return number;
  };
  const idOf = (number: string) =>
    by(
      anActor('moderator'),
      EntityManager,
      async (em) => (await em.findOneOrFail(Suspension, { number })).id,
    );

  return { decide, decision, said, suspended, appealed, idOf };
}

/** What is asked about suspensions and reasons. */
export const suspending = (world: MatrixWorld): Record<string, Sample> => {
  const { decide, decision, said, suspended, appealed, idOf } = makingSuspensions(world);
  return {
    contributionReasons: async () => {
      const { id, number, code } = await said();
      await decide(decision(id));
      return { number, code };
    },
    mySuspension: async () => ({}),
    transparency: async () => ({ from: '2026-01-01', to: '2026-12-31' }),
    suspension: async () => {
      const { number, code } = await suspended();
      return { number, code };
    },
    suspensions: async () => ({ page: 1 }),
    appealSuspension: async () => {
      const { number, code } = await suspended();
      return { number, code, text: 'Das war Spaß.' };
    },
    endSuspension: async () => ({
      id: await idOf((await suspended()).number),
      reason: 'Es tut ihr leid, sie hat es gelöscht.',
    }),
    decideSuspensionAppeal: async () => ({
      decision: { id: await idOf(await appealed()), outcome: 'upheld', answer: 'Es war kein Spaß.' },
    }),
  };
};

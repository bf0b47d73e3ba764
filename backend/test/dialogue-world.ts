import { EntityManager } from '@mikro-orm/core';
import { beforeAll, beforeEach } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { CommentIntakeService } from '../src/contribution/comment-intake.service.js';
import { Comment } from '../src/contribution/contribution.entity.js';
import { ContributionService } from '../src/contribution/contribution.service.js';
import type { Dialogue } from '../src/contribution/dialogue.entity.js';
import { StandingService } from '../src/contribution/standing.service.js';
import { ANONYMOUS, type Actor } from '../src/platform/current.js';
import type { Problem } from '../src/platform/problem.js';
import { ContributionOrder, type ContributionFilter } from '../src/portal/dialogue-page.graphql.js';
import { DialoguePageQueries } from '../src/portal/dialogue-page.queries.js';
import { DialogueProjector } from '../src/portal/dialogue.projector.js';
import { Projector } from '../src/portal/projector.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { anActor, testApp } from './app.js';
import { aProcedure, aTown } from './builders.js';
import { aContribution, aDialogue, contributes } from './dialogues.js';

type Service<S> = abstract new (...args: never[]) => S;

/** The code of what was refused, that of its first wrong field before its own; null where nothing was. */
export const codeOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    ({ code, fields }: Problem) => Object.values(fields ?? {})[0] ?? code,
  );

type As = <S, T>(actor: Actor, service: Service<S>, work: (found: S) => Promise<T>) => Promise<T>;

/** What people do with what others have said. */
const answers = (as: As) => ({
  /** `who` is an actor, or the mark of a browser. */
  rate: (contribution: string, value: 'agree' | 'neutral' | 'disagree', who: Actor | string) =>
    as(typeof who === 'string' ? ANONYMOUS : who, ContributionService, (service) =>
      service.rate({ contribution, value, ...(typeof who === 'string' && { voter: who }) }),
    ),
  /** Answers the comment as it is kept, with what opens its receipt. */
  comment: async (contribution: string, more: object = {}, actor = ANONYMOUS) => {
    const input = { id: randomUUID(), contribution, text: 'Mit Bänken, bitte.', ...more };
    const sent = await as(actor, CommentIntakeService, (service) => service.comment(input));
    const { parentId, standing } = await as(actor, EntityManager, (em) =>
      em.findOneOrFail(Comment, { id: input.id }),
    );
    return { ...sent, id: input.id, parentId, standing };
  },
  moderate: (decision: object, actor = anActor('moderator')) =>
    as(actor, StandingService, (service) => service.decide({ kind: 'contribution', ...decision } as never)),
});

/** A town with a procedure and a dialogue that are made anew for each test, and what people do there. */
export function dialogueWorld() {
  const product = testApp();
  const it = {} as { town: TenantRef; procedure: Procedure; dialogue: Dialogue };

  const as = <S, T>(actor: Actor, service: Service<S>, work: (found: S) => Promise<T>): Promise<T> =>
    product.as({ tenantId: it.town.id, tenantSlug: it.town.slug, actor }, () => work(product.get(service)));
  const project = (work: (projector: DialogueProjector) => Promise<void>) =>
    as(ANONYMOUS, DialogueProjector, work);

  beforeAll(async () => {
    it.town = await aTown(product);
  });
  beforeEach(async () => {
    it.procedure = await aProcedure(product, it.town);
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure });
    await as(ANONYMOUS, Projector, (projector) => projector.projectProcedure(it.procedure.id));
    await project((projector) => projector.dialogue(it.dialogue.id));
  });

  return {
    it,
    product,
    as,
    project,
    send: (input = aContribution(it), actor = ANONYMOUS) => contributes(product, it.town, { input, actor }),
    kept: async <T>(entity: Service<T>, id: string): Promise<T> =>
      (await as(ANONYMOUS, EntityManager, (em) => em.findOne(entity as never, { id } as never))) as T,
    ...answers(as),
    read: (filter: Partial<ContributionFilter> = {}) =>
      as(ANONYMOUS, DialoguePageQueries, (queries) =>
        queries.contributions({
          ...{ procedure: it.procedure.slug, dialogue: it.dialogue.key, order: ContributionOrder.newest },
          ...filter,
        }),
      ),
  };
}

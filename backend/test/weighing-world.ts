import { afterAll, beforeAll } from '@jest/globals';

import { env } from '../src/platform/env.js';
import type { Problem } from '../src/platform/problem.js';
import { parseText } from '../src/plan/paragraphs.js';
import { PlanService } from '../src/plan/plan.service.js';
import { TextService } from '../src/plan/text.service.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import type { SubmitStatementInput } from '../src/statement/statement.graphql.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { DecisionService } from '../src/weighing/decision.service.js';
import { RecommendationService } from '../src/weighing/recommendation.service.js';
import type { RecommendationInput } from '../src/weighing/weighing.graphql.js';
import { WeighingService } from '../src/weighing/weighing.service.js';
import { startWorker, type Worker } from '../src/worker.js';
import { anActor, testApp } from './app.js';
import { aProcedure, aStatement, aTown, inDays } from './builders.js';
import { postOffice } from './post-office.js';

type Service<T> = abstract new (...args: never[]) => T;

/** What the tests of weighing share: two towns, a procedure with a text, the worker, a post office. */
interface World {
  office: Awaited<ReturnType<typeof postOffice>>;
  worker: Worker;
  town: TenantRef;
  other: TenantRef;
  procedure: Procedure;
  paragraphId: string;
}

type Product = ReturnType<typeof testApp>;
type As = <S, T>(role: string, service: Service<S>, work: (found: S) => Promise<T>) => Promise<T>;

const author = {
  kind: 'person' as const,
  isAnonymous: false,
  name: 'Anna Albrecht',
  answerBy: 'none' as const,
};
export const byName = (name: string) => ({ ...author, name });
export const byMail = (email: string) => ({ ...author, email, answerBy: 'email' as const });
export const byPost = (name: string) => ({
  ...{ ...author, name, answerBy: 'post' as const },
  ...{ street: 'Am Ufer 3', postcode: '06712', place: 'Zeitz' },
});

/** The code of the problem with which something is refused, and of its fields; null where it is not. */
export const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ code, extensions }: Problem) => [code, ...Object.values(extensions.fields)].join(' '),
  );

/** Everything that is weighed in one test file. */
export function weighingWorld() {
  const product = testApp();
  const world = {} as World;

  /** Runs work of a service in the name of a role. */
  const asIn =
    ({ id, slug }: TenantRef) =>
    <S, T>(role: string, service: Service<S>, work: (found: S) => Promise<T>): Promise<T> =>
      product.as({ tenantId: id, tenantSlug: slug, actor: anActor(...(role ? [role] : [])) }, () =>
        work(product.get(service)),
      );
  const as = <S, T>(role: string, service: Service<S>, work: (found: S) => Promise<T>): Promise<T> =>
    asIn(world.town)(role, service, work);
  const submit = async (input: Partial<SubmitStatementInput> = {}, to = world.procedure): Promise<string> => {
    const visit = { tenantId: world.town.id, tenantSlug: world.town.slug };
    return (await product.as(visit, () => product.get(IntakeService).submit(aStatement(to, input)))).number;
  };
  const recommend = (
    number: string,
    said: Partial<RecommendationInput> = {},
    section: string | null = null,
  ) =>
    as('clerk', RecommendationService, (service) =>
      service.save(number, section, {
        ...{ outcome: 'followed', text: 'Der Weg bleibt offen.', isReady: true, after: 0 },
        ...said,
      }),
    );
  const open = (number: string, role = 'planner') =>
    as(role, WeighingService, (service) => service.open(number));
  const decide = (slug = world.procedure.slug, except: string[] = [], role = 'planner') =>
    as(role, DecisionService, (service) =>
      service.take(slug, { decidedOn: inDays(0), body: 'Stadtrat' }, except),
    );
  /** Mails with an answer, without those with a receipt. */
  const results = () => world.office.received.filter(({ text }) => text.includes('wurde geprüft'));

  beforeAll(() => layOut(product, world, as), 60_000);
  afterAll(() => close(world));

  return { product, world, as, asIn, submit, recommend, open, decide, results };
}

/** Lays the world out: two towns, a procedure with a text of two paragraphs, the worker, a post office. */
async function layOut(product: Product, world: World, as: As): Promise<void> {
  world.office = await postOffice();
  Object.assign(env, { SMTP_URL: world.office.url });
  world.town = await aTown(product, { slug: 'zeitz' });
  world.other = await aTown(product, { slug: 'stendal' });
  world.procedure = await aProcedure(product, world.town, { slug: 'elster' });
  const text = '# Begründung\n\nSechs Platanen müssen der Busspur weichen.\n\nDer Weg ist drei Meter breit.';
  await as('planner', TextService, (texts) =>
    texts.add(world.procedure.id, { key: 'begruendung', title: 'Begründung', text: parseText(text) }),
  );
  const plan = await as('planner', PlanService, (plans) => plans.forPublication(world.procedure.id));
  const block = plan.texts[0]!.blocks.find((one) => one.kind === 'paragraph');
  world.paragraphId = (block as { id: string }).id;
  world.worker = await startWorker(product.app);
  await world.worker.settle();
}

async function close({ worker, office }: World): Promise<void> {
  await worker?.stop();
  await office?.close();
  Object.assign(env, { SMTP_URL: undefined });
}

import { beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { Contribution } from '../src/contribution/contribution.entity.js';
import { TownAnswerResolver } from '../src/contribution/town-answer.resolver.js';
import type { ContributionReceipt } from '../src/contribution/contribution.graphql.js';
import { ANONYMOUS } from '../src/platform/current.js';
import { Database } from '../src/platform/database.js';
import { DialoguePageQueries } from '../src/portal/dialogue-page.queries.js';
import { Projector } from '../src/portal/projector.js';
import { Statement, StatementIdentity } from '../src/statement/statement.entity.js';
import { verifyInstallation } from '../src/verify.js';
import { canBridge } from '../src/weighing/bridge.policy.js';
import { BridgeService } from '../src/weighing/bridge.service.js';
import { CaseDetailService } from '../src/weighing/case-detail.service.js';
import { CaseListService } from '../src/weighing/case-list.service.js';
import { DecisionService } from '../src/weighing/decision.service.js';
import { RecommendationService } from '../src/weighing/recommendation.service.js';
import { TakeoverService } from '../src/weighing/takeover.service.js';
import { anActor } from './app.js';
import { aProcedure, inDays } from './builders.js';
import { superuser } from './database.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution, aDialogue } from './dialogues.js';
import { workingPost } from './post-office.js';

const EARLY = { kind: 'early' as const, title: 'Frühzeitige Beteiligung', lawProfile: 'baugb-3-1' as const };
const planner = anActor('planner');

describe('a dialogue that feeds the early step of a plan', () => {
  const { it, product, as, send, rate, moderate, project, kept } = dialogueWorld();
  const post = workingPost(product);
  beforeEach(async () => {
    const phases = [{ ...EARLY, firstDay: inDays(-10), lastDay: inDays(20) }];
    it.procedure = await aProcedure(product, it.town, { phases });
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure });
    await as(ANONYMOUS, Projector, (projector) => projector.projectProcedure(it.procedure.id));
    await project((projector) => projector.dialogue(it.dialogue.id));
  });

  const bridge = <T>(work: (service: BridgeService) => Promise<T>, actor = planner) =>
    as(actor, BridgeService, work);
  const declare = (actor = planner) =>
    bridge((service) => service.declare(it.procedure.slug, it.dialogue.key), actor);
  const take = async (hasHidden = false) => {
    const count = await bridge((service) => service.take(it.procedure.slug, it.dialogue.key, hasHidden));
    await post.worker.settle();
    return count;
  };
  const seen = async () => (await bridge((service) => service.list(it.procedure.slug)))[0]!;
  const onReceipt = (number: string) =>
    as(ANONYMOUS, TownAnswerResolver, (resolver) =>
      resolver.becameOf({ contributionNumber: number } as ContributionReceipt),
    );
  const shown = (number: string) =>
    as(ANONYMOUS, DialoguePageQueries, (queries) => queries.contribution(it.procedure.slug, number, 1));
  const statements = () =>
    as(planner, Database, (database) =>
      database.rows<{ id: string; number: string; contribution: string }>(
        `select id, number, origin->>'number' as contribution from statement where procedure_id = ? order by received_at`,
        [it.procedure.id],
      ),
    );
  const statementOf = async (number: string): Promise<Statement> => {
    const { id } = (await statements()).find(({ contribution }) => contribution === number)!;
    return kept(Statement, id);
  };
  const mailsTo = (address: string) => post.office.received.filter(({ to }) => to.includes(address));

  test('gives its words, place and ratings to the weighing, with the entry that vouches for them', async () => {
    const place = { type: 'Point' as const, coordinates: [12.13, 51.05] };
    const said = aContribution(it, {
      category: 'Spielen',
      place,
      authorName: 'Robin',
      email: 'robin@mail.example',
    });
    const { number } = await send(said);
    await rate(said.id, 'agree', randomUUID());
    await declare();
    expect(await take()).toBe(1);

    const contribution = await kept(Contribution, said.id);
    const statement = await statementOf(number);
    const claims = JSON.parse(Buffer.from(contribution.receipt.split('.')[1]!, 'base64url').toString()) as {
      register: { entry: string };
    };
    expect(statement).toMatchObject({
      ...{ text: `${said.title}\n\n${said.text}`, channel: 'dialogue', isLate: false, isAnonymous: false },
      ...{ about: { geometry: { shape: place, name: null } }, receivedAt: contribution.receivedAt },
      origin: {
        ...{ number, dialogue: it.dialogue.key, category: 'Spielen', entry: claims.register.entry },
        ratings: { agree: 1, neutral: 0, disagree: 0 },
      },
    });
    expect(await kept(StatementIdentity, statement.id)).toMatchObject({ name: 'Robin', answerBy: 'none' });
    expect((await kept(StatementIdentity, statement.id)).email ?? null).toBeNull();
    expect(
      (await as(planner, CaseDetailService, (service) => service.of(statement.id))).origin,
    ).toMatchObject({ number });
    const { lines } = await as(planner, CaseListService, (service) =>
      service.page({ channel: 'dialogue', procedure: it.procedure.slug, size: 40 } as never, null),
    );
    expect(lines.map((line) => line.number)).toEqual([statement.number]);
    for (const became of [await onReceipt(number), (await shown(number)).became])
      expect(became).toMatchObject({ becomes: 'weighing', text: expect.stringContaining('In die Abwägung übernommen am') }); // prettier-ignore
    expect((await shown(number)).dialogue.feedsWeighing).toBe(true);
    expect(mailsTo('robin@mail.example').map(({ text }) => text)).toEqual([
      expect.stringContaining('In die Abwägung übernommen am'),
    ]);
    expect((await verifyInstallation(product.app)).findings).toEqual([]);
  });

  test('is taken once, again for what came later, and what is hidden only where somebody chose it', async () => {
    const hidden = aContribution(it, { text: 'Kaufen Sie Zäune.' });
    await send(hidden);
    await moderate({ id: hidden.id, standing: 'hidden', reason: 'Werbung' });
    for (let at = 0; at < 250; at += 50)
      await Promise.all(Array.from({ length: 50 }, () => send(aContribution(it))));
    await send(aContribution(it), planner);
    await declare();
    expect(await seen()).toMatchObject({ ready: 250, hidden: 1, taken: 0, waiting: 0, lastAt: null });
    expect(await take()).toBe(250);
    expect(await seen()).toMatchObject({
      ready: 0,
      hidden: 1,
      taken: 250,
      lastLeftOut: 1,
      runningTotal: null,
    });
    expect(await codeOf(take())).toBe('bridge.nothing-ready');
    await send(aContribution(it));
    expect(await take()).toBe(1);
    expect(await take(true)).toBe(1);
    expect(await seen()).toMatchObject({ ready: 0, hidden: 0, taken: 252, lastLeftOut: 0 });
    const all = await statements();
    expect(new Set(all.map(({ contribution }) => contribution)).size).toBe(252);
    expect(all).toHaveLength(252);
    const database = await superuser();
    const { rows } = await database.query('select id from takeover where procedure_id = $1', [
      it.procedure.id,
    ]);
    for (const { id } of rows as { id: string }[])
      await as(ANONYMOUS, TakeoverService, (service) => service.goOn(id));
    expect(await statements()).toHaveLength(252);
    expect((await verifyInstallation(product.app)).findings).toEqual([]);
  }, 120_000);

  test('hears what was decided: below the contribution, on its receipt and by mail, once', async () => {
    const { number } = await send(aContribution(it, { email: 'anna@mail.example' }));
    await declare();
    await take();
    const statement = await statementOf(number);
    await as(anActor('clerk'), RecommendationService, (service) =>
      service.save(statement.number, null, {
        ...{ outcome: 'followed', text: 'Die Pumpe steht jetzt im Plan.', isReady: true, after: 0 },
      }),
    );
    await as(planner, DecisionService, (service) =>
      service.take(it.procedure.slug, { decidedOn: inDays(0), body: 'Stadtrat' }, []),
    );
    await post.worker.settle();
    for (const became of [await onReceipt(number), (await shown(number)).became])
      expect(became).toMatchObject({
        becomes: 'planned',
        text: 'Die Pumpe steht jetzt im Plan.',
        office: 'Stadtrat',
      });
    await as(ANONYMOUS, TakeoverService, (service) => service.bringBack(statement.id));
    await post.worker.settle();
    expect(mailsTo('anna@mail.example')).toHaveLength(2);
    expect((await onReceipt(number))!.steps).toHaveLength(2);
    expect((await verifyInstallation(product.app)).findings).toEqual([]);
  });

  test('names its contribution for good: a changed origin is found', async () => {
    const { number } = await send();
    await declare();
    await take();
    const { id } = await statementOf(number);
    const database = await superuser();
    const set = (agree: number) =>
      database.query(`update statement set origin = jsonb_set(origin, '{ratings,agree}', $1) where id = $2`, [
        agree,
        id,
      ]);
    await set(99);
    expect((await verifyInstallation(product.app)).findings.join()).toContain(`statement ${id}`);
    await set(0);
    expect((await verifyInstallation(product.app)).findings).toEqual([]);
  });

  test('needs an early step, a declaration and somebody who may', async () => {
    await send();
    expect(await codeOf(take())).toBe('bridge.not-declared');
    for (const role of ['clerk', 'editor', 'moderator', 'reader'])
      expect(await codeOf(declare(anActor(role)))).toBe('canBridge.forbidden');
    it.procedure = await aProcedure(product, it.town);
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure });
    expect(await codeOf(declare())).toBe('bridge.no-early-step');
    expect((await seen()).isPossible).toBe(false);
  });
});

test.each([
  ['town-admin', true],
  ['planner', true],
  ['clerk', false],
  ['moderator', false],
  ['reader', false],
])('a %s bridges a dialogue and the weighing: %s', (role, may) => {
  expect(canBridge(anActor(role), { id: randomUUID() })).toBe(may);
});

import { describe, expect, test } from '@jest/globals';
import { parseText } from '../src/plan/paragraphs.js';
import { PlanService } from '../src/plan/plan.service.js';
import { TextService } from '../src/plan/text.service.js';
import { ResultQueries } from '../src/portal/result.queries.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { StatementService } from '../src/statement/statement.service.js';
import type { AnswerPart } from '../src/weighing/answer.entity.js';
import { RecommendationService } from '../src/weighing/recommendation.service.js';
import { aProcedure, inDays } from './builders.js';
import { codeOf, weighingWorld } from './weighing-world.js';

const { product, world, as, submit, recommend, decide } = weighingWorld();

describe('the public result', () => {
  let plan: Procedure;
  const SECRET = 'Ich, Wilhelmine Zuckschwerdt, wohne am Ufer.';
  const result = (filter: object = {}) =>
    product.visit({ tenantId: world.town.id }, () =>
      product.get(ResultQueries).result({ procedure: plan.slug, page: 1, ...filter }),
    );

  test('shows voice, recommendation, decision and change; of what is not released only numbers and summaries', async () => {
    plan = await aProcedure(product, world.town, { slug: 'ergebnis' });
    const texts = `# Begründung\n\nSechs Platanen müssen der Busspur weichen.`;
    const key = { key: 'begruendung', title: 'Begründung' };
    await as('planner', TextService, (service) => service.add(plan.id, { ...key, text: parseText(texts) }));
    const laidOut = await as('planner', PlanService, (plans) => plans.forPublication(plan.id));
    const { id } = laidOut.texts[0]!.blocks.find((one) => one.kind === 'paragraph') as { id: string };

    const released = await submit(
      { text: `${SECRET} Die Platanen sollen bleiben.`, mayPublish: true, about: { paragraphId: id } },
      plan,
    );
    const [secret, told] = [
      await submit({ text: SECRET }, plan),
      await submit({ text: `${SECRET} Bitte Bänke.` }, plan),
    ];
    const { id: statementId } = await as('planner', StatementService, (service) => service.own(released));
    await as('planner', StatementService, (service) =>
      service.release(statementId, {
        text: 'Die Platanen sollen bleiben.',
        authorLabel: 'Bürgerin oder Bürger',
      }),
    );
    for (const quote of [SECRET, 'Die Platanen sollen bleiben.']) {
      const section = await as('clerk', RecommendationService, (service) => service.mark(released, quote));
      await recommend(released, { paragraphId: id, text: 'Sie bleiben.' }, section.id);
    }
    await recommend(secret, { outcome: 'noted' });
    await recommend(told, { outcome: 'not-followed', text: 'Kein Platz.', summary: 'Bittet um Bänke.' });
    await decide(plan.slug);
    await world.worker.settle();

    const { figures, nodes, topics, decisions } = await result();
    expect(figures).toEqual({
      total: 3,
      answered: 3,
      outcomes: { followed: 1, noted: 1, 'not-followed': 1 },
    });
    expect(decisions).toEqual([{ decidedOn: inDays(0), body: 'Stadtrat', count: 3 }]);
    expect(topics).toEqual([
      { topic: 'absatz|Begründung|1', count: 1 },
      { topic: 'ganzes', count: 1 },
    ]);
    expect(nodes.map(({ label }) => label)).toEqual([released, told]);
    expect(JSON.stringify(nodes)).not.toMatch(/Zuckschwerdt|Albrecht/);
    expect((nodes[0]!.parts as AnswerPart[]).map(({ quote }) => quote)).toEqual([
      null,
      'Die Platanen sollen bleiben.',
    ]);
    expect(nodes[1]).toMatchObject({
      text: null,
      parts: [{ summary: 'Bittet um Bänke.', outcome: 'not-followed' }],
    });
    expect((await result({ outcome: 'not-followed' })).total).toBe(1);
    expect((await result({ topic: 'ganzes' })).total).toBe(1);
  });

  test('tells how the paragraph reads now, as soon as the changed version is laid out', async () => {
    const text = parseText(`# Begründung\n\nDrei Platanen müssen der Busspur weichen.`);
    await as('planner', TextService, (service) => service.replace(plan.id, { key: 'begruendung', text }));
    await world.worker.settle();
    const { nodes } = await result();
    expect((nodes[0]!.parts as AnswerPart[])[0]!.change).toMatchObject({
      before: { version: 1, text: 'Sechs Platanen müssen der Busspur weichen.' },
      after: { version: 2, text: 'Drei Platanen müssen der Busspur weichen.' },
    });
  });

  test('loses what was withdrawn or is of another town', async () => {
    const elsewhere = product.visit({ tenantId: world.other.id }, () =>
      product.get(ResultQueries).result({ procedure: plan.slug, page: 1 }),
    );
    expect(await codeOf(elsewhere)).toBe('procedure.not-found');
  });
});

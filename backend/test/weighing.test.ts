import { EntityManager } from '@mikro-orm/core';
import { describe, expect, test } from '@jest/globals';
import { Recommendation } from '../src/weighing/recommendation.entity.js';
import { RecommendationService } from '../src/weighing/recommendation.service.js';
import { TextBlockService } from '../src/weighing/text-block.service.js';
import { anActor } from './app.js';
import { aProcedure } from './builders.js';
import { codeOf, weighingWorld } from './weighing-world.js';

const { product, world, as, asIn, submit, recommend, open } = weighingWorld();

describe('a recommendation', () => {
  test('keeps every version with who and when; nothing is overwritten', async () => {
    const number = await submit();
    await recommend(number, { text: 'Erste Fassung.', isReady: false });
    await recommend(number, { text: 'Zweite Fassung.', outcome: 'not-followed', after: 1 });
    const { sections, stage, log } = await open(number);
    expect(stage).toBe('ready');
    expect(sections).toHaveLength(1);
    expect(sections[0]!.versions).toMatchObject([
      { version: 2, outcome: 'not-followed', text: 'Zweite Fassung.', readyAt: expect.any(String) },
      { version: 1, outcome: 'followed', text: 'Erste Fassung.', readyAt: null },
    ]);
    expect(log.map(({ action }) => action)).toEqual(['recommendation.ready', 'recommendation.saved']);
    const change = as('planner', EntityManager, (em) =>
      em.nativeUpdate(Recommendation, { version: 1 }, { text: 'Nie gesagt.' }),
    );
    await expect(change).rejects.toThrow(/permission denied/);
  });

  test('of somebody who did not see the newest one is refused, so that neither is lost', async () => {
    const number = await submit();
    await recommend(number, { text: 'Von Anna.' });
    expect(await codeOf(recommend(number, { text: 'Von Bernd.' }))).toBe('recommendation.changed-meanwhile');
  });

  test('is about one of several points; the statement is ready when all points are', async () => {
    const number = await submit({ text: 'Die Platanen sollen bleiben. Und der Weg ist zu schmal.' });
    const mark = (quote: string) =>
      as('clerk', RecommendationService, (service) => service.mark(number, quote));
    expect(await codeOf(mark('Das steht dort nicht.'))).toBe('input.invalid section.not-in-text');
    const [second, first] = [await mark('der Weg ist zu schmal'), await mark('Die Platanen sollen bleiben.')];
    expect((await mark('der Weg ist zu schmal')).id).toBe(second.id);
    expect((await open(number)).sections.map(({ quote }) => quote)).toEqual([first.quote, second.quote]);

    expect(await recommend(number, {}, first.id)).toBeNull();
    expect((await open(number)).stage).toBe('draft');
    const refusal = { outcome: 'not-followed' as const, text: 'Drei Meter genügen.' };
    expect(await recommend(number, refusal, second.id)).toMatchObject({ number });
    expect((await open(number)).stage).toBe('ready');
    await as('planner', RecommendationService, (service) => service.drop(number, second.id));
    expect((await open(number)).sections).toHaveLength(1);
    expect(await codeOf(recommend(number, {}, second.id))).toBe('section.not-found');
  });

  test('takes its words from blocks that the town keeps', async () => {
    const block = { title: 'Bäume', text: 'Die Bäume bleiben erhalten.' };
    const [kept] = await as('clerk', TextBlockService, (blocks) => blocks.save(null, block));
    const changed = { ...block, text: 'Alle gesunden Bäume bleiben.' };
    await as('planner', TextBlockService, (blocks) => blocks.save(kept!.id, changed));
    expect((await open(await submit())).blocks).toMatchObject([changed]);
    expect(await asIn(world.other)('clerk', TextBlockService, (blocks) => blocks.list())).toEqual([]);
    expect(await codeOf(as('reader', TextBlockService, (blocks) => blocks.save(null, block)))).toBe(
      'canKeepTextBlocks.forbidden',
    );
    expect(await as('clerk', TextBlockService, (blocks) => blocks.remove(kept!.id))).toEqual([]);
  });

  test('stands beside what others said alike, with the paragraph and the next open one', async () => {
    const text = 'Mein Großvater hat die Kastanien an der Schleuse gepflanzt, sie dürfen nicht fallen.';
    const alike = await submit({ text: `${text} Bitte.` });
    const number = await submit({ text, about: { paragraphId: world.paragraphId } });
    const { similar, paragraph, nextOpen, paragraphs } = await open(number);
    expect(similar[0]).toMatchObject({ number: alike });
    expect(paragraph).toBe('Sechs Platanen müssen der Busspur weichen.');
    expect(paragraphs).toHaveLength(2);
    expect(nextOpen).not.toBe(number);
  });

  test.each([
    ['', 'statement.not-found'],
    ['editor', 'statement.not-found'],
    ['moderator', 'statement.not-found'],
    ['reader', null],
  ])('is shown to %s: %s', async (role, code) => {
    expect(await codeOf(open(await submit(), role))).toBe(code);
  });

  test('is not made by who only reads, nor in another world.town, nor in another procedure', async () => {
    const number = await submit();
    const draft = { outcome: 'noted' as const, text: 'Gut.', isReady: true, after: 0 };
    const save = (service: RecommendationService) => service.save(number, null, draft);
    expect(await codeOf(as('reader', RecommendationService, save))).toBe('canWeighStatement.forbidden');
    expect(await codeOf(asIn(world.other)('clerk', RecommendationService, save))).toBe('statement.not-found');
    const elsewhere = await aProcedure(product, world.town);
    const asOffice = (procedureId: string) =>
      product.as(
        {
          ...{ tenantId: world.town.id, tenantSlug: world.town.slug },
          actor: { ...anActor(), rolesIn: { [procedureId]: ['planner'] } },
        },
        () => save(product.get(RecommendationService)),
      );
    expect(await codeOf(asOffice(elsewhere.id))).toBe('statement.not-found');
    expect(await codeOf(asOffice(world.procedure.id))).toBe(null);
  });
});

import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { ContributionOrder } from '../src/portal/dialogue-page.graphql.js';
import type { ContributionMapFilter } from '../src/portal/dialogue-map.graphql.js';
import { DialogueMapQueries } from '../src/portal/dialogue-map.queries.js';
import { DialoguePageQueries } from '../src/portal/dialogue-page.queries.js';
import { Projector } from '../src/portal/projector.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS } from '../src/platform/current.js';
import { superuser } from './database.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution } from './dialogues.js';

const ZEITZ = [11.9, 50.9, 12.4, 51.2];

describe('a dialogue, read', () => {
  const { it, as, project, send, rate, comment, moderate, read } = dialogueWorld();

  const places = (filter: Partial<ContributionMapFilter> = {}) =>
    as(ANONYMOUS, DialogueMapQueries, (queries) =>
      queries.places({
        procedure: it.procedure.slug,
        dialogue: it.dialogue.key,
        zoom: 12,
        box: ZEITZ,
        ...filter,
      }),
    );
  const say = async (coordinates: number[] | null, more: object = {}) => {
    const place = coordinates && { type: 'Point', coordinates };
    const input = aContribution(it, { place, ...more } as never);
    const { number } = await send(input);
    await project((projector) => projector.contribution(input.id));
    return { id: input.id, number };
  };
  const counts = async () => (await places({ zoom: 5 })).map(({ count }) => count);
  const dialogue = () =>
    as(ANONYMOUS, DialoguePageQueries, (queries) => queries.dialogue(it.procedure.slug, it.dialogue.key));

  describe('on the map', () => {
    test('puts together what lies close, takes it apart when one looks closer, and names the single one', async () => {
      await say([12.13, 51.05]);
      await say([12.1301, 51.0501]);
      const alone = await say([12.2, 51.1], { title: 'Weit draußen' });
      await say(null);
      expect(await counts()).toEqual([3]);
      const apart = await places({ zoom: 12 });
      expect(apart.map(({ count }) => count).sort()).toEqual([1, 2]);
      expect(apart.find(({ count }) => count === 1)).toMatchObject({
        number: alone.number,
        title: 'Weit draußen',
        position: [12.2, 51.1],
      });
      const [west, south, east, north] = apart.find(({ count }) => count === 2)!.box as [
        number,
        number,
        number,
        number,
      ];
      expect(west < 12.13 && 12.1301 < east && south < 51.05 && 51.0501 < north).toBe(true);
      const box = [12.129, 51.049, 12.131, 51.051];
      expect((await places({ zoom: 17, box })).map(({ count }) => count)).toEqual([1, 1]);
      expect((await places({ zoom: 20, box })).map(({ count }) => count)).toEqual([1, 1]);
    });

    test('keeps what lies on one spot together however close one looks, and lists it', async () => {
      for (let index = 0; index < 3; index += 1) await say([12.13, 51.05], { title: `Bank ${index}` });
      const box = [12.1299, 51.0499, 12.1301, 51.0501];
      const [spot, ...others] = await places({ zoom: 22, box });
      expect(others).toEqual([]);
      expect(spot).toMatchObject({ count: 3, number: null, title: null });
      expect((await read({ box: spot!.box })).total).toBe(3);
    });

    test('counts the same in cells as among the contributions, in every level and category', async () => {
      for (let index = 0; index < 40; index += 1)
        await say([12 + (index % 7) / 50 + index / 900, 51 + (index % 5) / 60], {
          category: index % 3 ? 'Spielen' : 'Schatten',
          text: 'Ein Platz am Fluss, für alle.',
        });
      const shape = (found: Awaited<ReturnType<typeof places>>) =>
        found
          .map(
            ({ count, number, position: [x, y] }) => `${count} ${number} ${x!.toFixed(4)} ${y!.toFixed(4)}`,
          )
          .sort();
      for (const category of [null, 'Spielen', 'Schatten'])
        for (const zoom of [3, 6, 9, 11, 12, 13, 14, 17])
          expect(shape(await places({ zoom, category }))).toEqual(
            shape(await places({ zoom, category, search: 'Platz Fluss' })),
          );
    });

    test('shows neither what is hidden nor what waits, and shows it again', async () => {
      const said = await say([12.13, 51.05], { category: 'Spielen' });
      expect(await counts()).toEqual([1]);
      await moderate({ id: said.id, standing: 'hidden', reason: 'Werbung.' });
      await project((projector) => projector.contribution(said.id));
      expect(await counts()).toEqual([]);
      expect(await places({ category: 'Spielen' })).toEqual([]);
      await moderate({ id: said.id, standing: 'shown' });
      await project((projector) => projector.contribution(said.id));
      expect(await counts()).toEqual([1]);
    });

    test('is right after many came at once', async () => {
      const inputs = Array.from({ length: 24 }, (_, index) =>
        aContribution(it, { place: { type: 'Point', coordinates: [12.1 + index / 1e4, 51.05] } } as never),
      );
      for (const input of inputs) await send(input);
      await Promise.all(
        inputs.flatMap(({ id }) => [0, 1].map(() => project((projector) => projector.contribution(id)))),
      );
      expect((await counts()).reduce((sum, count) => sum + count, 0)).toBe(24);
      expect(await dialogue()).toMatchObject({ contributionCount: 24, placeCount: 24 });
    });

    test('answers at most five hundred, whatever is asked for', async () => {
      const database = await superuser();
      await database.query(
        `insert into pub.contribution (tenant_id, procedure_id, dialogue_id, id, number, title, text, place, is_official, received_at, shuffle, words)
         select $1, $2, $3, gen_random_uuid(), 'x' || n, 'x', 'Fluss', json_build_object('type', 'Point', 'coordinates',
           array[11.9 + n % 60 * 0.008, 50.9 + n / 60 * 0.007]), false, now(), random(), 'am fluss' from generate_series(0, 2399) n`,
        [it.town.id, it.procedure.id, it.dialogue.id],
      );
      await database.end();
      for (const filter of [{ zoom: 24 }, { zoom: 24, box: null }, { zoom: 24, search: 'Fluss' }]) {
        const found = await places(filter);
        expect(found.length).toBeLessThanOrEqual(500);
        expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(2_400);
      }
    });

    test.each([[[12, 51, 11, 52]], [[-181, 0, 0, 1]], [[0, 80, 1, 70]], [[0, 0, 1, 91]]])(
      'refuses the box %j',
      async (box) => {
        expect(await codeOf(places({ box }))).toBe('input.malformed');
        expect(await codeOf(read({ box }))).toBe('input.malformed');
      },
    );
  });

  test('as a list of one section, in every order', async () => {
    const inside = await say([12.13, 51.05]);
    await say([12.3, 51.1]);
    await say(null);
    for (const order of Object.values(ContributionOrder)) {
      const { nodes, total } = await read({ order, box: [12.1, 51, 12.2, 51.08] });
      expect([nodes.map(({ number }) => number), total]).toEqual([[inside.number], 1]);
    }
  });

  test('counts what was said in it, and since when it is closed; then what most agree with comes first', async () => {
    const [first, second] = [await say(null), await say(null, { title: 'Die bessere Idee' })];
    await rate(first.id, 'disagree', randomUUID());
    await rate(second.id, 'agree', randomUUID());
    await comment(second.id);
    for (const { id } of [first, second]) await project((projector) => projector.scores(id));
    expect(await dialogue()).toMatchObject({ contributionCount: 2, ratingCount: 2, closedAt: null });
    expect((await read({ order: null })).order).toBe('random');

    const endsAt = it.procedure.participation!.endsAt!;
    try {
      clock.set(endsAt);
      await as(ANONYMOUS, Projector, (projector) => projector.projectProcedure(it.procedure.id));
      const { closedAt } = await dialogue();
      expect(new Date(closedAt!)).toEqual(endsAt);
      const closed = await read({ order: null });
      expect([closed.order, closed.nodes[0]!.title]).toEqual(['agreed', 'Die bessere Idee']);
      const listed = (isRunning: boolean) =>
        as(ANONYMOUS, DialoguePageQueries, (queries) => queries.listed(isRunning, 1));
      const keys = async (isRunning: boolean) => (await listed(isRunning)).nodes.map(({ key }) => key);
      expect(await keys(false)).toContain(it.dialogue.key);
      expect(await keys(true)).not.toContain(it.dialogue.key);
    } finally {
      clock.set(null);
    }
  });

  test('counts what became public before its dialogue did', async () => {
    const database = await superuser();
    await database.query('delete from pub.dialogue where id = $1', [it.dialogue.id]);
    await say([12.13, 51.05]);
    expect(await dialogue()).toMatchObject({ contributionCount: 1, placeCount: 1 });
    await database.query('delete from pub.dialogue where id = $1', [it.dialogue.id]);
    await database.end();
    await project((projector) => projector.dialogue(it.dialogue.id));
    expect(await dialogue()).toMatchObject({ contributionCount: 1, placeCount: 1 });
  });
});

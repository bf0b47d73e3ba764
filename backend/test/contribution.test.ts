import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { Comment, Contribution } from '../src/contribution/contribution.entity.js';
import { ContributionService } from '../src/contribution/contribution.service.js';
import { QueueService } from '../src/moderation/queue.service.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS, type Actor } from '../src/platform/current.js';
import { ContributionOrder, type ContributionFilter } from '../src/portal/dialogue-page.graphql.js';
import { DialoguePageQueries } from '../src/portal/dialogue-page.queries.js';
import { anActor } from './app.js';
import { aTown } from './builders.js';
import { superuser } from './database.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution, aDialogue } from './dialogues.js';

const DAY = 86_400_000;

describe('what is said in a dialogue', () => {
  const { it, product, as, project, send, kept, rate, comment, moderate, read } = dialogueWorld();

  describe('counts ratings', () => {
    test('one for each person, changeable, and never the same voter for two contributions', async () => {
      const [one, two] = [aContribution(it), aContribution(it, { text: 'Etwas anderes.' })];
      await send(one);
      await send(two);
      const [anna, browser] = [anActor(), randomUUID()];
      await rate(one.id, 'agree', anna);
      await rate(one.id, 'agree', browser);
      expect(await rate(one.id, 'disagree', anna)).toEqual({ agree: 1, neutral: 0, disagree: 1 });
      expect(await rate(one.id, 'neutral', anna)).toEqual({ agree: 1, neutral: 1, disagree: 0 });
      expect(await rate(one.id, 'neutral', anna)).toEqual({ agree: 1, neutral: 1, disagree: 0 });
      await rate(two.id, 'agree', anna);
      const own = (actor: Actor, voter: string | null) =>
        as(actor, ContributionService, (service) => service.ownRating(one.id, voter));
      expect([await own(anna, null), await own(ANONYMOUS, browser), await own(ANONYMOUS, null)]).toEqual([
        'neutral',
        'agree',
        null,
      ]);
      expect(await codeOf(as(ANONYMOUS, ContributionService, (service) => service.rate({ contribution: one.id, value: 'agree' })))).toBe('rating.voter-missing'); // prettier-ignore
      const database = await superuser();
      const { rows } = await database.query('select voter from rating where contribution_id = any($1)', [
        [one.id, two.id],
      ]);
      await database.end();
      expect(new Set(rows.map(({ voter }: { voter: string }) => voter)).size).toBe(3);
      expect(JSON.stringify(rows)).not.toContain(browser);
    });

    test('of fifty at the same moment, and of one person who is in a hurry', async () => {
      const input = aContribution(it);
      await send(input);
      await Promise.all(Array.from({ length: 50 }, () => rate(input.id, 'agree', randomUUID())));
      const hasty = randomUUID();
      await Promise.all(
        (['agree', 'disagree', 'neutral', 'agree', 'disagree'] as const).map((value) =>
          rate(input.id, value, hasty),
        ),
      );
      const { agree, neutral, disagree } = await kept(Contribution, input.id);
      expect(agree + neutral + disagree).toBe(51);
      expect(agree).toBeGreaterThanOrEqual(50);
    });
  });

  describe('has comments', () => {
    test('on two levels; an answer to an answer stands beside it', async () => {
      const input = aContribution(it);
      await send(input);
      const root = await comment(input.id);
      const answer = await comment(input.id, { parent: root.id });
      const deeper = await comment(input.id, { parent: answer.id });
      expect([root.parentId ?? null, answer.parentId, deeper.parentId]).toEqual([null, root.id, root.id]);
      const again = { id: root.id };
      expect((await comment(input.id, again)).id).toBe(root.id);
      expect(await codeOf(comment(input.id, { ...again, text: 'Etwas anderes.' }))).toBe(
        'contribution.conflict',
      );
      expect(await codeOf(comment(input.id, { parent: randomUUID() }))).toBe('comment.not-found');
      expect(await codeOf(comment(randomUUID()))).toBe('contribution.not-found');
      expect(await codeOf(comment(input.id, { text: '  ' }))).toBe('contribution.text-missing');

      await project((projector) => projector.contribution(input.id));
      for (const { id } of [deeper, root, answer])
        await project((projector) => projector.comment(id, input.id));
      const { number } = await kept(Contribution, input.id);
      const shown = await as(ANONYMOUS, DialoguePageQueries, (queries) =>
        queries.contribution(it.procedure.slug, number, 1),
      );
      expect(shown.thread.map(({ id }) => id)).toEqual([root.id, answer.id, deeper.id]);
      expect(shown.comments).toBe(3);
    });
  });

  describe('is kept fair', () => {
    test('before something is shown, where the dialogue says so', async () => {
      const watched = await aDialogue(product, it.town, { procedure: it.procedure, moderation: 'before' });
      const [citizen, official] = [
        aContribution({ procedure: it.procedure, dialogue: watched }),
        aContribution({ procedure: it.procedure, dialogue: watched }),
      ];
      expect((await send(citizen)).isWaiting).toBe(true);
      expect((await send(official, anActor('planner'))).isWaiting).toBe(false);
      expect(await codeOf(comment(citizen.id))).toBe('contribution.not-found');
      const waiting = () =>
        as(anActor('moderator'), QueueService, (service) => service.list(it.procedure.slug));
      expect(await waiting()).toMatchObject([{ kind: 'contribution', id: citizen.id }]);
      await moderate({ id: citizen.id, standing: 'shown' });
      const said = await comment(citizen.id);
      expect(said.standing).toBe('waiting');
      expect(await waiting()).toMatchObject([{ kind: 'comment', id: said.id }]);
      await moderate({ kind: 'comment', id: said.id, standing: 'hidden', reason: 'Beleidigung' });
      expect(await waiting()).toEqual([]);
      expect((await kept(Comment, said.id)).hiddenReason).toBe('Beleidigung');
    });

    test('by who may, with a reason that everybody reads in its place', async () => {
      const input = aContribution(it, { text: 'Der Kerl in Nr. 5 ist ein Lump.' });
      await send(input);
      const hide = { id: input.id, standing: 'hidden', reason: 'Enthält eine Beleidigung.' };
      for (const actor of [ANONYMOUS, anActor(), anActor('reader'), anActor('editor')])
        expect(await codeOf(moderate(hide, actor))).toBe('canModerate.forbidden');
      expect(await codeOf(moderate({ ...hide, reason: ' ' }))).toBe('moderation.reason-missing');
      expect(await codeOf(moderate({ ...hide, id: randomUUID() }))).toBe('contribution.not-found');
      await moderate(hide);
      await project((projector) => projector.contribution(input.id));
      const { nodes, dialogue: counted } = await read();
      expect(nodes).toMatchObject([{ title: null, text: null, hiddenReason: hide.reason, authorName: null }]);
      expect(counted.contributionCount).toBe(1);
      const database = await superuser();
      const { rows } = await database.query('select c::text as row from pub.contribution c where id = $1', [
        input.id,
      ]);
      await database.end();
      expect(JSON.stringify(rows)).not.toMatch(/Lump|lump/);
      await moderate({ id: input.id, standing: 'shown' });
      await project((projector) => projector.contribution(input.id));
      expect((await read()).nodes[0]!.text).toBe(input.text);
    });

    test('without tearing the thread apart: what others said stays, below what is hidden', async () => {
      const input = aContribution(it);
      await send(input);
      const root = await comment(input.id, { text: 'Ein Kommentar.' });
      const answer = await comment(input.id, { text: 'Eine Antwort.', parent: root.id });
      const other = await comment(input.id, { text: 'Noch ein Kommentar.' });
      await moderate({ id: input.id, standing: 'hidden', reason: 'Beleidigung.' });
      await moderate({ kind: 'comment', id: root.id, standing: 'hidden', reason: 'Werbung.' });
      await project((projector) => projector.contribution(input.id));
      for (const { id } of [root, answer, other])
        await project((projector) => projector.comment(id, input.id));
      const { number } = await kept(Contribution, input.id);
      const page = await as(ANONYMOUS, DialoguePageQueries, (queries) =>
        queries.contribution(it.procedure.slug, number, 1),
      );
      expect(page).toMatchObject({ title: null, text: null, hiddenReason: 'Beleidigung.', comments: 3 });
      expect(page.thread).toMatchObject([
        { id: root.id, text: null, hiddenReason: 'Werbung.', authorName: null },
        { id: answer.id, parentId: root.id, text: 'Eine Antwort.' },
        { id: other.id, text: 'Noch ein Kommentar.' },
      ]);
      expect((await read()).nodes).toMatchObject([{ number, text: null, comments: 3 }]);
      expect(await codeOf(comment(input.id))).toBe('contribution.not-found');
      expect(await codeOf(comment(input.id, { parent: other.id }))).toBe('contribution.not-found');
    });
  });

  describe('is read', () => {
    const many = async (count: number) => {
      const ids: string[] = [];
      for (let index = 0; index < count; index += 1) {
        const input = aContribution(it, { title: `Beitrag ${index}` });
        if (index % 3 === 0) input.category = 'Spielen';
        await send(input);
        ids.push(input.id);
      }
      return ids;
    };
    const pages = async (filter: Partial<ContributionFilter>) => {
      const found: string[] = [];
      let [after, start]: [string | null, number | null] = [null, filter.start ?? null];
      do {
        const page = await read({ ...filter, after, start });
        found.push(...page.nodes.map(({ id }) => id));
        [after, start] = [page.next, page.start];
      } while (after);
      return found;
    };

    test('page by page in each order, all of it and nothing twice', async () => {
      const ids = await many(47);
      for (const [index, id] of ids.entries()) {
        if (index % 2) await rate(id, 'agree', randomUUID());
        if (index % 4 === 1) await rate(id, 'disagree', randomUUID());
        if (index === 7) await comment(id);
        await project((projector) => projector.contribution(id));
      }
      for (const order of Object.values(ContributionOrder)) {
        const found = await pages({ order });
        expect([order, found.length, new Set(found).size]).toEqual([order, 47, 47]);
      }
      expect((await pages({ order: ContributionOrder.newest }))[0]).toBe(ids[46]);
      expect(ids.indexOf((await pages({ order: ContributionOrder.agreed }))[0]!) % 2).toBe(1);
      expect(ids.indexOf((await pages({ order: ContributionOrder.divided }))[0]!) % 4).toBe(1);
      for (const start of [0, 0.37, 0.999, 1])
        expect(new Set(await pages({ order: ContributionOrder.random, start })).size).toBe(47);
      const [low, high] = [
        await pages({ order: ContributionOrder.random, start: 0.1 }),
        await pages({ order: ContributionOrder.random, start: 0.7 }),
      ];
      expect(low[0]).not.toBe(high[0]);
      expect((await read({ category: 'Spielen' })).total).toBe(16);
      expect((await read({ search: 'Wasser' })).total).toBe(47);
      expect((await read({ search: 'Beitrag 41' })).nodes[0]!.id).toBe(ids[41]);
      expect(await codeOf(read({ after: "0_'; drop table x" }))).toBe('input.malformed');
    });

    test('in an order by chance that stays the same for one visitor all day, and differs between visitors', async () => {
      const starts = async (origin: string) =>
        product.as({ tenantId: it.town.id, tenantSlug: it.town.slug, origin }, async () => {
          const filter = {
            procedure: it.procedure.slug,
            dialogue: it.dialogue.key,
            order: ContributionOrder.random,
          };
          return (await product.get(DialoguePageQueries).contributions(filter)).start;
        });
      expect(await starts('one')).toBe(await starts('one'));
      expect(await starts('one')).not.toBe(await starts('another'));
      const today = await starts('one');
      clock.shift(DAY);
      try {
        expect(await starts('one')).not.toBe(today);
      } finally {
        clock.shift(0);
      }
    });

    test('of its own town only', async () => {
      const input = aContribution(it);
      const { number } = await send(input);
      await project((projector) => projector.contribution(input.id));
      const other = await aTown(product);
      const there = <T>(work: (queries: DialoguePageQueries) => Promise<T>) =>
        product.as({ tenantId: other.id, tenantSlug: other.slug }, () =>
          work(product.get(DialoguePageQueries)),
        );
      expect(await there((queries) => queries.dialogues(it.procedure.slug))).toEqual([]);
      expect(await codeOf(there((queries) => queries.contribution(it.procedure.slug, number, 1)))).toBe(
        'procedure.not-found',
      );
      expect(
        await codeOf(
          product.as({ tenantId: other.id, tenantSlug: other.slug }, () =>
            product
              .get(ContributionService)
              .rate({ contribution: input.id, value: 'agree', voter: randomUUID() }),
          ),
        ),
      ).toBe('contribution.not-found');
    });
  });
});

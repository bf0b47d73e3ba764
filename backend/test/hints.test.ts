import { EntityManager } from '@mikro-orm/core';
import { beforeEach, describe, expect, test } from '@jest/globals';

import { Contribution } from '../src/contribution/contribution.entity.js';
import { ClusterService } from '../src/moderation/cluster.service.js';
import { moderated } from './klimarat.js';
import { DecidingService } from '../src/moderation/deciding.service.js';
import { HintsService } from '../src/moderation/hints.service.js';
import { QueueService } from '../src/moderation/queue.service.js';
import { anActor } from './app.js';
import { dialogueWorld } from './dialogue-world.js';
import { aContribution, aDialogue } from './dialogues.js';
import { chance, variantsOf } from './variants.js';

const SHORTEST_PLANTED = 25;
const PLANTED = 150;
const real = moderated();
if (!real) console.warn('The 1,100 real contributions are not here: their decisions were not replayed.');

interface Sent {
  id: string;
  number: string;
}

describe('what the queue points at', () => {
  const { it, product, as, project, send, read } = dialogueWorld();
  const moderator = anActor('moderator');

  const says = async (text: string): Promise<Sent> => {
    const input = aContribution(it, { title: text.slice(0, 60).padEnd(3, '.'), text });
    return { id: input.id, number: (await send(input)).number };
  };
  const queue = async () => {
    const waiting = await as(moderator, QueueService, (service) => service.list(it.procedure.slug));
    const hints = await as(moderator, HintsService, (service) => service.on(waiting));
    return waiting.map(({ id }) => ({ id, hints: hints.get(id)! }));
  };
  const decide = async (id: string, isAccepted: boolean) => {
    const decision = isAccepted ? 'kept' : 'hidden';
    const reason = isAccepted ? '' : 'Von den Moderatoren nicht angenommen.';
    await as(moderator, DecidingService, (service) =>
      service.decide({
        kind: 'contribution',
        id,
        decision,
        reason,
        basis: 'rules',
        provision: 'Sachlich bleiben',
      }),
    );
    // What the worker does: who wrote the same follows.
    await as(moderator, ClusterService, (service) => service.follow(id));
    await project((projector) => projector.contribution(id));
  };
  /** Those that stand for themselves; the others stand behind one of them that says the same. */
  const leads = () =>
    as(moderator, EntityManager, async (em) => {
      const found = await em.find(Contribution, { dialogueId: it.dialogue.id, leadId: null });
      return new Set(found.map(({ id }) => id));
    });

  beforeEach(async () => {
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure, moderation: 'before' });
    await project((projector) => projector.dialogue(it.dialogue.id));
  });

  test('is personal data, insults and what was said before; nothing in a harmless text', async () => {
    const first = await says('Am Ufer fehlt ein Platz mit Wasser, Schatten und Bänken für alle.');
    expect(await queue()).toMatchObject([{ id: first.id, hints: [] }]);
    await decide(first.id, true);
    await says('Frau Erika Sommer, Tel. 03441 123456, lässt dort ihren Hund laufen.');
    await says('Wer das plant, ist ein IDIOT. In der Sackgasse steht ein Sack Zement.');
    await says('Am ufer felht ein Platz mit Schatten, Wasser und Bänken für alle.');
    const [personal, rude, again] = await queue();
    expect(personal!.hints.map(({ kind, words }) => `${kind}: ${words}`).sort()).toEqual([
      'personal-data: 03441 123456',
      'personal-data: Erika Sommer',
    ]);
    expect(rude!.hints).toMatchObject([{ kind: 'insult', words: 'IDIOT' }]);
    expect(again!.hints).toMatchObject([{ kind: 'duplicate', words: first.number }]);
  });

  test('is not what another dialogue, or something hidden, says', async () => {
    const hidden = await says('Am Ufer fehlt ein Platz mit Wasser, Schatten und Bänken für alle.');
    await decide(hidden.id, false);
    const there = it.dialogue;
    it.dialogue = await aDialogue(product, it.town, { procedure: it.procedure, moderation: 'after' });
    await project((projector) => projector.dialogue(it.dialogue.id));
    const elsewhere = await says('Am Ufer fehlt ein Platz mit Wasser, Schatten und Bänken für alle.');
    await project((projector) => projector.contribution(elsewhere.id));
    it.dialogue = there;
    await says('Am Ufer fehlt ein Platz mit Wasser, Schatten und Bänken für alle.');
    expect(await queue()).toMatchObject([{ hints: [] }]);
  });

  (real ? test : test.skip)(
    'in 1,100 real contributions: decisions are replayed, planted duplicates are found',
    async () => {
      const decisions = new Map<string, { isAccepted: boolean; text: string; number: string }>();
      for (const one of real!) {
        const { id, number } = await says(one.text);
        decisions.set(id, { ...one, number });
      }
      const hinted = { personal: 0, insult: 0, duplicate: 0 };
      const refused = { ...hinted };
      for (let page = await queue(); page.length; page = await queue())
        for (const { id, hints } of page) {
          const { isAccepted } = decisions.get(id)!;
          for (const kind of new Set(hints.map((hint) => hint.kind))) {
            const name = kind === 'personal-data' ? 'personal' : kind;
            hinted[name] += 1;
            if (!isAccepted) refused[name] += 1;
          }
          await decide(id, isAccepted);
        }
      const standing = await leads();
      const accepted = [...decisions]
        .filter(([id, { isAccepted }]) => isAccepted && standing.has(id))
        .map(([, decision]) => decision);
      const { total } = await read({ dialogue: it.dialogue.key });
      expect(total).toBe(standing.size); // what is hidden keeps its place
      console.log(JSON.stringify({ real: decisions.size, accepted: accepted.length, hinted, refused }));

      const random = chance(7);
      const planted = new Map<string, string>();
      for (const { text, number } of accepted
        .filter(({ text }) => text.length >= SHORTEST_PLANTED)
        .slice(0, PLANTED))
        for (const variant of variantsOf(text, random)) planted.set((await says(variant)).id, number);
      const found = await as(moderator, HintsService, (service) =>
        service.on([...planted.keys()].map((id) => ({ kind: 'contribution', id, title: '', text: '' }))),
      );
      const pointed = [...planted].flatMap(([id, of]) =>
        found.get(id)!.map(({ words }) => ({ id, isRight: words === of })),
      );
      const right = pointed.filter(({ isRight }) => isRight).length;
      console.log(
        JSON.stringify({
          planted: planted.size,
          recall: right / planted.size,
          precision: right / pointed.length,
        }),
      );
      expect(right / planted.size).toBeGreaterThanOrEqual(0.95);
      expect(right / pointed.length).toBeGreaterThanOrEqual(0.9);
    },
    300_000,
  );
});

import { describe, expect, test } from '@jest/globals';

import { BecameProjector } from '../src/portal/became.projector.js';
import { DialogueOutcomeQueries } from '../src/portal/dialogue-outcome.queries.js';
import { DialogueResultService } from '../src/contribution/dialogue-result.service.js';
import { TownAnswerService } from '../src/contribution/town-answer.service.js';
import { ANONYMOUS } from '../src/platform/current.js';
import { anActor } from './app.js';
import { superuser } from './database.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aContribution } from './dialogues.js';
import { inDays } from './builders.js';

const clerk = anActor('clerk');

describe('what became of a dialogue as a whole', () => {
  const { it, as, send, rate, project } = dialogueWorld();
  const save = (result: { text: string; expectedOn?: string | null }, actor = clerk) =>
    as(actor, DialogueResultService, (service) => service.save(it.procedure.slug, it.dialogue.key, result));
  const read = async () => {
    await project((projector) => projector.dialogue(it.dialogue.id));
    return as(ANONYMOUS, DialogueOutcomeQueries, (queries) =>
      queries.outcome(it.procedure.slug, it.dialogue.key),
    );
  };

  test('is first when it can be expected, then the words of a named person; each version is kept', async () => {
    expect(await read()).toMatchObject({ text: '', expectedOn: null, shares: [], agreed: [] });
    await save({ text: '', expectedOn: inDays(30) });
    expect(await read()).toMatchObject({ text: '', expectedOn: inDays(30) });
    for (const text of ['Wir bauen **zwei** Plätze.', 'Wir bauen **drei** Plätze.']) await save({ text });
    expect(await read()).toMatchObject({ text: 'Wir bauen **drei** Plätze.', expectedOn: null });
    const database = await superuser();
    const { rows } = await database.query('select text from dialogue_result where dialogue_id = $1', [
      it.dialogue.id,
    ]);
    expect(rows).toHaveLength(3);
    const [listed] = await as(clerk, DialogueResultService, (service) => service.list(it.procedure.slug));
    expect(listed).toMatchObject({ dialogueKey: it.dialogue.key, text: 'Wir bauen **drei** Plätze.' });
  });

  test('counts by what became of them, most first, and shows what most people agree with', async () => {
    const said = Array.from({ length: 4 }, (_, at) => aContribution(it, { title: `Vorschlag ${at}` }));
    const numbers: string[] = [];
    for (const one of said) numbers.push((await send(one)).number);
    await send(aContribution(it), anActor('planner'));
    for (const voter of ['5d0c6a35-3b64-4b60-8c30-111111111111', '5d0c6a35-3b64-4b60-8c30-222222222222'])
      await rate(said[2]!.id, 'agree', voter);
    await rate(said[0]!.id, 'agree', '5d0c6a35-3b64-4b60-8c30-333333333333');
    for (const { id } of said) await project((projector) => projector.contribution(id));
    const answer = (id: string, becomes: 'planned' | 'declined', number: string) =>
      as(clerk, TownAnswerService, (service) =>
        service.answer(it.procedure.slug, { id, becomes, text: 'So.', office: 'Bauamt', numbers: [number] }),
      );
    await answer('5d0c6a35-3b64-4b60-8c30-444444444444', 'planned', numbers[0]!);
    await answer('5d0c6a35-3b64-4b60-8c30-555555555555', 'planned', numbers[1]!);
    await answer('5d0c6a35-3b64-4b60-8c30-666666666666', 'declined', numbers[2]!);
    await as(ANONYMOUS, BecameProjector, (projector) => projector.write(said.map(({ id }) => id)));
    const { shares, agreed } = await read();
    expect(shares).toEqual([
      { becomes: 'planned', count: 2 },
      { becomes: 'declined', count: 1 },
      { becomes: null, count: 1 },
    ]);
    expect(agreed.map(({ title, became }) => [title, became?.becomes])).toEqual([
      ['Vorschlag 2', 'declined'],
      ['Vorschlag 0', 'planned'],
    ]);
  });

  test('needs words or a day, and somebody who may', async () => {
    expect(await codeOf(save({ text: ' ' }))).toBe('dialogue-result.empty');
    expect(await codeOf(save({ text: '', expectedOn: '2026-02-31' }))).toBe('day.malformed');
    expect(await codeOf(save({ text: 'Ja.' }, anActor('moderator')))).toBe(
      'canAnswerContributions.forbidden',
    );
  });
});

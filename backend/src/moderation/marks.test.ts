import { describe, expect, test } from '@jest/globals';

import { BLACKENED, isBalanced, markEverywhere, redacted, unmarked, withoutMarks } from './marks.js';

const copyOf = (source: string, words: string[] = []) => redacted(markEverywhere(source, words));

describe('what is marked', () => {
  test.each([
    ['one word', 'Ich, ⟦Anna Albrecht⟧, bitte.', `Ich, ${BLACKENED}, bitte.`],
    ['marks in marks', '⟦Anna ⟦Albrecht⟧ hier⟧ bittet.', `${BLACKENED} bittet.`],
    ['marks that touch', '⟦Anna⟧⟦ Albrecht⟧ bittet.', `${BLACKENED} bittet.`],
    [
      'the same words elsewhere',
      '⟦Müller⟧ wohnt bei MÜLLER und Müllers Garten.',
      `${BLACKENED} wohnt bei ${BLACKENED} und ${BLACKENED} Garten.`,
    ],
    ['the same words with parts of signs', '⟦Mu\u0308ller⟧ und Müller.', `${BLACKENED} und ${BLACKENED}.`],
    ['over the end of a line', 'Grüße\n⟦Anna\nAlbrecht⟧', `Grüße\n${BLACKENED}`],
    ['an empty mark is none', 'Ja⟦⟧ bitte.', 'Ja bitte.'],
    ['a sign of two units', 'Das Haus ⟦🏡⟧ dort.', `Das Haus ${BLACKENED} dort.`],
    [
      'a name with a hyphen',
      'Ich, ⟦Müller-Schmidt⟧. Frau Müller-Schmidt.',
      `Ich, ${BLACKENED}. Frau ${BLACKENED}.`,
    ],
    ['signs that mean something elsewhere', '⟦BLK-XQ 47 (+*?[a])⟧ BLK-XQ 47', `${BLACKENED} BLK-XQ 47`],
    ['a name within another word stays', '⟦Ann⟧ mag Anna.', `${BLACKENED} mag Anna.`],
  ])('is gone: %s', (_, source, copy) => expect(copyOf(source)).toBe(copy));

  test('is widened to the whole sign: half an emoji would be a riddle', () => {
    const family = '👩‍👧';
    expect(copyOf(`Wir ⟦👩⟧\u200d👧 hier.`)).toBe(`Wir ${BLACKENED} hier.`);
    expect(copyOf(`Wir ${family.slice(0, 1)}⟦${family.slice(1)}⟧ hier.`)).not.toMatch(/[\ud800-\udfff]/);
  });

  test('is every place of an accepted word, with its genitive', () => {
    expect(copyOf('Frau Probst sagt, Probsts Hund. Probstei bleibt.', ['Probst'])).toBe(
      `Frau ${BLACKENED} sagt, ${BLACKENED} Hund. Probstei bleibt.`,
    );
    expect(copyOf('a.b (c) [d] a.b', ['a.b', '(c)'])).toBe(`${BLACKENED} ${BLACKENED} [d] ${BLACKENED}`);
  });

  test('overlaps without a trace: nothing of either is left', () => {
    expect(copyOf('Anna Albrecht Meier', ['Anna Albrecht', 'Albrecht Meier'])).toBe(BLACKENED);
  });

  test('is refused while a mark is open', () => {
    expect(isBalanced('Ich, ⟦Anna, bitte.')).toBe(false);
    expect(isBalanced('Ich, Anna⟧, ⟦bitte.')).toBe(false);
    expect(isBalanced('⟦a⟦b⟧c⟧')).toBe(true);
  });

  test('cannot be forged by the sender', () => {
    const text = 'Ich ⟦schwärze⟧ mich selbst.';
    expect(copyOf(unmarked(text))).toBe('Ich [schwärze] mich selbst.');
    expect(withoutMarks('Ich, ⟦Anna⟧.')).toBe('Ich, Anna.');
  });
});

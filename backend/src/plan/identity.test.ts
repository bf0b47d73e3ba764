import { describe, expect, test } from '@jest/globals';

import { matchParagraphs } from './identity.js';

const known = (...texts: string[]) => texts.map((text, index) => ({ id: `p${index + 1}`, text }));
const A = 'Der Uferweg wird drei Meter breit und mit wassergebundener Decke angelegt.';
const A2 = 'Der Uferweg wird vier Meter breit und mit wassergebundener Decke angelegt.';
const B = 'Im Baugebiet sind nur Gebäude mit höchstens drei Vollgeschossen zulässig.';
const C = 'Die alte Schwarzpappel am Ufer ist zu erhalten und bei Abgang zu ersetzen.';
const D = 'Stellplätze sind in einer Tiefgarage unter dem südlichen Baufeld unterzubringen.';

describe('the identity of a paragraph', () => {
  test('stays when its text stays, wherever it moves', () => {
    const { matches, removed } = matchParagraphs(known(A, B, C), [C, D, A, B]);
    expect(matches.map(({ id, change }) => [id, change])).toEqual([
      ['p3', 'same'],
      [null, 'added'],
      ['p1', 'same'],
      ['p2', 'same'],
    ]);
    expect(removed).toEqual([]);
  });

  test('stays when its text is changed, and the change is marked', () => {
    const { matches } = matchParagraphs(known(B, A, C), [A2, C]);
    expect(matches[0]).toEqual({ id: 'p2', change: 'changed', before: A });
  });

  test('is gone with a paragraph that is gone', () => {
    const { matches, removed } = matchParagraphs(known(A, B), [D]);
    expect(matches).toEqual([{ id: null, change: 'added', before: null }]);
    expect(removed.map(({ id }) => id)).toEqual(['p1', 'p2']);
  });

  test('is never given twice, even when texts repeat', () => {
    const { matches } = matchParagraphs(known('entfällt', A, 'entfällt'), [
      'entfällt',
      'entfällt',
      'entfällt',
      A,
    ]);
    const ids = matches.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.sort()).toEqual(['p1', 'p2', 'p3']);
  });

  test('is found for a thousand rewritten paragraphs in any order', () => {
    const many = Array.from(
      { length: 1_000 },
      (_, n) => `Absatz ${n} spricht vom Baufeld ${n} und von ${n * 7} Bäumen an Weg ${n}.`,
    );
    const { matches } = matchParagraphs(known(...many), many.map((text) => `${text} Neu.`).reverse());
    expect(matches.every(({ id }, index) => id === `p${1_000 - index}`)).toBe(true);
  });
});

import { expect, test } from '@jest/globals';

import { steps, wordChanges } from './changes.js';

const rebuilt = (before: string, after: string, without: 'added' | 'removed') =>
  wordChanges(before, after)
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

test('a changed word is one that went out and one that came in', () => {
  expect(wordChanges('Der Weg wird drei Meter breit.', 'Der Weg wird vier Meter breit.')).toEqual([
    { kind: 'same', text: 'Der Weg wird ' },
    { kind: 'removed', text: 'drei' },
    { kind: 'added', text: 'vier' },
    { kind: 'same', text: ' Meter breit.' },
  ]);
});

test('a number with its comma is one word', () => {
  expect(steps(wordChanges('Faktor 1,1 auf 1.120 m²', 'Faktor 0,8 auf 980 m²'))).toEqual([
    { before: '1,1', after: '0,8' },
    { before: '1.120', after: '980' },
  ]);
});

test('a changed phrase reads in one piece', () => {
  expect(wordChanges('höchstens drei Geschosse hoch', 'mindestens zwei Etagen hoch')).toEqual([
    { kind: 'removed', text: 'höchstens drei Geschosse' },
    { kind: 'added', text: 'mindestens zwei Etagen' },
    { kind: 'same', text: ' hoch' },
  ]);
});

test('both texts can be put together again from their changes', () => {
  const before = 'Das Gebiet umfasst 9,9 ha.\n- Wege\n- Bäume, mindestens 40 Stück';
  const after = 'Das Plangebiet umfasst rund 9,9 ha.\n- Bäume, mindestens 52 Stück (heimisch)';
  expect(rebuilt(before, after, 'added')).toBe(before);
  expect(rebuilt(before, after, 'removed')).toBe(after);
});

test('changes can be told one after another', () => {
  const parts = wordChanges(
    'Es sind drei Geschosse zulässig.',
    'Es sind nur zwei Geschosse mit Dach zulässig.',
  );
  expect(steps(parts)).toEqual([
    { before: 'drei', after: 'nur zwei' },
    { before: null, after: 'mit Dach' },
  ]);
});

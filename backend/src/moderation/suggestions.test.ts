import { describe, expect, test } from '@jest/globals';

import { contributions } from '../../test/klimarat.js';
import { suggestionsIn } from './suggestions.js';

/** Texts as people write them; in braces what leads to a person. */
const TEXTS = [
  'Ich heiße {Sabine Kretzschmar} und wohne in der {Leipziger Straße 14a}, {06712 Zeitz}.',
  'Unser Nachbar Herr {Wolfgang Dietze} parkt seinen Wagen {BLK-WD 412} stets auf dem Gehweg.',
  'Rückfragen bitte unter {03441 / 22 58 91} oder {s.kretzschmar@web.example}.',
  'Überweisen Sie die Entschädigung auf {DE12 5001 0517 0648 4898 90}. Danke.',
  'Mit freundlichen Grüßen\n{Jörg-Peter Höhne}\n{An der Aue 7}',
  'Der B-Plan Nr. 27 widerspricht DIN 18005, siehe Paragraph 5 und Abschnitt 3 vom 01.02.2026.',
  'Es fehlen 12000 Quadratmeter Grün und 06712 Unterschriften am Montag 12 Uhr.',
  'Familie {Öztürk} und Frau Dr. {Änne von Bülow} sind betroffen, {Friedrich-Ebert-Platz 3}.',
  'Mobil {+49 151 23456789}, abends nur unter {(03441) 880 12}.',
  'Die Stadt Zeitz soll die Weiße Elster renaturieren. Der Stadtrat hat am 12. März beraten.',
  'Bitte schreiben Sie an {Karl Lehmann}, {Am Alten Wehr 2}, nicht an Bürgermeisterin Frau Probst.',
  'gez. {Hannelore Vogt}',
];

describe('suggestions', () => {
  test('find most of what leads to a person, and little else', () => {
    let [found, wanted, right] = [0, 0, 0];
    const missed: string[] = [];
    for (const text of TEXTS) {
      const expected = [...text.matchAll(/\{([^}]+)\}/g)].map(([, words]) => words!);
      const given = suggestionsIn(text.replace(/[{}]/g, '')).map((one) => one.text);
      const isRight = (words: string) => given.some((one) => one.includes(words) || words.includes(one));
      found += given.length;
      wanted += expected.length;
      right += expected.filter(isRight).length;
      missed.push(...expected.filter((words) => !isRight(words)));
    }
    expect(missed).toEqual([]);
    expect(right / wanted).toBeGreaterThanOrEqual(0.95);
    expect(right / found).toBeGreaterThanOrEqual(0.85);
  });

  test.each(['A-', 'Aa-', 'A.', 'a.', '0', '.', 'von ', 'Am Aa ', 'x@', 'Straße '])(
    'are quick with a text of nothing but %j, which a bot may send',
    (part) => {
      const text = `Herr ${part.repeat(50_000 / part.length)}`;
      const start = performance.now();
      suggestionsIn(text);
      // It was minutes for “A-”; the whole process waits meanwhile.
      expect(performance.now() - start).toBeLessThan(2_000);
    },
  );

  test('know the author where the author stands in the text, and say nothing where not', () => {
    const known = ['Anna Albrecht', 'Lindenhof 4', 'a@b.example'];
    expect(suggestionsIn('Albrechts Garten liegt am Lindenhof.', known).map(({ text }) => text)).toEqual([
      'Albrecht',
      'Lindenhof',
    ]);
    expect(suggestionsIn('Der Radweg fehlt.', known)).toEqual([]);
  });

  test('are quick with a long text', () => {
    const long = `${TEXTS.join(' ').replace(/[{}]/g, '')} `.repeat(40);
    const start = performance.now();
    suggestionsIn(long, ['Anna Albrecht']);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  const real = contributions();
  (real ? test : test.skip)('leave real contributions, which name nobody, almost alone', () => {
    expect(real!.length).toBeGreaterThan(500);
    const touched = real!.filter((text) => suggestionsIn(text).length > 0);
    expect(touched.length / real!.length).toBeLessThan(0.1);
  });
});

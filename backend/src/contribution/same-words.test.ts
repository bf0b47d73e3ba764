import { describe, expect, test } from '@jest/globals';

import { sameWordsHash } from './same-words.js';

const TEXT =
  'Bitte erhalten Sie die Linden am Ufer. Sie sind über hundert Jahre alt, und wir brauchen ihren Schatten!';
const said = (text: string, title = 'Linden', place: [number, number] | null = null) =>
  sameWordsHash({ title, text, place: place && { type: 'Point', coordinates: place } });

describe('the same words', () => {
  test.each([
    ['in capitals', TEXT.toUpperCase()],
    ['with other spaces', `  ${TEXT.replaceAll(' ', '\n ')} `],
    ['with other punctuation', TEXT.replaceAll(',', ' –').replace('!', '.')],
    ['in decomposed Unicode', TEXT.normalize('NFD')],
    ['with letters of double width', TEXT.replace('Bitte', 'Ｂｉｔｔｅ')],
    ['with invisible characters', [...TEXT].join('\u200B')],
    [
      'with a greeting and a signature',
      `Sehr geehrte Damen und Herren,\n\n${TEXT}\n\nMit freundlichen Grüßen\nErika Sommer\nZeitz`,
    ],
    ['with another greeting', `Hallo liebe Stadt!\n${TEXT}\nViele Grüße, Jonas`],
  ])('are the same %s', (_how, text) => expect(said(text)).toBe(said(TEXT)));

  test('are the same under another title, where the text says enough', () => {
    expect(said(TEXT, 'Bäume!')).toBe(said(TEXT));
    expect(said('Bitte!', 'Bäume')).not.toBe(said('Bitte!', 'Bänke'));
  });

  test.each([
    ['one word less', TEXT.replace('hundert ', '')],
    ['one word more', `${TEXT} Nein.`],
    ['another number', TEXT.replace('hundert', '200')],
    ['a sentence after what looks like a greeting', `${TEXT}\nViele Grüße\n${'Und noch etwas.\n'.repeat(5)}`],
  ])('are not the same with %s', (_how, text) => expect(said(text)).not.toBe(said(TEXT)));

  test('about another place are something else; a few metres are not', () => {
    expect(said(TEXT, 'Linden', [12.13, 51.05])).not.toBe(said(TEXT, 'Linden', [12.14, 51.05]));
    expect(said(TEXT, 'Linden', [12.13, 51.05])).toBe(said(TEXT, 'Linden', [12.130001, 51.050001]));
    expect(said(TEXT, 'Linden', [12.13, 51.05])).not.toBe(said(TEXT));
  });

  test('without letters are nobody’s', () => expect(said('!!!', '???')).toBeNull());
});

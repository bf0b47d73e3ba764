import { describe, expect, test } from '@jest/globals';

import { parseText, sourceOf } from './paragraphs.js';

describe('a structured text', () => {
  test('has a title, headings, numbered paragraphs and plain words', () => {
    const { title, blocks } = parseText(
      [
        '# Begründung',
        '## 1 Anlass',
        'Erster Absatz',
        'mit zwei Zeilen.',
        '',
        '> Ganz einfach.',
        '',
        '### 1.1 Lage',
        '',
        'Zweiter.',
      ].join('\r\n'),
    );
    expect(title).toBe('Begründung');
    expect(blocks).toEqual([
      { kind: 'heading', level: 2, text: '1 Anlass' },
      { kind: 'paragraph', number: 1, text: 'Erster Absatz mit zwei Zeilen.', plain: 'Ganz einfach.' },
      { kind: 'heading', level: 3, text: '1.1 Lage' },
      { kind: 'paragraph', number: 2, text: 'Zweiter.', plain: null },
    ]);
  });

  test('keeps the items of a list on lines of their own', () => {
    const { blocks } = parseText('Zulässig sind:\n- Läden,\n- Cafés\n  mit Terrasse.\n\n1. Satz\n2. Satz');
    expect(blocks).toMatchObject([
      { text: 'Zulässig sind:\n- Läden,\n- Cafés mit Terrasse.' },
      { text: '1. Satz\n2. Satz' },
    ]);
  });

  test('takes a quotation that follows no paragraph as a paragraph', () => {
    expect(parseText('## Kopf\n\n> Zitat').blocks[1]).toMatchObject({
      kind: 'paragraph',
      number: 1,
      text: 'Zitat',
    });
  });

  test('keeps umlauts in one form and drops what cannot be seen', () => {
    expect(parseText('Ko\u0308then\u00a0an\u00ad der\u0000 Elbe').blocks[0]!.text).toBe('Köthen an der Elbe');
  });

  test('must say something and hold the limits', () => {
    expect(() => parseText('# Nur ein Titel\n\n## 1 Kopf')).toThrow('plan-text.empty');
    expect(() => parseText('x'.repeat(2_000_001))).toThrow('plan-text.too-long');
    expect(() => parseText('x'.repeat(20_001))).toThrow('plan-text.paragraph-too-long');
    expect(() => parseText('x\n\n'.repeat(2_001))).toThrow('plan-text.too-many-paragraphs');
  });
});

test('what is written out reads the same again', () => {
  const source =
    '## 1 Wege\n\nEs kommen hinzu:\n- Bänke\n- Lampen\n\n> Zum Sitzen.\n> Zum Sehen.\n\n### 1.1 Ufer\n\n1. Der Weg bleibt.';
  const { blocks } = parseText(source);
  expect(parseText(sourceOf(blocks)).blocks).toEqual(blocks);
});

import { describe, expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The rules of the tree: who may know whom, which words belong where, how large a thing may become. */
const ROOT = resolve(import.meta.dirname, '../..');

/** One order; siblings stand in one row and do not know each other. */
const ORDER: string[][] = [
  ['platform'],
  ['tenant'],
  ['account'],
  ['register'],
  ['procedure'],
  ['plan'],
  ['statement', 'contribution', 'survey', 'event', 'appointment', 'defect', 'petition'],
  ['moderation'],
  ['weighing'],
  ['notification'],
  ['exchange'],
  ['portal'],
  ['blueprint'],
];

/** What a folder shows to others; its resolver, graphql, jobs and the rest are its own. */
const SHOWN = /\.(entity|service|policy|events|module)\.js$/;

/** Pure functions and values that several features speak: no state, no database. */
const VOCABULARY = [
  'register/canonical.js',
  'register/entry.js',
  'register/number.js',
  'register/receipt.js',
  'procedure/calendar.js',
  'procedure/law.js',
];

/** GraphQL knows a type by its class: who adds a field to a type of another folder must name it. */
const EXTENDED = ['weighing → statement/statement.graphql.js'];

const GLOSSARY =
  /\b(procedures?|statements?|weighing|receipts?|municipalit\w*|towns?|paragraphs?|blueprints?|moderators?|planners?|Verfahren|Stellungnahme\w*|Gemeinde\w*|Abwägung\w*)\b/i;

interface Source {
  /** From the root of the checkout, e.g. backend/src/plan/geo.ts. */
  path: string;
  text: string;
}

const sources = (pattern: string): Source[] =>
  globSync(pattern, { cwd: ROOT })
    .filter((path) => !path.includes('/paraglide/') && !path.endsWith('.d.ts'))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

const folderOf = (path: string) => /^backend\/src\/([^/]+)\/.+/.exec(path)?.[1];
const rowOf = (folder: string) => ORDER.findIndex((row) => row.includes(folder));
const importsOf = ({ text }: Source) => [...text.matchAll(/from '(\.[^']+)'/g)].map(([, name]) => name!);

/** Imports that go down, sideways, or to what another folder keeps to itself. */
function wrongImports(source: Source): string[] {
  const own = folderOf(source.path);
  if (!own) return [];
  return importsOf(source).flatMap((name) => {
    const [, other, file] = /^\.\.\/([a-z-]+)\/(.+)$/.exec(name) ?? [];
    if (!other || !file || other === own) return [];
    const target = `${other}/${file}`;
    const from = `${source.path} imports ${target}`;
    if (rowOf(other) >= rowOf(own))
      return [
        `${from}: it stands below or beside. Let it publish an event (*.events.ts), or move what both need up.`,
      ];
    const isShown =
      other === 'platform' ||
      SHOWN.test(file) ||
      VOCABULARY.includes(target) ||
      EXTENDED.includes(`${own} → ${target}`);
    return isShown ? [] : [`${from}: ask its service, or make what you need part of it.`];
  });
}

/** Words of the domain in code that must not know it; comments may cite the law. */
function wordsOfTheDomain({ path, text }: Source): string[] {
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^\s*\/\/.*$/gm, '');
  const found = GLOSSARY.exec(code);
  return found
    ? [`${path} says “${found[0]}”: move it to the folder of that word, or name what it is in general.`]
    : [];
}

function tooLong({ path, text }: Source): string[] {
  const limit = path.endsWith('.svelte') ? 200 : 300;
  const lines = text.split('\n').filter((line) => line.trim()).length;
  return lines > limit
    ? [`${path} has ${lines} lines, ${limit} are the limit: it does two things, give each a file.`]
    : [];
}

describe('the tree', () => {
  test('has folders of the one order only', () => {
    const folders = new Set(sources('backend/src/*/**/*.ts').map(({ path }) => folderOf(path)!));
    expect([...folders].filter((folder) => rowOf(folder) < 0)).toEqual([]);
  });

  test('imports upwards, and only what a folder shows', () => {
    const files = sources('backend/src/*/**/*.ts').filter(({ path }) => !path.endsWith('.test.ts'));
    expect(files.length).toBeGreaterThan(80);
    expect(files.flatMap(wrongImports)).toEqual([]);
  });

  test('has no barrels and no folders for what has no name', () => {
    const names = [...globSync('{backend,frontend,tests,infra}/**/*.{ts,svelte,mjs}', { cwd: ROOT })].filter(
      (path) => !/node_modules|dist\/|build\/|\.svelte-kit|paraglide/.test(path),
    );
    const wrong = /(^|\/)(index\.ts$|(utils?|helpers?|common|managers?|base)(\/|\.\w+$))/;
    expect(names.filter((path) => wrong.test(path))).toEqual([]);
  });

  test('keeps the words of the domain out of the platform and of lib/ui', () => {
    const files = [
      ...sources('backend/src/platform/*.ts'),
      ...sources('frontend/src/lib/ui/*.{ts,svelte}'),
    ].filter(({ path }) => !path.endsWith('.test.ts'));
    expect(files.length).toBeGreaterThan(40);
    expect(files.flatMap(wordsOfTheDomain)).toEqual([]);
  });

  test('keeps entities free of services, and policies free of everything but entities and actors', () => {
    const wrong = sources('backend/src/*/*.{entity,policy}.ts').flatMap((source) =>
      importsOf(source)
        .filter((name) => /\.(service|resolver|jobs|controller)\.js$|\/database\.js$/.test(name))
        .map((name) => `${source.path} imports ${name}: let the service bring it what it needs.`),
    );
    expect(wrong).toEqual([]);
  });

  test('has files that can be read at one sitting', () => {
    const files = [
      ...sources('backend/{src,test}/**/*.ts'),
      ...sources('frontend/{src,server,tools}/**/*.{ts,svelte}'),
      ...sources('{infra,tests}/**/*.ts'),
    ].filter(({ path }) => !path.includes('node_modules'));
    expect(files.flatMap(tooLong)).toEqual([]);
  });
});

describe('the check of the tree', () => {
  const at = (path: string, text: string): Source => ({ path, text });

  test.each([
    ['down', at('backend/src/plan/a.ts', `import { x } from '../portal/x.service.js';`)],
    ['sideways', at('backend/src/statement/a.ts', `import { x } from '../survey/x.service.js';`)],
    ['from the platform', at('backend/src/platform/a.ts', `import { x } from '../tenant/x.entity.js';`)],
    ['of what is not shown', at('backend/src/portal/a.ts', `import { x } from '../plan/plan.resolver.js';`)],
  ])('finds an import %s', (_how, source) => {
    expect(wrongImports(source)).toHaveLength(1);
  });

  test('finds a word of the domain in code, not in a comment', () => {
    expect(wordsOfTheDomain(at('backend/src/platform/a.ts', 'const statement = 1;'))).toHaveLength(1);
    expect(wordsOfTheDomain(at('backend/src/platform/a.ts', '/** Of a statement. */\nconst x = 1;'))).toEqual(
      [],
    );
  });

  test('finds what is too long', () => {
    expect(tooLong(at('a.svelte', 'x\n'.repeat(201)))).toHaveLength(1);
    expect(tooLong(at('a.ts', 'x\n'.repeat(300)))).toEqual([]);
  });
});

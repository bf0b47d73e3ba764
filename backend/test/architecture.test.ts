import { describe, expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import {
  featuresInUi,
  impureImports,
  NAMED_IMPORTS,
  NAMED_WORDS,
  namedImportsOf,
  namedWordsOf,
  type Source,
  tooLong,
  unknownFolders,
  withoutName,
  wordsOfTheDomain,
  wrongImports,
} from './architecture/rules.js';

/** The rules of the tree: who may know whom, which words belong where, how large a thing may become. */
const ROOT = resolve(import.meta.dirname, '../..');
const GENERATED = /node_modules|\/(dist|build|paraglide|\.svelte-kit)\/|\.d\.ts$/;

const paths = (pattern: string): string[] =>
  globSync(pattern, { cwd: ROOT }).filter((path) => !GENERATED.test(path));

const sources = (...patterns: string[]): Source[] =>
  patterns
    .flatMap(paths)
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

const withTests = (...patterns: string[]): Source[] =>
  patterns.flatMap(paths).map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

const features = sources('backend/src/*/**/*.ts');
const general = sources('backend/src/platform/**/*.ts', 'frontend/src/lib/ui/**/*.{ts,svelte}');

describe('the tree', () => {
  test('has folders of the one order only', () => {
    expect(unknownFolders(features)).toEqual([]);
  });

  test('imports upwards, and only what a folder shows', () => {
    expect(features.length).toBeGreaterThan(80);
    expect(features.flatMap(wrongImports)).toEqual([]);
  });

  test('has no exception that nobody needs any more', () => {
    const used = features.flatMap(namedImportsOf);
    expect(NAMED_IMPORTS.filter((name) => !used.includes(name))).toEqual([]);
    expect(general.flatMap(namedWordsOf).sort()).toEqual(Object.values(NAMED_WORDS).flat().sort());
  });

  test('has no barrels and no files for what has no name', () => {
    expect(paths('{backend,frontend,tests,infra}/**/*.{ts,svelte,mjs}').flatMap(withoutName)).toEqual([]);
  });

  test('keeps the words of the domain out of the platform and of lib/ui', () => {
    expect(general.length).toBeGreaterThan(40);
    expect(general.flatMap(wordsOfTheDomain)).toEqual([]);
  });

  test('keeps features out of the platform of the pages and of lib/ui', () => {
    expect(sources('frontend/src/lib/{ui,platform}/**/*.{ts,svelte}').flatMap(featuresInUi)).toEqual([]);
  });

  test('keeps entities free of services, and policies free of everything but entities and actors', () => {
    expect(sources('backend/src/*/*.{entity,policy}.ts').flatMap(impureImports)).toEqual([]);
  });

  test('has files that can be read at one sitting', () => {
    const files = withTests(
      'backend/{src,test}/**/*.ts',
      'frontend/{src,server,tools}/**/*.{ts,svelte}',
      '{infra,tests}/**/*.ts',
    );
    expect(files.length).toBeGreaterThan(200);
    expect(files.flatMap(tooLong)).toEqual([]);
  });
});

describe('the check of the tree', () => {
  const at = (path: string, text = ''): Source => ({ path, text });

  test.each([
    ['down', at('backend/src/plan/a.ts', `import { x } from '../portal/x.service.js';`)],
    ['sideways', at('backend/src/statement/a.ts', `import { x } from '../survey/x.service.js';`)],
    ['from the platform', at('backend/src/platform/a.ts', `import { x } from '../tenant/x.entity.js';`)],
    ['from deeper down', at('backend/src/plan/map/a.ts', `import { x } from '../../portal/x.service.js';`)],
    ['for its effect', at('backend/src/plan/a.ts', `import '../portal/x.service.js';`)],
    ['when it runs', at('backend/src/plan/a.ts', `await import('../portal/x.service.js');`)],
    ['of what is not shown', at('backend/src/portal/a.ts', `import { x } from '../plan/plan.resolver.js';`)],
    ['of what composes', at('backend/src/portal/a.ts', `import { x } from '../app.module.js';`)],
  ])('finds an import %s', (_how, source) => {
    expect(wrongImports(source)).toHaveLength(1);
  });

  test.each([
    ['upwards of what is shown', `import { x } from '../plan/plan.service.js';`],
    ['of the own folder', `import { x } from './own.js';`],
    ['of the platform', `import { x } from '../platform/clock.js';`],
  ])('lets an import %s pass', (_how, text) => {
    expect(wrongImports(at('backend/src/portal/a.ts', text))).toEqual([]);
  });

  test.each([
    ['in code', at('backend/src/platform/a.ts', 'const statement = 1;')],
    ['inside an identifier', at('backend/src/platform/a.ts', 'const lastStatementId = 1;')],
    ['in German', at('frontend/src/lib/ui/A.svelte', '<p>Zur Abwägung</p>')],
    ['in the name of a file', at('backend/src/platform/procedure-list.ts')],
  ])('finds a word of the domain %s', (_where, source) => {
    expect(wordsOfTheDomain(source)).toHaveLength(1);
  });

  test('lets comments cite the law', () => {
    const text = '/** Of a statement. */\nconst x = 1; // of a procedure\n<!-- a town -->';
    expect(wordsOfTheDomain(at('backend/src/platform/a.ts', text))).toEqual([]);
  });

  test('finds a feature in lib/ui, a service in an entity, a folder without a place, a file without a name', () => {
    expect(featuresInUi(at('frontend/src/lib/ui/A.svelte', `from '#lib/plan/x.ts'`))).toHaveLength(1);
    expect(impureImports(at('a.entity.ts', `import { x } from './x.service.js';`))).toHaveLength(1);
    expect(unknownFolders([at('backend/src/misc/a.ts')])).toHaveLength(1);
    expect(withoutName('backend/src/plan/utils.ts')).toHaveLength(1);
  });

  test('finds what is too long', () => {
    expect(tooLong(at('a.svelte', 'x\n'.repeat(201)))).toHaveLength(1);
    expect(tooLong(at('a.ts', 'x\n'.repeat(300)))).toEqual([]);
  });
});

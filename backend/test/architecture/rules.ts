import { posix } from 'node:path';

/** A file of the checkout; `path` from its root, e.g. backend/src/plan/geo.ts. */
export interface Source {
  path: string;
  text: string;
}

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
  ['statistics'],
  ['notification'],
  ['exchange'],
  ['portal'],
  ['blueprint'],
  ['desk'],
];

/** What a folder shows to others (modules, because Nest wires by them); the rest is its own. */
const SHOWN = /\.(entity|service|policy|events|module)\.js$/;

/** Pure functions and values that several features speak: no state, no database. */
const VOCABULARY = [
  'account/link-code.js',
  'account/seal.js',
  'register/canonical.js',
  'register/entry.js',
  'register/number.js',
  'register/receipt.js',
  'procedure/address.js',
  'procedure/calendar.js',
  'procedure/law.js',
  'procedure/notice.js',
  'plan/likeness.js',
  'statement/about.words.js',
];

/** GraphQL knows a type by its class: who adds a field to a type of another folder must name it. */
const EXTENDED = [
  'plan → procedure/procedure.graphql.js',
  'statement → plan/desk-plan.graphql.js',
  'moderation → statement/statement.graphql.js',
  'weighing → statement/statement.graphql.js',
  'portal → contribution/town-answer.graphql.js',
  'desk → procedure/procedure.graphql.js',
];

/** Imports of another folder's own files that are allowed by name, as `folder → file` or as `file`. */
export const NAMED_IMPORTS = [...VOCABULARY, ...EXTENDED];

/** Stems of the words of the glossary. `tenant` and `portal` are the platform's own: it opens the one, serves the other. */
const GLOSSARY =
  /^(procedure|statement|weighing|receipt|municipalit|town|citizen|planner|moderat|clerk|blueprint|paragraph|consultation|contribution|survey|petition|appointment|defect|redact|withdraw|objection|institution|council|verfahren|stellungnahme|gemeinde|abwägung|abwaegung|beteiligung|bauleit|satzung|einwender|auslegung|frist)/i;

/** Domain words that the platform has to say, each with its reason. */
export const NAMED_WORDS: Record<string, string[]> = {
  // One file of secrets holds all keys, that of the register too; the sender of mail is an address people know.
  'backend/src/platform/env.ts': ['receipt', 'beteiligung'],
  // PostgreSQL calls its time limit so.
  'backend/src/platform/pub.ts': ['statement'],
};

const WITHOUT_NAME = /(^|\/)(index\.ts$|(utils?|helpers?|common|managers?|base)(\/|\.\w+$))/;

export const folderOf = (path: string) => /^backend\/src\/([^/]+)\/.+/.exec(path)?.[1];
const rowOf = (folder: string) => ORDER.findIndex((row) => row.includes(folder));

/** Relative imports as the file writes them: `from`, for its effect alone, and when it runs. */
export const importsOf = ({ text }: Source) =>
  [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, name]) => name!);

const targetsOf = (source: Source) =>
  importsOf(source).map((name) => posix.join(posix.dirname(source.path), name));

/** Folders that have no place in the order. */
export const unknownFolders = (sources: Source[]): string[] =>
  [...new Set(sources.map(({ path }) => folderOf(path)))]
    .filter((folder) => folder && rowOf(folder) < 0)
    .map(
      (folder) => `backend/src/${folder} has no place in the order: give it one in architecture/rules.ts.`,
    );

/** Imports that go down, sideways, to the files that compose, or to what another folder keeps to itself. */
export function wrongImports(source: Source): string[] {
  const own = folderOf(source.path);
  if (!own) return [];
  return targetsOf(source).flatMap((path) => {
    const other = folderOf(path);
    const says = `${source.path} imports ${path.replace('backend/src/', '')}`;
    if (other === own) return [];
    if (!other) return [`${says}: only app, worker and main put features together. Inject what you need.`];
    if (rowOf(other) >= rowOf(own))
      return [
        `${says}: it stands below or beside. Let it publish an event (*.events.ts), or move what both need up.`,
      ];
    const isShown = other === 'platform' || SHOWN.test(path) || nameOf(own, path) !== undefined;
    return isShown ? [] : [`${says}: ask its service, or make what you need part of it.`];
  });
}

/** The named exceptions that a file makes use of. */
export function namedImportsOf(source: Source): string[] {
  const own = folderOf(source.path);
  if (!own) return [];
  return targetsOf(source).flatMap((path) => (folderOf(path) === own ? [] : (nameOf(own, path) ?? [])));
}

function nameOf(own: string, path: string): string | undefined {
  const target = path.replace('backend/src/', '');
  return NAMED_IMPORTS.find((name) => name === target || name === `${own} → ${target}`);
}

/** Services, resolvers, jobs or the database in an entity or a policy, which are to be pure. */
export const impureImports = (source: Source): string[] =>
  importsOf(source)
    .filter((name) => /\.(service|resolver|jobs|controller)\.js$|\/database\.js$/.test(name))
    .map((name) => `${source.path} imports ${name}: let the service bring it what it needs.`);

/** Words of the domain in names and code that must not know it; comments may cite the law. */
export function wordsOfTheDomain(source: Source): string[] {
  const found = domainWordsOf(source).filter((word) => !isNamed(source.path, word));
  return [...new Set(found)].map(
    (word) =>
      `${source.path} says “${word}”: move it to the folder of that word, or name what it is in general.`,
  );
}

/** The named words that a file still says. */
export const namedWordsOf = (source: Source): string[] =>
  [...new Set(domainWordsOf(source))].filter((word) => isNamed(source.path, word));

const isNamed = (path: string, word: string) => Boolean(NAMED_WORDS[path]?.includes(word.toLowerCase()));

/** Identifiers fall into their words: `receiptKey`, `RECEIPT_KEY` and `receipt-key` all say “receipt”. */
function domainWordsOf({ path, text }: Source): string[] {
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(^|\s)\/\/.*$/gm, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  return `${name} ${code}`
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}]+/u)
    .filter((word) => GLOSSARY.test(word));
}

/** Parts of the page's platform and look that know a feature. */
export const featuresInUi = (source: Source): string[] =>
  [...source.text.matchAll(/from '(?:#lib|\.\.)\/([a-z-]+)\/[^']+'/g)]
    .map(([, folder]) => folder!)
    .filter((folder) => !['ui', 'platform', 'paraglide'].includes(folder))
    .map((folder) => `${source.path} imports from lib/${folder}: take what it shows as a property.`);

/** Files named after nothing, and barrels. */
export const withoutName = (path: string): string[] =>
  WITHOUT_NAME.test(path) ? [`${path}: name it after the thing it holds; import from the file itself.`] : [];

/** Files with more lines (blank ones do not count) than one reads at a sitting. */
export function tooLong({ path, text }: Source): string[] {
  const limit = path.endsWith('.svelte') ? 200 : 300;
  const lines = text.split('\n').filter((line) => line.trim()).length;
  return lines > limit
    ? [`${path} has ${lines} lines, ${limit} are the limit: it does two things, give each a file.`]
    : [];
}

import { beforeAll, describe, expect, test } from '@jest/globals';
import { getNamedType, isObjectType, parse, type GraphQLObjectType } from 'graphql';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Operations } from '../src/platform/operation.js';
import { superuser } from './database.js';
import { everybody, type Asker } from './matrix/columns.js';
import * as samples from './matrix/samples.js';
import { page, table, type Cell } from './matrix/table.js';
import { MatrixWorld } from './matrix/world.js';
import { weighingWorld } from './weighing-world.js';

const FILE = join(import.meta.dirname, '../../docs/access.md');

/** Changes that are no work at the desk, or concern nobody but who makes them: no line in its log. */
const UNLOGGED = [
  'submitStatement',
  'withdrawStatement',
  // Institutions are the Land's; who invited and ended whom stands at the institution itself.
  ...['acceptInstitutionInvitation', 'endMember', 'inviteMember', 'registerInstitution'],
  'inviteMember: of another one',
  // Who follows what is nobody's business but theirs; a planner sees how many they are.
  ...['subscribe', 'confirmSubscription', 'changeRhythm', 'endSubscription', 'endSubscriptions'],
  // What people say in a dialogue stands there, with its receipt.
  ...['contribute', 'comment', 'rateContribution'].flatMap((name) => [name, `${name}: with an account only`]),
];

/** A sample is called as its operation; one operation may have several, each with a word behind a colon. */
const operationOf = (sample: string) => sample.split(':')[0]!;

const it = weighingWorld();
const world = new MatrixWorld(it);
const made = Object.assign({}, ...Object.values(samples).map((of) => of(world))) as Record<
  string,
  samples.Sample
>;
const outcomes = new Map<string, { cells: Cell[]; answered: number; codes: string[]; logged: boolean }>();
let askers: Asker[];
let watcher: Awaited<ReturnType<typeof superuser>>;

type Kind = 'Query' | 'Mutation';

const fieldsOf = (kind: Kind) =>
  (it.product.get(Operations).schema.getType(kind) as GraphQLObjectType).getFields();

/** The operation with nothing but these arguments. */
function documentOf(name: string, given: object) {
  const kind = name in fieldsOf('Query') ? 'Query' : 'Mutation';
  const { args, type } = fieldsOf(kind)[name]!;
  const passed = args.filter((arg) => arg.name in given);
  const brackets = (said: string[]) => (said.length ? `(${said.join(', ')})` : '');
  const declared = brackets(passed.map((arg) => `$${arg.name}: ${String(arg.type)}`));
  const named = brackets(passed.map((arg) => `${arg.name}: $${arg.name}`));
  const inner = isObjectType(getNamedType(type)) ? ' { __typename }' : '';
  return parse(`${kind.toLowerCase()} Asked${declared} { ${name}${named}${inner} }`);
}

/** What an operation says to somebody about this: its codes, none where it is answered. */
async function ask(sample: string, asker: Asker, variables: Record<string, unknown>) {
  const operations = it.product.get(Operations);
  const { id, slug } = asker.place;
  const visit = { tenantId: id, tenantSlug: slug, actor: asker.actorIn(world.scope) };
  const document = documentOf(operationOf(sample), variables);
  const operation = { schema: operations.schema, key: `matrix-${sample}`, document, variables };
  const before = await linesInLog();
  const { errors = [] } = await it.product.visit(visit, () => operations.run(operation));
  const codes = errors.map(({ extensions }) =>
    [extensions.code, ...Object.values(extensions.fields ?? {})].join(' '),
  );
  return { codes, hasLogged: (await linesInLog()) > before };
}

const cellOf = (codes: string[]): Cell =>
  codes.some((code) => /\.forbidden$|^sign-in\./.test(code))
    ? 'no'
    : codes.some((code) => /not-found/.test(code))
      ? 'hidden'
      : 'yes';

const linesInLog = async () =>
  Number((await watcher.query('select count(*) from journal_entry')).rows[0].count);

async function askAll(kind: Kind, name: string) {
  const outcome = { cells: [] as Cell[], answered: 0, codes: [] as string[], logged: kind === 'Query' };
  const sample = made[name]!;
  let about: object | null = null;
  for (const asker of askers) {
    about ??= await sample(asker);
    const { codes, hasLogged } = await ask(name, asker, { ...about });
    // What was changed, or is somebody's own, is made anew for the next who asks.
    if (sample.length > 0 || (kind === 'Mutation' && !codes.length)) about = null;
    outcome.cells.push(cellOf(codes));
    if (codes.length) outcome.codes.push(`${asker.name}: ${codes.join(', ')}`);
    else outcome.answered += 1;
    outcome.logged ||= hasLogged;
  }
  outcomes.set(name, outcome);
}

describe('every operation, asked by everybody', () => {
  beforeAll(async () => {
    askers = await everybody(it.product, it.world.town, it.world.other);
    watcher = await superuser();
    await world.begin();
  });

  test('is asked here; none is forgotten', () => {
    const names = [...Object.keys(fieldsOf('Query')), ...Object.keys(fieldsOf('Mutation'))];
    expect([...new Set(Object.keys(made).map(operationOf))].sort()).toEqual(names.sort());
  });

  test('is answered as docs/access.md says; `npm -w backend run matrix` writes it anew', async () => {
    const tables = [];
    for (const kind of ['Query', 'Mutation'] as const) {
      const names = Object.keys(made)
        .filter((sample) => operationOf(sample) in fieldsOf(kind))
        .sort();
      for (const name of names) await askAll(kind, name);
      const rows = new Map(names.map((name) => [name, outcomes.get(name)!.cells]));
      const heading = kind === 'Query' ? 'Questions' : 'Changes';
      tables.push(table(heading, askers.map((asker) => asker.name), rows)); // prettier-ignore
    }
    const written = page(tables);
    if (process.env.WRITE_MATRIX) writeFileSync(FILE, written);
    if (process.env.SHOW_MATRIX)
      console.log(written, Object.fromEntries([...outcomes].map(([name, { codes }]) => [name, codes])));
    expect(readFileSync(FILE, 'utf8')).toBe(written);
  }, 300_000);

  test('is answered for somebody: a sample that fails for all would prove nothing', () => {
    const unanswered = [...outcomes].filter(([, { answered }]) => !answered).map(([name, { codes }]) => [name, codes]); // prettier-ignore
    expect(unanswered).toEqual([]);
  });

  test('leaves a line in the log where it changes something at the desk', () => {
    const silent = [...outcomes].filter(([, outcome]) => !outcome.logged).map(([name]) => name);
    expect(silent.sort()).toEqual(UNLOGGED.toSorted());
  });

  test.each(['de', 'en'])('leaves a line that a clerk can read, in %s', async (language) => {
    const file = join(import.meta.dirname, `../../frontend/src/lib/messages/${language}.json`);
    const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    const { rows } = await watcher.query('select distinct action from journal_entry');
    const silent = rows.filter(({ action }) => !words[`log_${action.replace(/[.-]/g, '_')}`]);
    expect(silent).toEqual([]);
  });
});

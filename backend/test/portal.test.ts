import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { Database } from '../src/platform/database.js';
import { Pub } from '../src/platform/pub.js';
import { ProcedureSort } from '../src/portal/portal.graphql.js';
import { PortalQueries } from '../src/portal/portal.queries.js';
import { ProcedureQueries } from '../src/portal/procedure.queries.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { IntakeService } from '../src/statement/intake.service.js';
import { StatementService } from '../src/statement/statement.service.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { startWorker, type Worker } from '../src/worker.js';
import { anActor, testApp } from './app.js';
import { superuser } from './database.js';
import { aProcedure, aStatement, aTown } from './builders.js';

const product = testApp();
let koethen: TenantRef;
let zeitz: TenantRef;
let bridge: Procedure;
let worker: Worker;

beforeAll(async () => {
  const owner = await superuser();
  await owner.query(`insert into pub.municipality (ags, name, kind, postcodes, centre, outline, words) values
    ('15082180', 'Köthen (Anhalt)', 'Stadt', '{06366}', '(11.97,51.75)', '{}', pub.plain('Köthen (Anhalt)')),
    ('15084590', 'Zeitz', 'Stadt', '{06711,06712}', '(12.13,51.05)', '{}', pub.plain('Zeitz'))`);
  koethen = await aTown(product, { slug: 'koethen', name: 'Köthen', ags: '15082180' });
  zeitz = await aTown(product, { slug: 'zeitz', name: 'Zeitz', ags: '15084590' });
  await aProcedure(product, koethen, {
    slug: 'park',
    title: 'Grünordnungsplan „Bachpark“',
    teaser: 'Bäume und Wege am Flüsschen.',
    summary: 'Der Hochwasserschutz wird erneuert.',
  });
  bridge = await aProcedure(product, zeitz, {
    slug: 'bruecke',
    title: 'Neubau der Fußgängerbrücke',
    teaser: 'Radwegenetz der Innenstadt.',
    summary: 'Eine Brücke an der Großen Straße.',
  });
  worker = await startWorker(product.app);
  await worker.settle();
});
afterAll(() => worker?.stop());

const found = async (search: string, tenantId: string | null = null) => {
  const page = { number: 1, size: 20 };
  const { nodes } = await product.visit({ tenantId }, () =>
    product.get(PortalQueries).procedures({ search }, ProcedureSort.endsNext, page),
  );
  return nodes.map(({ slug }) => slug).sort();
};

describe('the search of the Land', () => {
  test.each([
    ['by the stem of a word', 'Bäume', ['park']],
    ['without its umlaut', 'Baume', ['park']],
    ['with an umlaut written out', 'Flüßchen', ['park']],
    ['by a part of a compound', 'Brücke', ['bruecke']],
    ['by the end of a compound', 'schutz', ['park']],
    ['by the middle of a compound', 'wegenetz', ['bruecke']],
    ['by ss for ß', 'Strasse', ['bruecke']],
    ['by a place', 'Köthen', ['park']],
    ['by a place without its umlaut', 'Koethen', ['park']],
    ['by a postcode', '06712', ['bruecke']],
    ['by nothing that is there', 'Raumschiff', []],
  ])('finds %s', async (_how, words, slugs) => {
    expect(await found(words)).toEqual(slugs);
  });

  test.each(["'", '%', '_', '\\', '" or 1=1', '&|!:*', '(((', 'a\u0000b'])(
    'takes %j as words',
    async (words) => {
      expect(await found(words)).toEqual(expect.any(Array));
    },
  );

  test('in a town stays in the town', async () => {
    expect(await found('Brücke', koethen.id)).toEqual([]);
    expect(await found('Brücke', zeitz.id)).toEqual(['bruecke']);
  });
});

describe('what is public', () => {
  const NAME = 'Xaver Zweigelt-Unverwechselbar';
  const author = {
    kind: 'person' as const,
    isAnonymous: false,
    name: NAME,
    street: 'Geheimgasse 77',
    postcode: '06712',
    place: 'Zeitz',
    email: 'xaver@unverwechselbar.example',
    answerBy: 'post' as const,
  };
  const planner = anActor('planner');
  const inZeitz = <T>(work: () => Promise<T>, actor = planner) =>
    product.as({ tenantId: zeitz.id, tenantSlug: zeitz.slug, actor }, work);
  const voices = () =>
    product.visit({ tenantId: zeitz.id }, () =>
      product.get(ProcedureQueries).voices({ procedure: 'bruecke', page: 1, size: 20 }),
    );
  /** Everything that any visitor could be shown. */
  async function everything(): Promise<string> {
    const owner = await superuser();
    const { rows: tables } = await owner.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'pub'`,
    );
    const texts = await Promise.all(
      tables.map(async ({ name }) => JSON.stringify((await owner.query(`select * from pub.${name}`)).rows)),
    );
    return texts.join('\n');
  }

  test('is the released copy alone: no original, no name, no address', async () => {
    const statement = aStatement(bridge, {
      text: `Hier schreibt ${NAME}. Die Brücke braucht ein Geländer.`,
      author,
      mayPublish: true,
    });
    await inZeitz(() => product.get(IntakeService).submit(statement));
    await worker.settle();
    expect((await voices()).total).toBe(0);

    const copy = { text: 'Die Brücke braucht ein Geländer.', authorLabel: 'Bürgerin oder Bürger' };
    await inZeitz(() => product.get(StatementService).release(statement.id, copy));
    await worker.settle();
    expect((await voices()).nodes).toMatchObject([{ text: copy.text, authorLabel: copy.authorLabel }]);
    expect(await found('Geländer')).toEqual(['bruecke']);
    const shown = await everything();
    for (const secret of ['Xaver', 'Unverwechselbar', 'Geheimgasse', 'unverwechselbar.example'])
      expect(shown).not.toContain(secret);
  });

  test('goes when its author takes the statement back', async () => {
    const citizen = anActor();
    const statement = aStatement(bridge, { author, mayPublish: true, text: 'Nur für kurze Zeit.' });
    const { number } = await inZeitz(() => product.get(IntakeService).submit(statement), citizen);
    await inZeitz(() =>
      product.get(StatementService).release(statement.id, { text: 'Nur kurz.', authorLabel: 'Bürgerin' }),
    );
    await worker.settle();
    expect(await everything()).toContain('Nur kurz.');

    await inZeitz(() => product.get(StatementService).withdraw(number), citizen);
    await worker.settle();
    expect(await everything()).not.toContain('Nur kurz.');
  });

  test('cannot be written by who reads it', async () => {
    await expect(product.get(Pub).rows('attack', `delete from pub.voice`)).rejects.toThrow(
      'permission denied',
    );
    await expect(product.get(Pub).rows('peek', 'select * from statement')).rejects.toThrow(
      'permission denied',
    );
  });

  test('moves its revision with each change, which is the key of the page cache', async () => {
    const revision = async () =>
      (await product.get(Pub).rows<{ value: number }>('revision', 'select value from pub.revision'))[0]!
        .value;
    const before = await revision();
    await inZeitz(() =>
      product.get(Database).rows('update procedure set teaser = ? where id = ?', ['Neu', bridge.id]),
    );
    expect(await revision()).toBe(before);
    await aProcedure(product, zeitz);
    await worker.settle();
    expect(await revision()).toBeGreaterThan(before);
  });
});

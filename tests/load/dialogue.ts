import { Agent, request } from 'node:http';

import pg from 'pg';

import { place, start, type Installation } from './installation.ts';

const MANY = Number(process.env.CONTRIBUTIONS || 100_000);
const FEW = MANY / 1_000;
const RATINGS_OF_EACH = 10;
const ASKED = Number(process.env.ASKED || 100);
/** Each transaction moves the same counters; in one of all of them every row would wait for the versions of those before. */
const AT_ONCE = 500;
const TOWN = 'zeitz';
const SLUG = 'elsterterrassen';

/** Two dialogues of one procedure: what is around them is the same. */
const DIALOGUES = { many: 'viele', few: 'wenige' } as const;
type Which = keyof typeof DIALOGUES;

/** What is asked of the page; the first ones are held to the goal. */
const ORDERS: Record<string, string> = {
  'by chance': 'nach=random',
  newest: 'nach=newest',
  'most discussed': 'nach=discussed',
  'most agreed': 'nach=agreed',
  'most divided': 'nach=divided',
};
const CHOICES: Record<string, string> = {
  'a category of every fourth': 'thema=Wege&nach=newest',
  'a word of every second': 'q=Radweg&nach=newest',
  'a word of every hundredth': 'q=Spielplatz&nach=newest',
  'two words, most agreed': 'q=Spielplatz+Radweg&nach=agreed',
  'a small section of the map': 'ausschnitt=12.13,51.04,12.132,51.042&nach=newest',
  'half of the map': 'ausschnitt=12.0,50.9,12.13,51.2&nach=newest',
};
const TOWN_BOX = '11.95,50.95,12.3,51.15';
const MAPS: Record<string, string> = {
  'map of the whole town': `zoom=9&ausschnitt=${TOWN_BOX}`,
  'map of a quarter': 'zoom=13&ausschnitt=12.09,51.03,12.17,51.07',
  'map of a street': 'zoom=17&ausschnitt=12.128,51.048,12.133,51.051',
  'map of a house': 'zoom=19&ausschnitt=12.1300,51.0500,12.1312,51.0506',
  'map with a category': `zoom=9&ausschnitt=${TOWN_BOX}&thema=Wege`,
  'map with a word of every hundredth': `zoom=9&ausschnitt=${TOWN_BOX}&q=Spielplatz`,
  'map with a word of every second': `zoom=9&ausschnitt=${TOWN_BOX}&q=Radweg`,
};

export interface DialogueFigure {
  question: string;
  /** Whether the goal counts for it. */
  isHeld: boolean;
  /** The 95th percentiles and medians, in milliseconds. */
  few: number;
  many: number;
  ratio: number;
  medianFew: number;
  medianMany: number;
  medianRatio: number;
}

/** Each page of a dialogue with 100,000 contributions and 1,000,000 ratings beside that with 100 and 1,000, in turns, rendered anew. */
export async function askDialogues({ ownerUrl, port }: Installation): Promise<DialogueFigure[]> {
  await fill(ownerUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (path: string) => get(port, path, agent);
  const figures: DialogueFigure[] = [];
  const compare = async (question: string, isHeld: boolean, paths: Record<Which, string>) => {
    const times: Record<Which, number[]> = { few: [], many: [] };
    for (let round = 0; round < ASKED * 1.1; round += 1)
      for (const which of ['few', 'many'] as const) {
        const began = performance.now();
        await ask(paths[which]);
        if (round >= ASKED / 10) times[which].push(performance.now() - began);
      }
    const [few, many] = [at(times.few, 0.95), at(times.many, 0.95)];
    const [medianFew, medianMany] = [at(times.few, 0.5), at(times.many, 0.5)];
    figures.push({ question, isHeld, few, many, ratio: many / few, medianFew, medianMany, medianRatio: medianMany / medianFew }); // prettier-ignore
  };
  const base = (which: Which) => `/verfahren/${SLUG}/dialog/${DIALOGUES[which]}`;
  const pages = (of: (which: Which) => string) => ({ few: of('few'), many: of('many') });
  const listed = (query: string) => pages((which) => `${base(which)}?ansicht=liste&${query}`);

  for (const [question, query] of Object.entries(ORDERS)) await compare(question, true, listed(query));
  const later = { few: await laterThan(ask, `${base('few')}?nach=newest`, 3), many: await laterThan(ask, `${base('many')}?nach=newest`, 3) }; // prettier-ignore
  await compare('newest, the fourth page', true, later);
  await compare(
    'one contribution',
    true,
    pages((which) => `${base(which)}/${numberOf(which, 7)}`),
  );
  for (const [question, query] of Object.entries(CHOICES)) await compare(question, false, listed(query));
  for (const [question, query] of Object.entries(MAPS))
    await compare(
      question,
      false,
      pages((which) => `${base(which)}/orte?${query}`),
    );
  agent.destroy();
  return figures;
}

/** The address of the page so many pages on. */
async function laterThan(
  ask: (path: string) => Promise<string>,
  path: string,
  pages: number,
): Promise<string> {
  if (!pages) return path;
  const [, next] = /href="([^"]*weiter=[^"]*)"/.exec(await ask(path)) ?? [];
  if (!next) throw new Error(`${path} leads to no other page.`);
  return laterThan(ask, next.replaceAll('&amp;', '&'), pages - 1);
}

/** A cookie of nobody: the page is rendered for this visitor alone and not taken from the cache. */
function get(port: number, path: string, agent: Agent): Promise<string> {
  const headers = { host: `${TOWN}.localhost:${port}`, cookie: 'bench=1' };
  return new Promise((done, fail) => {
    const outgoing = request({ host: '127.0.0.1', port, path, headers, agent }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => {
        const text = Buffer.concat(parts).toString();
        if (incoming.statusCode === 200) done(text);
        else fail(new Error(`${path} answered ${incoming.statusCode}: ${text.slice(0, 200)}`));
      });
    });
    outgoing.on('error', fail);
    outgoing.end();
  });
}

const at = (times: number[], share: number): number =>
  times.sort((a, b) => a - b)[Math.min(Math.floor(times.length * share), times.length - 1)]!;

/** Writes both dialogues as the worker would have: the triggers of `pub` count. */
export async function fill(ownerUrl: string): Promise<void> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  const began = performance.now();
  try {
    for (const [which, count] of [
      ['few', FEW],
      ['many', MANY],
    ] as const) {
      for (const write of [OPEN, OPEN_PUBLIC]) await client.query(write, [TOWN, SLUG, DIALOGUES[which]]);
      for (let done = 0; done < count; done += AT_ONCE)
        await client.query(SAY, [
          DIALOGUES[which],
          done,
          Math.min(AT_ONCE, count - done),
          numberOf(which, 0)[0],
        ]);
      // The trigger that counts them one by one is left out; what it would have counted is written with the contributions.
      await client.query('set session_replication_role = replica');
      await client.query(RATE, [DIALOGUES[which], RATINGS_OF_EACH]);
      await client.query('set session_replication_role = default');
      for (let done = 0; done < count; done += AT_ONCE)
        await client.query(SHOW, [DIALOGUES[which], done, Math.min(AT_ONCE, count - done)]);
    }
    await client.query(
      'vacuum analyze pub.contribution, pub.dialogue, pub.contribution_cell, contribution, rating',
    );
  } finally {
    await client.end();
  }
  console.log(`  filled in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
}

const numberOf = (which: Which, index: number): string =>
  `${which === 'many' ? 'V' : 'W'}${String(index).padStart(8, '0')}`;

const OPEN = `
  insert into dialogue (tenant_id, id, procedure_id, key, title, lead, subject, categories, moderation, contribute_by, rate_by, created_at)
  select p.tenant_id, gen_random_uuid(), p.id, $3::text, 'Dialog ' || $3::text, 'Was meinen Sie?', '{"kind": "question"}',
    '["Wege", "Natur", "Ruhe", "Spielen"]', 'after', 'everybody', 'everybody', now()
  from procedure p join tenant t on t.id = p.tenant_id where t.slug = $1 and p.slug = $2`;
const OPEN_PUBLIC = `
  insert into pub.dialogue (tenant_id, procedure_id, id, key, title, lead, subject, categories, moderation, contribute_by, rate_by, created_at)
  select d.tenant_id, d.procedure_id, d.id, d.key, d.title, d.lead, d.subject, d.categories, d.moderation, d.contribute_by, d.rate_by, d.created_at
  from dialogue d join procedure p on p.tenant_id = d.tenant_id and p.id = d.procedure_id join tenant t on t.id = p.tenant_id
  where t.slug = $1 and p.slug = $2 and d.key = $3::text`;
/** Half of them lie close around three spots of the town, the others anywhere in it. */
const SAY = `
  insert into contribution (tenant_id, id, procedure_id, dialogue_id, number, title, text, category, place, standing, received_at,
    content_hash, fingerprint, receipt, salt, register_entry_id, shuffle, agree, neutral, disagree)
  select d.tenant_id, gen_random_uuid(), d.procedure_id, d.id, $4 || lpad(n::text, 8, '0'), 'Idee ' || n,
    (select string_agg('wort' || (power(random(), 3) * 20000)::int, ' ') from generate_series(1, 40) w where n >= 0)
      || case when n % 2 = 0 then ' Radweg' else '' end || case when n % 100 = 8 then ' Spielplatz' else '' end,
    (array['Wege', 'Natur', 'Ruhe', 'Spielen'])[n % 4 + 1],
    jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(
      round((case when n % 2 = 0 then 12 + random() * 0.26 else 12.13 + n % 3 * 0.03 + random() * random() * 0.01 end)::numeric, 6),
      round((case when n % 2 = 0 then 50.97 + random() * 0.16 else 51.05 + n % 3 * 0.01 + random() * random() * 0.006 end)::numeric, 6))),
    'shown', now() - n * interval '3 seconds', '', '', '', '', gen_random_uuid(), random(), 0, 0, 0
  from dialogue d, generate_series($2::int, $2::int + $3::int - 1) n where d.key = $1`;
const RATE = `
  insert into rating (tenant_id, contribution_id, voter, value, rated_at)
  select c.tenant_id, c.id, md5(c.number || n) || md5(n::text), (floor(random() * 3) - 1)::smallint, now()
  from contribution c join dialogue d on d.tenant_id = c.tenant_id and d.id = c.dialogue_id, generate_series(1, $2::int) n
  where d.key = $1`;
const SHOW = `
  insert into pub.contribution (tenant_id, procedure_id, dialogue_id, id, number, title, text, category, place, is_official, received_at,
    shuffle, agree, neutral, disagree, divided, comments, search, words)
  select c.tenant_id, c.procedure_id, c.dialogue_id, c.id, c.number, c.title, c.text, c.category, c.place, false, c.received_at, c.shuffle,
    r.agree, r.neutral, r.disagree, least(r.agree, r.disagree), floor(random() * 20),
    setweight(to_tsvector('pub.german', c.title), 'A') || to_tsvector('pub.german', c.text), pub.plain(c.title || ' ' || c.text)
  from contribution c join dialogue d on d.tenant_id = c.tenant_id and d.id = c.dialogue_id
  cross join lateral (select count(*) filter (where value = 1) as agree, count(*) filter (where value = 0) as neutral,
    count(*) filter (where value = -1) as disagree from rating r where r.tenant_id = c.tenant_id and r.contribution_id = c.id) r
  where d.key = $1 and c.number between left(c.number, 1) || lpad($2::text, 8, '0') and left(c.number, 1) || lpad(($2::int + $3::int - 1)::text, 8, '0')`;

/** Alone: `node infra/local/with-node.mjs tests/load/dialogue.ts`. */
if (import.meta.main) {
  const { folder, port, remove } = await place();
  const portal = await start(folder, port);
  try {
    console.table(await askDialogues(portal));
  } finally {
    await portal.stop();
    remove();
  }
}

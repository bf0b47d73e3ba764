import { Profanity } from '@2toad/profanity';
import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import type { QueuedHint } from './moderating.graphql.js';
import { suggestionsIn } from './suggestions.js';

/** From this share of common trigrams on, two contributions are probably the same (measured in klimarat.test.ts). */
const SAME = 0.6;
const SHOWN = 3;

/** What the library's German list leaves out, with the endings that words have; and what it holds that is harmless here. */
const INSULTS =
  'Idiot Idioten Vollidiot Vollidioten Depp Deppen Trottel Volltrottel Spinner Versager Lügner Lügnerin Verbrecher Verbrecherin Gauner Blödmann Dummkopf Dummköpfe Pack Gesindel Schwachkopf Schwachköpfe Vollpfosten Penner Drecksack Mistkerl Abschaum Scheiße Scheiss Scheiß Verpisst Verpiss Fresse Nazis Nazi';
const HARMLESS = ['sack', 'schwanz', 'ritze', 'loch', 'blasen', 'pflaume', 'flasche'];

const insults = new Profanity({ languages: ['de'], wholeWord: true });
insults.addWords(INSULTS.toLowerCase().split(' '));
insults.removeWords(HARMLESS);

/** What somebody said, as the queue has it. */
interface Said {
  kind: string;
  id: string;
  title: string;
  text: string;
}

/** What a moderator may want to look at in the words that wait: found on this machine, and never more than a hint. */
@Injectable()
export class HintsService {
  constructor(private readonly database: Database) {}

  /** The hints on each thing that was said, by its id: personal data, insults, and contributions that say the same. */
  async on(said: Said[]): Promise<Map<string, QueuedHint[]>> {
    const same = await this.duplicates(said.filter(({ kind }) => kind === 'contribution'));
    return new Map(said.map((one) => [one.id, [...wordsIn(one), ...(same.get(one.id) ?? [])]]));
  }

  /** Contributions of the same dialogue that are shown and have most of their words in common, spelt as they may be. */
  private async duplicates(said: Said[]): Promise<Map<string, QueuedHint[]>> {
    await this.database.rows(`select set_config('pg_trgm.similarity_threshold', ?, true)`, [String(SAME)]);
    const rows = await this.database.rows<{ id: string; numbers: string[] }>(DUPLICATES, [
      `{${said.map(({ id }) => id).join(',')}}`,
      current.tenantId,
    ]);
    return new Map(rows.map(({ id, numbers }) => [id, numbers.map((words) => hint('duplicate', words))]));
  }
}

const hint = (kind: QueuedHint['kind'], words: string): QueuedHint => ({ isDisclosed: true, kind, words });

/** Personal data and insults in what was said. */
function wordsIn({ kind, title, text }: Pick<Said, 'kind' | 'title' | 'text'>): QueuedHint[] {
  const whole = kind === 'contribution' ? `${title}\n${text}` : text;
  const rude = [...new Set(whole.match(/[\p{L}-]+/gu) ?? [])].filter((word) => insults.exists(word));
  return [
    ...suggestionsIn(whole).map((found) => hint('personal-data', found.text)),
    ...rude.map((word) => hint('insult', word)),
  ];
}

// The trigram index of the public rows finds them: what waits is compared with what is shown already.
const DUPLICATES = `
  select x.id, array_agg(c.number order by c.distance) as numbers
  from contribution x
  cross join lateral (
    select p.number, p.words operator(pub.<->) w.words as distance
    from (select pub.plain(x.title || ' ' || x.text) as words) w
    join pub.contribution p on p.words operator(pub.%) w.words
    where p.tenant_id = x.tenant_id and p.dialogue_id = x.dialogue_id and p.id <> x.id
    order by distance limit ${SHOWN}
  ) c
  where x.id = any(?::uuid[]) and x.tenant_id = ?
  group by x.id`;

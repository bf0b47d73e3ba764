import { Injectable } from '@nestjs/common';

import { Database } from '../platform/database.js';
import { Corpus } from '../plan/likeness.js';
import type { Statement } from '../statement/statement.entity.js';
import type { SimilarStatement } from './weighing.graphql.js';

/** So many are compared: those about the same place of the plan first, then the newest. */
const COMPARED = 1_500;
const SHOWN = 6;
const ALIKE = 0.3;
/** From this share of common words on, two texts say essentially the same. */
const SAME = 0.85;
const MAX_DISTINCT = 800;

/** Statements that say the same in other letters: one group of them. */
export interface SameGroup {
  sample: string;
  numbers: string[];
}

interface Row {
  id: string;
  number: string;
  text: string;
  outcome: string | null;
  recommendation: string | null;
}

/** Statements of one procedure that have many words in common. */
@Injectable()
export class SimilarService {
  constructor(private readonly database: Database) {}

  /** Those most like a statement, with what is recommended there. */
  async to({ id, text, procedure, about }: Statement): Promise<SimilarStatement[]> {
    const rows = await this.database.rows<Row>(
      `select s.id, s.number, s.text, coalesce(a.outcome, r.outcome) as outcome, r.text as recommendation
       from statement s
       left join answer a on a.tenant_id = s.tenant_id and a.id = s.id
       left join lateral (select outcome, text from recommendation r where r.tenant_id = s.tenant_id
         and r.procedure_id = s.procedure_id and r.statement_id = s.id order by saved_at desc limit 1) r on true
       where s.procedure_id = ? and s.id <> ? and s.withdrawn_at is null
       order by (s.about->'paragraph'->>'id') is not distinct from ? desc, s.received_at desc limit ?`,
      [procedure.id, id, about.paragraph?.id ?? null, COMPARED],
    );
    const likeness = new Corpus(rows.map((row) => row.text)).likenessTo(text);
    return rows
      .map((row, index) => ({ ...row, likeness: likeness[index]! }))
      .filter((row) => row.likeness >= ALIKE)
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, SHOWN)
      .map(({ number, text: words, outcome, recommendation, likeness: share }) => ({
        isDisclosed: true,
        ...{ number, outcome, recommendation, excerpt: words.slice(0, 200), likeness: share },
      }));
  }

  /** Groups of statements with essentially the same content, largest first; only those larger than `size`. */
  async groups(procedureId: string, size: number): Promise<SameGroup[]> {
    const rows = await this.database.rows<{ text: string; numbers: string[] }>(
      `select min(s.text) as text, array_agg(s.number order by s.received_at, s.id) as numbers
       from statement s where s.procedure_id = ? and s.withdrawn_at is null
       group by md5(regexp_replace(lower(s.text), '[^[:alnum:]]+', ' ', 'g'))
       order by count(*) desc, min(s.received_at) limit ?`,
      [procedureId, MAX_DISTINCT],
    );
    if (rows.reduce((all, { numbers }) => all + numbers.length, 0) <= size) return [];

    const corpus = new Corpus(rows.map(({ text }) => text));
    const taken = new Set<number>();
    const groups = rows.flatMap(({ text, numbers }, index): SameGroup[] => {
      if (taken.has(index)) return [];
      const alike = corpus.likenessTo(text).flatMap((share, other) => {
        return share >= SAME && !taken.has(other) ? [other] : [];
      });
      alike.forEach((other) => taken.add(other));
      return [{ sample: numbers[0]!, numbers: alike.flatMap((other) => rows[other]!.numbers) }];
    });
    return groups.filter(({ numbers }) => numbers.length > size);
  }
}

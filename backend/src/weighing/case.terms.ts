import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { Database } from '../platform/database.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { queryOf } from './case.filter.js';
import type { CaseFilter } from './case.graphql.js';

/** What stands in the index: from a word to another one that does not belong to it; the same for exactly one word. */
export interface Term {
  from: string;
  /** Null for exactly `from`. */
  below: string | null;
}

/** Longer words are cut. */
export const MAX_WORD = 120;
const LAST = '\u{10FFFF}';

const exactly = (word: string): Term => ({ from: [...word].slice(0, MAX_WORD).join(''), below: null });
export const beginningWith = (word: string): Term => ({ from: word, below: `${word}${LAST}` });

/** What the index of words has of a filter. */
@Injectable()
export class CaseTerms {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
  ) {}

  /** Everything of a filter that the index knows; nothing where a person has few lines, which are read directly. */
  async of({ search, channel, isLate, place, procedure, assignee }: CaseFilter): Promise<Term[]> {
    if (assignee && assignee !== 'nobody') return [];
    const terms = search?.trim() ? await this.wordsOf(search) : [];
    if (channel) terms.push(exactly(`=channel:${channel}`));
    if (typeof isLate === 'boolean') terms.push(exactly(isLate ? '=late' : '=in-time'));
    const known = place && procedure ? await this.em.findOne(Procedure, { slug: procedure }) : null;
    if (known) terms.push(exactly(`=${known.id}:${place}`));
    return terms;
  }

  /** The stems of words, as PostgreSQL writes a query: `'park' & 'weg':*`. */
  private async wordsOf(search: string): Promise<Term[]> {
    const [row] = await this.database.rows<{ query: string }>(
      `select to_tsquery('pub.german', ?)::text as query`,
      [queryOf(search)],
    );
    const stems = [...row!.query.matchAll(/'((?:[^']|'')*)'(:\*)?/g)];
    const terms = stems.map(([, stem, isBeginning]) =>
      (isBeginning ? beginningWith : exactly)(stem!.replaceAll("''", "'")),
    );
    return terms.length ? terms : [exactly('=nothing')];
  }
}

/** Which blocks, as a condition on `block_id`. */
export interface Blocks {
  sql: string;
  values: unknown[];
}

export const these = (ids: string[]): Blocks => ({ sql: 'block_id = any(?::uuid[])', values: [inSql(ids)] });

/** All that `known` selects from `case_block`, without some. A rare word is then read from the few blocks that have it. */
export const othersThan = (ids: string[], known: Blocks): Blocks => ({
  sql: `block_id <> all(?::uuid[]) and block_id in (select b.id from case_block b where ${known.sql})`,
  values: [inSql(ids), ...known.values],
});

/** The statements of some blocks that have all terms. */
export function candidatesOf(terms: Term[], blocks: Blocks): { sql: string; values: unknown[] } {
  const parts = terms.map(
    ({ below }) =>
      `select unnest(ids) as id from case_word where ${below ? 'word >= ? and word < ?' : 'word = ?'} and ${blocks.sql}`,
  );
  const values = terms.flatMap(({ from, below }) => [from, ...(below ? [below] : []), ...blocks.values]);
  return { sql: parts.map((part) => `(${part})`).join(' intersect '), values };
}

const inSql = (ids: string[]): string => `{${ids.join()}}`;

/** Newest first, as the list is sorted. */
export const byArrival = (
  a: { receivedAt: string; id: string },
  b: { receivedAt: string; id: string },
): number => compared(b.receivedAt, a.receivedAt) || compared(b.id, a.id);

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

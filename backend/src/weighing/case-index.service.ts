import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { Database } from '../platform/database.js';
import { MAX_WORD } from './case.terms.js';

const BLOCK_SIZE = 1_000;

/** Writes statements into the blocks that the list's search walks through; for the worker, without an actor. */
@Injectable()
export class CaseIndexService {
  constructor(private readonly database: Database) {}

  /**
   * Takes the oldest of the queue into the open block of their procedure and answers how many; 0 when nothing waits, or
   * when another worker is at it in this town.
   */
  async indexSome(): Promise<number> {
    const [lock] = await this.database.rows<{ mine: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('case-index/' || sec.tenant()::text, 0)) as mine`,
    );
    if (!lock?.mine) return 0;
    const [first] = await this.database.rows<{ procedureId: string }>(
      'select procedure_id as "procedureId" from case_to_index order by received_at limit 1',
    );
    if (!first) return 0;
    const [open] = await this.database.rows<{ id: string; size: number }>(
      'select id, size from case_block where procedure_id = ? and size < ? limit 1',
      [first.procedureId, BLOCK_SIZE],
    );
    const [done] = await this.database.rows<{ count: number }>(INDEX, [
      first.procedureId,
      BLOCK_SIZE - (open?.size ?? 0),
      open?.id ?? randomUUID(),
    ]);
    return done!.count;
  }
}

/** The procedure, how many at most, the block. Words as the public search has them; facts begin with `=`. */
const INDEX = `
  with batch as materialized (
    select s.* from (
      select tenant_id, id from case_to_index where procedure_id = ? order by received_at limit ?) q
    join statement s on s.tenant_id = q.tenant_id and s.id = q.id),
  block as materialized (
    select tenant_id, ?::uuid as id, procedure_id, count(*)::int as size, max(received_at) as newest,
      min(received_at) as oldest from batch group by tenant_id, procedure_id),
  said as (
    select id, word from batch, unnest(tsvector_to_array(to_tsvector('pub.german', text))) as word
    union all
    select id, fact from batch, lateral (values
      ('=channel:' || channel),
      (case when is_late then '=late' else '=in-time' end),
      ('=' || procedure_id || ':paragraph:' || (about #>> '{paragraph,id}')),
      ('=' || procedure_id || ':document:' || (about #>> '{page,documentId}')),
      ('=' || procedure_id || ':area:' || (about #>> '{geometry,name}')),
      (case when about #> '{geometry,shape}' is not null and about #>> '{geometry,name}' is null
        then '=' || procedure_id || ':map' end),
      (case when about = '{}' then '=' || procedure_id || ':whole' end)) facts (fact)
    where fact is not null),
  word as (
    insert into case_word (tenant_id, word, block_id, ids)
    select b.tenant_id, left(said.word, ${MAX_WORD}), b.id, array_agg(distinct said.id)
    from said, block b group by 1, 2, 3
    on conflict (tenant_id, word, block_id) do update set ids = case_word.ids || excluded.ids),
  kept as (
    insert into case_block (tenant_id, id, procedure_id, size, newest, oldest) select * from block
    on conflict (tenant_id, id) do update set size = case_block.size + excluded.size,
      newest = greatest(case_block.newest, excluded.newest), oldest = least(case_block.oldest, excluded.oldest)),
  done as (delete from case_to_index q using batch b where q.tenant_id = b.tenant_id and q.id = b.id)
  select coalesce((select size from block), 0) as count`;

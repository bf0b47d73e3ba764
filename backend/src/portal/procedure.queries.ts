import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { notFound } from '../platform/problem.js';
import { Pub } from '../platform/pub.js';
import { CARD } from './portal.queries.js';
import { wordsFound } from './search.js';
import type { PlanTextDetail, ProcedureDetail } from './procedure.graphql.js';
import type { VoicePage } from './voice.graphql.js';

const MAX_PAGE = 100;

export interface VoiceFilter {
  procedure: string;
  paragraphId?: string | null;
  outcome?: string | null;
  /** A word of the text or of its answer. */
  search?: string | null;
  page: number;
  size: number;
}

/** One procedure as the public sees it: rows of `pub`. On the Land's host a procedure is not found: towns own them. */
@Injectable()
export class ProcedureQueries {
  constructor(private readonly pub: Pub) {}

  /** A procedure with all that is laid out, by its address. Throws `procedure.not-found`. */
  async procedure(slug: string): Promise<ProcedureDetail> {
    const [row] = await this.pub.rows<ProcedureDetail>('procedure', PROCEDURE, [
      current.tenantIdOrNull,
      slug,
    ]);
    if (!row) throw notFound('procedure');
    return row;
  }

  /** A structured text in its current or an earlier version. Throws `procedure.not-found`, `plan-text.not-found`. */
  async planText(procedure: string, key: string, version: number | null): Promise<PlanTextDetail> {
    const [row] = await this.pub.rows<PlanTextDetail>('plan-text', PLAN_TEXT, [
      current.tenantIdOrNull,
      procedure,
      key,
      version,
    ]);
    if (row) return row;
    await this.procedure(procedure);
    throw notFound('plan-text');
  }

  /** Released voices, newest first; page 1 is the first. */
  async voices({ procedure, paragraphId, outcome, search, page, size }: VoiceFilter): Promise<VoicePage> {
    const limit = Math.min(Math.max(size, 1), MAX_PAGE);
    const rows = await this.pub.rows<VoicePage['nodes'][number] & { total: number }>('voices', VOICES, [
      current.tenantIdOrNull,
      procedure,
      paragraphId ?? null,
      outcome ?? null,
      limit,
      (Math.max(page, 1) - 1) * limit,
      search?.trim() || null,
    ]);
    return { nodes: rows, total: rows[0]?.total ?? 0 };
  }
}

const DOCUMENTS = `
  select coalesce(json_agg(json_build_object('id', d.id, 'key', d.key, 'title', d.title, 'kind', d.kind,
    'language', d.language, 'version', d.version, 'pages', d.pages, 'size', d.size, 'sha256', d.sha256,
    'laidOutAt', d.laid_out_at, 'takenDownAt', d.taken_down_at, 'isCurrent', d.is_current)
    order by d.position, d.version desc), '[]')
  from pub.document d where d.tenant_id = p.tenant_id and d.procedure_id = p.id`;

const TEXTS = `
  select coalesce(json_agg(json_build_object('id', x.id, 'key', x.key, 'title', x.title, 'version', x.version,
    'laidOutAt', x.laid_out_at,
    'paragraphs', jsonb_array_length(jsonb_path_query_array(x.blocks, '$[*] ? (@.kind == "paragraph")')),
    'changes', jsonb_array_length(jsonb_path_query_array(x.blocks, '$[*] ? (@.change == "changed" || @.change == "added" || @.kind == "removed")')))
    order by x.position), '[]')
  from pub.text x where x.tenant_id = p.tenant_id and x.procedure_id = p.id and x.is_current`;

const FEATURES = `
  select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'kind', f.kind, 'note', f.note,
    'geometry', f.geometry) order by f.position), '[]')
  from pub.feature f where f.tenant_id = p.tenant_id and f.procedure_id = p.id`;

const LAYERS = `
  select coalesce(json_agg(json_build_object('id', l.id, 'title', l.title, 'url', l.url, 'layers', l.layers)), '[]')
  from pub.layer l where l.tenant_id = p.tenant_id and l.procedure_id = p.id`;

const PROCEDURE = `
  select ${CARD}, p.summary, p.easy, p.anonymous_allowed as "anonymousAllowed", p.phases, p.contact,
    p.other_ways as "otherWays", p.other_access as "otherAccess", p.log, p.result, p.outline,
    (${DOCUMENTS}) as documents, (${TEXTS}) as texts, (${FEATURES}) as features, (${LAYERS}) as layers
  from pub.procedure p join pub.tenant t on t.id = p.tenant_id
  where p.tenant_id = $1 and p.slug = $2`;

const BLOCKS = `
  select coalesce(json_agg(b.block || jsonb_build_object('voices', case when b.block ? 'id' then
    (select count(*) from pub.voice v where v.tenant_id = x.tenant_id and v.paragraph_id = (b.block->>'id')::uuid)
    else 0 end) order by b.position), '[]')
  from jsonb_array_elements(x.blocks) with ordinality as b (block, position)`;

const PLAN_TEXT = `
  select x.id, x.key, x.title, x.version, x.is_current as "isCurrent", to_json(x.laid_out_at) as "laidOutAt",
    (select array_agg(o.version order by o.version) from pub.text o where o.tenant_id = x.tenant_id and o.id = x.id) as versions,
    (${BLOCKS}) as blocks
  from pub.text x join pub.procedure p on p.tenant_id = x.tenant_id and p.id = x.procedure_id
  where x.tenant_id = $1 and p.slug = $2 and x.key = $3 and (x.version = $4 or ($4::int is null and x.is_current))`;

const VOICES = `
  select v.id, v.label, v.author_label as "authorLabel", v.text, v.files, v.about, v.received_on as "receivedOn", v.outcome,
    v.answer, count(*) over () as total
  from pub.voice v join pub.procedure p on p.tenant_id = v.tenant_id and p.id = v.procedure_id
  where v.tenant_id = $1 and p.slug = $2 and ($3::uuid is null or v.paragraph_id = $3)
    and ($4::text is null or v.outcome = $4)
    and ($7::text is null or ${wordsFound('v', '$7')})
  order by v.received_on desc, v.id limit $5 offset $6`;

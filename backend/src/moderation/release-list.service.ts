import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import type { Due } from '../platform/due.js';
import type { ReleaseLine } from './release.graphql.js';
import { canWorkOnReleases, releaseScopes } from './release.policy.js';
import { ReleaseView } from './release.view.js';

const LONGEST = 200;

const STATE = `case when d.objected_at is not null then 'objected' when d.approved_at is not null then 'shown'
  when d.sent_back_at is not null then 'sent-back' else 'proposed' end`;
const IN_WORK = 'd.published_at is null and d.retracted_at is null and s.withdrawn_at is null';
const FROM = `
  from statement s
  join procedure p on p.tenant_id = s.tenant_id and p.id = s.procedure_id
  left join redaction d on d.tenant_id = s.tenant_id and d.id = s.id`;

interface Row extends Omit<ReleaseLine, 'isDisclosed' | 'proposedBy'> {
  proposedBy: string;
}

/** Copies in work, and what of them is due. */
@Injectable()
export class ReleaseListService {
  constructor(
    private readonly database: Database,
    private readonly view: ReleaseView,
  ) {}

  /** What waits longest stands first; at most two hundred. */
  async inWork(procedure: string | null): Promise<ReleaseLine[]> {
    authorize(canWorkOnReleases, null);
    const scopes = releaseScopes(current.actor);
    const rows = await this.database.rows<Row>(
      `select s.number, p.title as "procedureTitle", ${STATE} as state, to_json(d.proposed_at) #>> '{}' as "proposedAt",
         d.proposed_by as "proposedBy", to_json(d.object_until) #>> '{}' as "objectUntil"
       ${FROM} where d.id is not null and ${IN_WORK} and (?::text is null or p.slug = ?)
         and (?::text is null or p.id::text = any(string_to_array(?::text, ',')))
       order by d.proposed_at limit ${LONGEST}`,
      [procedure, procedure, scopes?.join(',') ?? null, scopes?.join(',') ?? null],
    );
    return Promise.all(
      rows.map(async (row) => ({
        ...row,
        isDisclosed: true as const,
        proposedBy: await this.view.nameOf(row.proposedBy),
      })),
    );
  }

  /** What waits by procedure: to be made, to be released, objected to. */
  async due(): Promise<Due[]> {
    authorize(canWorkOnReleases, null);
    const scopes = releaseScopes(current.actor)?.join(',') ?? null;
    const rows = await this.database.rows<{ slug: string; title: string; state: string; count: number }>(
      `select p.slug, p.title, case when d.id is null then 'sent-back' else ${STATE} end as state, count(*)::int as count
       ${FROM} join case_todo t on t.tenant_id = s.tenant_id and t.id = s.id and t.kind = 'to-release'
       where d.retracted_at is null and p.published_at is not null
         and (?::text is null or p.id::text = any(string_to_array(?::text, ',')))
       group by 1, 2, 3`,
      [scopes, scopes],
    );
    return rows.flatMap(({ slug, title, state, count }) =>
      KINDS[state] ? [{ kind: KINDS[state], count, dueAt: null, scope: { slug, title } }] : [],
    );
  }
}

/** A copy that was sent back has to be made again. */
const KINDS: Record<string, string> = {
  'sent-back': 'statement.to-release',
  proposed: 'release.to-confirm',
  objected: 'release.objected',
};

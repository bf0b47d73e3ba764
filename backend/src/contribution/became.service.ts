import { Injectable } from '@nestjs/common';

import { Database } from '../platform/database.js';
import type { Became } from './town-answer.graphql.js';

/** What became of contributions, as everybody may read it. */
@Injectable()
export class BecameService {
  constructor(private readonly database: Database) {}

  /** By the ids of the contributions; those without a step are left out. */
  async of(ids: string[]): Promise<Map<string, Became>> {
    const rows = await this.database.rows<{ id: string; became: Became }>(
      `select s.contribution_id as id, json_build_object(
         'steps', json_agg(json_build_object('becomes', s.becomes, 'at', to_json(s.at)) order by s.at, s.id),
         'isChanged', count(*) filter (where s.becomes <> 'examined') > 1,
         'becomes', (array_agg(s.becomes order by s.at desc, s.id desc))[1],
         'at', to_json(max(s.at)),
         'text', (array_agg(a.text order by s.at desc, s.id desc))[1],
         'office', (array_agg(a.office order by s.at desc, s.id desc))[1]) as became
       from contribution_step s join town_answer a on a.tenant_id = s.tenant_id and a.id = s.answer_id
       where s.contribution_id = any(?::uuid[]) group by s.contribution_id`,
      [`{${ids.join(',')}}`],
    );
    return new Map(rows.map(({ id, became }) => [id, became]));
  }
}

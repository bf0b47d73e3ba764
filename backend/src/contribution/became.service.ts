import { Injectable } from '@nestjs/common';

import { Database } from '../platform/database.js';
import { WITH_STEPS } from './answering.sql.js';
import type { Became } from './town-answer.graphql.js';

/** What became of contributions, as everybody may read it. */
@Injectable()
export class BecameService {
  constructor(private readonly database: Database) {}

  /** By the ids of the contributions, those who wrote the same with what became of the first; without a step they are left out. */
  async of(ids: string[]): Promise<Map<string, Became>> {
    const rows = await this.database.rows<{ id: string; became: Became }>(
      `select c.id, json_build_object(
         'steps', json_agg(json_build_object('becomes', s.becomes, 'at', to_json(s.at)) order by s.at, s.id),
         'isChanged', count(*) filter (where s.becomes <> 'examined') > 1,
         'becomes', (array_agg(s.becomes order by s.at desc, s.id desc))[1],
         'at', to_json(max(s.at)),
         'text', (array_agg(a.text order by s.at desc, s.id desc))[1],
         'office', (array_agg(a.office order by s.at desc, s.id desc))[1]) as became
       from contribution c
       join contribution_step s on s.tenant_id = c.tenant_id and s.contribution_id = ${WITH_STEPS}
       join town_answer a on a.tenant_id = s.tenant_id and a.id = s.answer_id
       where c.id = any(?::uuid[]) group by c.id`,
      [`{${ids.join(',')}}`],
    );
    return new Map(rows.map(({ id, became }) => [id, became]));
  }
}

import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { canSeeInstitutions, isFresh } from './account.policy.js';
import type { InstitutionRegister, RegisteredInstitution } from './institution.graphql.js';
import { literally } from './institution.service.js';

const PAGE = 50;

/** The Land's view of all institutions. */
@Injectable()
export class InstitutionRegisterService {
  constructor(private readonly database: Database) {}

  /** One page by name, of those whose name has these letters; `after` is the `next` of the page before. */
  async page(words: string, after: string): Promise<InstitutionRegister> {
    authorize(canSeeInstitutions, null);
    const like = `%${literally(words)}%`;
    const [{ total }] = (await this.database.rows<{ total: number }>(
      'select count(*)::int as total from institution where name ilike ?',
      [like],
    )) as [{ total: number }];
    const found = await this.database.rows<RegisteredInstitution>(
      `select i.id, i.name, to_char(i.registered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "registeredAt",
         coalesce(json_agg(m.mail order by m.mail)
           filter (where m.accepted_at is not null and m.role = 'coordinator'), '[]') as coordinators,
         count(m.id) filter (where m.accepted_at is not null and m.role <> 'coordinator')::int as clerks,
         coalesce(json_agg(m.mail order by m.mail) filter (where m.accepted_at is null), '[]') as waiting
       from (select * from institution where name ilike ? and name > ? order by name limit ?) i
       left join institution_member m on m.institution_id = i.id and m.ended_at is null
       group by i.id, i.name, i.registered_at order by i.name`,
      [like, after, PAGE + 1],
    );
    const institutions = found.slice(0, PAGE);
    const next = found.length > PAGE ? institutions.at(-1)!.name : null;
    return { isFresh: isFresh(current.actor), total, institutions, next };
  }
}

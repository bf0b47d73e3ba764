import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { type Due } from '../platform/due.js';
import type { ProcedureWeighing, ReadyLine, TakenDecision } from './outgoing.graphql.js';
import { ProgressService, READY, WITH_STANDING } from './progress.service.js';
import { canDecide, canSendAnswers } from './weighing.policy.js';

const isDisclosed = true as const;

/** How far a procedure is: what may be decided, what was, and what waits for somebody. */
@Injectable()
export class ProcedureWeighingService {
  constructor(
    private readonly database: Database,
    private readonly progress: ProgressService,
  ) {}

  async open(slug: string): Promise<ProcedureWeighing> {
    const procedure = await this.progress.procedure(slug);
    const { open, draft, ready, decided } = await this.progress.counts(procedure.id);
    const lines = await this.database.rows<Omit<ReadyLine, 'isDisclosed'>>(
      `select s.number, left(s.text, 200) as excerpt, r.outcomes, r.recommendation
       from statement s ${WITH_STANDING}
       join lateral (select array_agg(n.outcome order by c.position) as outcomes,
           string_agg(n.text, E'\n\n' order by c.position) as recommendation
         from section c join lateral (select outcome, text from recommendation r where r.tenant_id = c.tenant_id
           and r.procedure_id = c.procedure_id and r.section_id = c.id order by version desc limit 1) n on true
         where c.tenant_id = s.tenant_id and c.statement_id = s.id and c.dropped_at is null) r on true
       ${READY}`,
      [procedure.id, procedure.id],
    );
    const never = { id: '00000000-0000-0000-0000-000000000000', receivedAt: new Date(0) };
    return {
      ...{ isDisclosed, open, draft, ready, decided },
      firstOpen: await this.progress.nextOpen(procedure.id, never),
      lines: lines.map((line) => ({ ...line, isDisclosed })),
      decisions: await this.decisions(procedure.id),
      canDecide: canDecide(current.actor, procedure),
      canSend: canSendAnswers(current.actor, procedure),
    };
  }

  /** What waits: recommendations to decide on, mails that failed, letters to make and to post. */
  async due(): Promise<Due[]> {
    const rows = await this.database.rows<Record<'id' | 'slug' | 'title', string> & Record<string, unknown>>(
      `select p.id, p.slug, p.title, count(*) filter (where d.way = 'email' and d.mail_failed_at is not null)::int as "mail",
         count(*) filter (where d.way = 'post' and d.letter_made_at is null)::int as "make",
         count(*) filter (where d.way = 'post' and d.letter_made_at is not null)::int as "post"
       from dispatch d join procedure p on p.tenant_id = d.tenant_id and p.id = d.procedure_id
       join answer a on a.tenant_id = d.tenant_id and a.id = d.id
       where d.posted_on is null and d.mailed_at is null and d.way in ('email', 'post') group by p.id, p.slug, p.title`,
    );
    const ready = await this.database.rows<Record<'id' | 'slug' | 'title', string> & { count: number }>(
      `select p.id, p.slug, p.title, count(distinct s.id)::int as count
       from section c join statement s on s.tenant_id = c.tenant_id and s.id = c.statement_id
       join procedure p on p.tenant_id = s.tenant_id and p.id = s.procedure_id
       where c.dropped_at is null and s.withdrawn_at is null
         and exists (select from recommendation r where r.tenant_id = c.tenant_id and r.section_id = c.id and r.ready_at is not null)
         and not exists (select from answer a where a.tenant_id = s.tenant_id and a.id = s.id)
       group by p.id, p.slug, p.title`,
    );
    const due = (kind: string, count: unknown, { slug, title }: { slug: string; title: string }): Due[] =>
      count ? [{ kind, count: Number(count), dueAt: null, scope: { slug, title } }] : [];
    return [
      ...ready
        .filter((row) => canDecide(current.actor, row))
        .flatMap((row) => due('recommendation.to-decide', row.count, row)),
      ...rows
        .filter((row) => canSendAnswers(current.actor, row))
        .flatMap((row) => [
          ...due('answer.mail-failed', row.mail, row),
          ...due('letter.to-make', row.make, row),
          ...due('letter.to-post', row.post, row),
        ]),
    ];
  }

  private async decisions(procedureId: string): Promise<TakenDecision[]> {
    const rows = await this.database.rows<Omit<TakenDecision, 'isDisclosed'>>(
      `select d.id, d.decided_on as "decidedOn", d.body, jsonb_array_length(d.answers) as count,
         to_json(d.published_at) #>> '{}' as "publishedAt", coalesce(acc.name, '') as "publishedBy"
       from decision d left join account acc on acc.id = d.published_by
       where d.procedure_id = ? order by d.published_at desc limit 50`,
      [procedureId],
    );
    return rows.map((row) => ({ ...row, isDisclosed }));
  }
}

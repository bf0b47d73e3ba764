import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { notFound, Problem } from '../platform/problem.js';
import { parseNumber } from '../register/number.js';
import { Statement } from '../statement/statement.entity.js';
import { RESULT_CHANGED } from './answer.events.js';
import { Dispatch, Inspection } from './dispatch.entity.js';
import type { InspectionInput, Reason, SameGroupType, Unanswered } from './outgoing.graphql.js';
import { ProgressService, STAGE, WITH_STANDING } from './progress.service.js';
import { SimilarService } from './similar.service.js';
import { canDecide, canSendAnswers } from './weighing.policy.js';

/** § 3 (2) s. 7 BauGB: only where more than 50 people said essentially the same. */
const MANY = 50;
const SHOWN = 100;
const isDisclosed = true as const;

/** Why the sender of a statement does not know the result; null where they do, or can see it on their receipt. */
const REASON = `
  case when a.id is null then ${STAGE}
    when d.way = 'email' and d.mailed_at is null then
      case when d.mail_failed_at is null then 'mail-waiting' else 'mail-failed' end
    when d.way = 'post' and d.posted_on is null then
      case when d.letter_made_at is null then 'letter-to-make' else 'letter-to-post' end end`;

const FROM = `
  from statement s ${WITH_STANDING}
  left join dispatch d on d.tenant_id = s.tenant_id and d.id = s.id
  where s.procedure_id = ? and s.withdrawn_at is null`;

/** Nobody is left without an answer: who still is, and who is told by inspection instead. */
@Injectable()
export class UnansweredService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly progress: ProgressService,
    private readonly similar: SimilarService,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
  ) {}

  /** Those that wait longest first; `next` leads on from the last line. */
  async list(slug: string, reason: string | null, after: string | null = null): Promise<Unanswered> {
    const procedure = await this.progress.procedure(slug);
    const values = [procedure.id, procedure.id];
    const counts = await this.database.rows<{ reason: Reason | null; count: number }>(
      `select ${REASON} as reason, count(*)::int as count ${FROM} group by 1 order by 1`,
      values,
    );
    const maySend = canSendAnswers(current.actor, procedure);
    const cursor = cursorFrom(after);
    const lines = await this.database.rows<Unanswered['lines'][number] & { id: string; at: string }>(
      `select s.id, s.number, left(s.text, 160) as excerpt, to_json(s.received_at) #>> '{}' as "receivedAt",
         to_char(s.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
         ${REASON} as reason, case when ? then d.mail_error end as "mailError"
       ${FROM} and ${REASON} is not null ${reason ? `and ${REASON} = ?` : ''}
         ${cursor.length ? 'and (s.received_at, s.id) > (?::timestamptz, ?::uuid)' : ''}
       order by s.received_at, s.id limit ?`,
      [maySend, ...values, ...(reason ? [reason] : []), ...cursor, SHOWN + 1],
    );
    const shown = lines.slice(0, SHOWN);
    const last = shown.at(-1);
    const sum = (rows: { count: number }[]) => rows.reduce((all, { count }) => all + count, 0);
    const waiting = counts.filter((row): row is { reason: Reason; count: number } => row.reason !== null);
    return {
      ...{ isDisclosed, maySend, all: sum(counts), total: sum(waiting) },
      reasons: waiting.map((row) => ({ ...row, isDisclosed })),
      lines: shown.map((line) => ({ ...line, isDisclosed })),
      next: last && lines.length > SHOWN ? `${last.at}~${last.id}` : null,
    };
  }

  /** Groups of more than 50 statements with essentially the same content. */
  async groups(slug: string): Promise<SameGroupType[]> {
    const procedure = await this.progress.procedure(slug);
    const groups = await this.similar.groups(procedure.id, MANY);
    const samples = groups.map(({ sample }) => sample);
    const statements = await this.em.find(Statement, { number: { $in: samples } });
    const ids = statements.map(({ id }) => id);
    const announced = await this.em.find(Dispatch, { id: { $in: ids }, inspectionId: { $ne: null } });
    return groups.map(({ sample, numbers }) => {
      const { id, text } = statements.find(({ number }) => number === sample)!;
      const isAnnounced = announced.some((dispatch) => dispatch.id === id);
      return { isDisclosed, sample, excerpt: text.slice(0, 240), count: numbers.length, isAnnounced };
    });
  }

  /** Announces where a group may see the result instead of a message to each. Throws `inspection.too-few`. */
  async announce(slug: string, { sample, ...said }: InspectionInput): Promise<void> {
    const procedure = await this.progress.procedure(slug);
    authorize(canDecide, procedure);
    const number = parseNumber(sample);
    const groups = await this.similar.groups(procedure.id, MANY);
    const group = groups.find(({ numbers }) => number !== null && numbers.includes(number));
    if (!number || !(await this.em.findOne(Statement, { number, procedure }))) throw notFound('statement');
    if (!group) throw new Problem('inspection.too-few');

    const by = { announcedAt: clock.now(), announcedBy: current.actor.accountId };
    const persons = group.numbers.length;
    const inspection = this.em.create(Inspection, {
      procedureId: procedure.id,
      ...said,
      persons,
      ...by,
    } as never);
    this.em.persist(inspection);
    await this.database.rows(
      `insert into dispatch (tenant_id, id, procedure_id, way, mail_tries, inspection_id)
       select tenant_id, id, procedure_id, 'inspection', 0, ?::uuid from statement where number = any(?::text[])
       on conflict (tenant_id, id) do update set way = excluded.way, inspection_id = excluded.inspection_id`,
      [inspection.id, `{${group.numbers.join(',')}}`],
    );
    this.journal.note('inspection.announced', { scopeId: procedure.id, after: { ...said, persons } });
    await this.outbox.add(RESULT_CHANGED, { procedureId: procedure.id });
  }
}

function cursorFrom(after: string | null): string[] {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f-]{36})$/.exec(after ?? '') ?? [];
  return at && id ? [at, id] : [];
}

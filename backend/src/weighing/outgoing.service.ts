import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { isDay, localDate } from '../procedure/calendar.js';
import { Dispatch, LetterRun } from './dispatch.entity.js';
import { LETTERS_ASKED } from './dispatch.events.js';
import { ProgressService } from './progress.service.js';
import { canSendAnswers } from './weighing.policy.js';
import type { Letters } from './outgoing.graphql.js';

const isDisclosed = true as const;

/** The letters of a procedure: which wait to be made, which to be posted. */
@Injectable()
export class OutgoingService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly progress: ProgressService,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
  ) {}

  async letters(slug: string): Promise<Letters> {
    const procedure = await this.progress.procedure(slug);
    authorize(canSendAnswers, procedure);
    const waiting = await this.waiting(procedure.id);
    const runs = await this.database.rows<Letters['runs'][number]>(
      `select r.id, to_json(r.started_at) #>> '{}' as "startedAt", r.total, r.done, r.size,
         to_json(r.finished_at) #>> '{}' as "finishedAt", coalesce(acc.name, '') as "startedBy",
         (select min(posted_on) from dispatch d where d.posted_on is not null and jsonb_exists(r.statement_ids, d.id::text)) as "postedOn"
       from letter_run r left join account acc on acc.id = r.started_by
       where r.procedure_id = ? order by r.started_at desc limit 50`,
      [procedure.id],
    );
    const toPost = await this.em.count(Dispatch, {
      ...{ procedureId: procedure.id, way: 'post', postedOn: null },
      letterMadeAt: { $ne: null },
    });
    return {
      isDisclosed,
      waiting: waiting.length,
      toPost,
      runs: runs.map((run) => ({ ...run, isDisclosed })),
    };
  }

  /** Asks for all letters that wait as one file. Throws `letter.nothing-waits`. */
  async start(slug: string): Promise<string> {
    const procedure = await this.progress.procedure(slug);
    authorize(canSendAnswers, procedure);
    const statementIds = await this.waiting(procedure.id);
    if (!statementIds.length) throw new Problem('letter.nothing-waits');
    const id = randomUUID();
    const run = { id, procedureId: procedure.id, startedAt: clock.now(), startedBy: current.actor.accountId };
    this.em.persist(this.em.create(LetterRun, { ...run, total: statementIds.length, statementIds } as never));
    await this.outbox.add(LETTERS_ASKED, { runId: id });
    this.journal.note('letter.made', { scopeId: procedure.id, after: { count: statementIds.length } });
    return id;
  }

  /** Notes that somebody took the letters of a run to the post. Throws `letter-run.not-found`, `input.invalid`. */
  async posted(runId: string, day: string): Promise<void> {
    const run = await this.em.findOne(LetterRun, { id: runId });
    authorize(canSendAnswers, { id: run?.procedureId ?? '' }, 'letter-run');
    if (!run?.finishedAt) throw notFound('letter-run');
    if (!isDay(day) || day > localDate(clock.now())) throw invalid('postedOn', 'day.malformed');
    const where = { id: { $in: run.statementIds }, postedOn: null, letterMadeAt: { $ne: null } };
    const count = await this.em.nativeUpdate(Dispatch, where, {
      postedOn: day,
      postedBy: current.actor.accountId,
    });
    this.journal.note('letter.posted', { scopeId: run.procedureId, after: { postedOn: day, count } });
  }

  private async waiting(procedureId: string): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `select d.id from dispatch d
       join answer a on a.tenant_id = d.tenant_id and a.id = d.id
       join statement s on s.tenant_id = d.tenant_id and s.id = d.id
       where d.procedure_id = ? and d.way = 'post' and d.letter_made_at is null and not exists (
         select from letter_run r where r.procedure_id = d.procedure_id and r.finished_at is null
           and jsonb_exists(r.statement_ids, d.id::text))
       order by s.received_at, s.id`,
      [procedureId],
    );
    return rows.map(({ id }) => id);
  }
}

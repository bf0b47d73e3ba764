import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { type Due } from '../platform/due.js';
import { invalid, notFound } from '../platform/problem.js';
import { isDay } from '../procedure/calendar.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { parseNumber } from '../register/number.js';
import { Release, Statement, StatementIdentity } from '../statement/statement.entity.js';
import { canReadStatement, canReleaseStatement } from '../statement/statement.policy.js';
import { StatementService } from '../statement/statement.service.js';
import { AnswerService, type AnswerDraft } from './answer.service.js';
import { canAnswerStatement } from './answer.policy.js';
import {
  conditionsOf,
  FROM,
  joined,
  proceduresOf,
  STATES,
  viewer,
  WITH_WORK,
  type Where,
} from './case.filter.js';
import type { CaseChoices } from './case-work.graphql.js';
import { CaseWorkService } from './case-work.service.js';
import { CaseViewService } from './case-view.service.js';
import type { Case, CaseAuthor, CaseFilter, CaseLine, CasePage } from './case.graphql.js';
import { canAssignCases, canSeeAuthor, canWorkOnCases, caseScopes } from './case.policy.js';

const isDisclosed = true as const;
/** Nobody compares larger numbers; counting on would read every statement. */
const COUNTED = 1_000;
const LINE = `s.id, s.number, p.title as "procedureTitle", left(s.text, 240) as excerpt, s.about, s.channel,
  to_char(s.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "receivedAt",
  s.is_late as "isLate", s.may_publish as "mayPublish", r.id is not null as "isReleased",
  to_json(s.withdrawn_at) #>> '{}' as "withdrawnAt", a.outcome, acc.name as "assigneeName", w.due_on::text as "dueOn"`;

interface Newest {
  columns: string;
  most: number;
  before?: Where;
}

/** Statements as they are worked on: listed, opened, answered. */
@Injectable()
export class CaseService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly statements: StatementService,
    private readonly answers: AnswerService,
    private readonly work: CaseWorkService,
    private readonly views: CaseViewService,
  ) {}

  /** Newest first; `next` leads on from the last line, however many have come in meanwhile. */
  async list(filter: CaseFilter): Promise<CasePage> {
    authorize(canWorkOnCases, null);
    const cursor = cursorFrom(filter.after);
    const rows = await this.newest<Omit<CaseLine, 'isDisclosed'> & { id: string }>(filter, {
      columns: LINE,
      most: filter.size + 1,
      ...(cursor && { before: { sql: '(s.received_at, s.id) < (?::timestamptz, ?::uuid)', values: cursor } }),
    });
    const found = await this.newest<{ id: string }>(filter, { columns: 's.id', most: COUNTED + 1 });
    const shown = rows.slice(0, filter.size);
    const last = shown.at(-1);
    return {
      isDisclosed,
      lines: shown.map((row) => ({ ...row, isDisclosed })),
      total: found.length,
      next: last && rows.length > filter.size ? `${last.receivedAt}~${last.id}` : null,
    };
  }

  /** What the list can be narrowed by; places where one procedure is chosen. Throws `canWorkOnCases.forbidden`. */
  async choices(slug: string | null): Promise<CaseChoices> {
    authorize(canWorkOnCases, null);
    const scopes = caseScopes(current.actor);
    const seen = await this.em.find(
      Procedure,
      { publishedAt: { $ne: null }, ...(scopes && { id: { $in: scopes } }) },
      { orderBy: { title: 'asc' } },
    );
    const chosen = seen.find((procedure) => procedure.slug === slug);
    const places = chosen
      ? await this.database.rows<{ key: string; title: string }>(
          `select 'document:' || id as key, title from plan_document where procedure_id = ? order by position, title`,
          [chosen.id],
        )
      : [];
    return {
      isDisclosed,
      procedures: seen.map(({ slug: address, title }) => ({ isDisclosed, slug: address, title })),
      places: places.map((place) => ({ ...place, isDisclosed })),
      colleagues: await this.work.colleagues(chosen?.id ?? null),
      views: await this.views.own(),
      mayAssign: seen.some((procedure) => canAssignCases(current.actor, procedure)),
    };
  }

  /** One statement with what is needed to decide on it. Throws `statement.not-found`. */
  async open(number: string): Promise<Case> {
    authorize(canWorkOnCases, null);
    const statement = await this.find(number);
    const { actor } = current;
    const release = await this.em.findOne(Release, { id: statement.id });
    return {
      isDisclosed,
      statement: await this.statements.own(statement.number),
      author: canSeeAuthor(actor, statement) ? await this.authorOf(statement) : null,
      releasedText: release?.text ?? null,
      can: {
        isDisclosed,
        release: canReleaseStatement(actor, statement) && statement.mayPublish && !statement.withdrawnAt,
        answer: canAnswerStatement(actor, statement) && !statement.withdrawnAt,
      },
      nextOpen: await this.nextOpenAfter(statement),
    };
  }

  /** Tells what became of a statement. Throws `statement.not-found`, `canAnswerStatement.forbidden`. */
  async answer(number: string, draft: AnswerDraft): Promise<Case> {
    const statement = await this.find(number);
    if (!isDay(draft.decidedOn)) throw invalid('decidedOn', 'day.malformed');
    await this.answers.publish(statement.id, draft);
    return this.open(number);
  }

  /** What waits in what came in: a period that ends within a week, answers. */
  async due(): Promise<Due[]> {
    authorize(canWorkOnCases, null);
    const scopes = caseScopes(current.actor);
    const seen = proceduresOf({}, viewer());
    const rows = await this.database.rows<{ id: string; open: number; all: number }>(
      `select p.id, count(*) filter (where ${STATES.open})::int as open, count(*)::int as all
       ${FROM} where ${seen.sql} group by p.id`,
      seen.values,
    );
    const counts = new Map(rows.map((row) => [row.id, row]));
    const procedures = await this.em.find(Procedure, {
      publishedAt: { $ne: null },
      ...(scopes && { id: { $in: scopes } }),
    });
    return procedures.flatMap((procedure) => dueIn(procedure, counts.get(procedure.id)));
  }

  /** Throws `statement.not-found`. */
  async find(number: string): Promise<Statement> {
    const spoken = parseNumber(number) ?? '';
    const statement = await this.em.findOne(Statement, { number: spoken }, { populate: ['procedure'] });
    if (!statement) throw notFound('statement');
    authorize(canReadStatement, statement, 'statement');
    return statement;
  }

  /**
   * Of each procedure the newest that fit, and of these the newest: so the index of one procedure serves, however many
   * procedures and statements there are.
   */
  private newest<Row>(filter: CaseFilter, { columns, most, before }: Newest): Promise<Row[]> {
    const who = viewer();
    const procedures = proceduresOf(filter, who);
    const statements = joined([conditionsOf(filter, who), ...(before ? [before] : [])]);
    return this.database.rows<Row>(
      `select line.* from procedure p cross join lateral (
         select s.received_at, ${columns} from statement s ${WITH_WORK}
         left join account acc on acc.id = w.assignee
         where s.tenant_id = p.tenant_id and s.procedure_id = p.id and ${statements.sql}
         order by s.received_at desc, s.id desc limit ?) line
       where ${procedures.sql} order by line.received_at desc, line.id desc limit ?`,
      [...statements.values, most, ...procedures.values, most],
    );
  }

  private async authorOf({ id, isAnonymous }: Statement): Promise<CaseAuthor | null> {
    const identity = isAnonymous ? null : await this.em.findOne(StatementIdentity, { id });
    if (!identity) return null;
    const { name = null, organisation = null, street, postcode, place, email = null, answerBy } = identity;
    const address = [street, [postcode, place].filter(Boolean).join(' ')].filter(Boolean).join(', ');
    return { isDisclosed, name, organisation, address: address || null, email, answerBy };
  }

  private async nextOpenAfter({ procedure, receivedAt, id }: Statement): Promise<string | null> {
    const [next] = await this.database.rows<{ number: string }>(
      `select s.number ${FROM} where s.procedure_id = ? and ${STATES.open} and s.id <> ?
       order by (s.received_at, s.id) < (?::timestamptz, ?::uuid) desc, s.received_at desc, s.id desc limit 1`,
      [procedure.id, id, receivedAt.toISOString(), id],
    );
    return next?.number ?? null;
  }
}

const SOON_DAYS = 7;

function dueIn(procedure: Procedure, counts?: { open: number; all: number }): Due[] {
  const now = clock.now();
  const phase = procedure.participationAt(now);
  const isOver = Boolean(phase?.endsAt && phase.endsAt <= now);
  const isSoon = phase?.endsAt && !isOver && +phase.endsAt - +now < SOON_DAYS * 86_400_000;
  const scope = { slug: procedure.slug, title: procedure.title };
  const due = (kind: string, count: number, dueAt: Date | null = null): Due[] => [
    { kind, count, dueAt, scope },
  ];
  return [
    ...(isSoon ? due('procedure.period-ends', counts?.all ?? 0, phase.endsAt) : []),
    ...(isOver && counts?.open ? due('statement.to-answer', counts.open) : []),
  ];
}

function cursorFrom(after: string | undefined): [string, string] | null {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f-]{36})$/.exec(after ?? '') ?? [];
  return at && id ? [at, id] : null;
}

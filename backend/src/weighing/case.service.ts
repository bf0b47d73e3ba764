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
import { CaseListService } from './case-list.service.js';
import { FROM_WAITING } from './case.filter.js';
import type { Case, CaseAuthor, CaseFilter, CasePage } from './case.graphql.js';
import { canSeeAuthor, canWorkOnCases, caseScopes } from './case.policy.js';

const isDisclosed = true as const;

/** Statements as they are worked on: listed, opened, answered. */
@Injectable()
export class CaseService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly statements: StatementService,
    private readonly answers: AnswerService,
    private readonly lists: CaseListService,
  ) {}

  /** Newest first; `next` leads on from the last line, however many have come in meanwhile. */
  async list(filter: CaseFilter): Promise<CasePage> {
    authorize(canWorkOnCases, null);
    return this.lists.page(filter, caseScopes(current.actor));
  }

  /** One statement with what is needed to decide on it. Throws `statement.not-found`. */
  async open(number: string): Promise<Case> {
    authorize(canWorkOnCases, null);
    const statement = await this.find(number);
    const { actor } = current;
    const release = await this.em.findOne(Release, { id: statement.id });
    return {
      isDisclosed,
      statementId: statement.id,
      procedureId: statement.procedure.id,
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
    const [open, all] = await Promise.all([this.countBy(OPEN), this.countBy(ALL)]);
    const procedures = await this.em.find(Procedure, {
      publishedAt: { $ne: null },
      ...(scopes && { id: { $in: scopes } }),
    });
    return procedures.flatMap((procedure) =>
      dueIn(procedure, { open: open.get(procedure.id) ?? 0, all: all.get(procedure.id) ?? 0 }),
    );
  }

  /** How many by procedure, of rows with `procedureId` and `count`. */
  private async countBy(rows: string): Promise<Map<string, number>> {
    const counted = await this.database.rows<{ procedureId: string; count: number }>(
      `select "procedureId", sum(count)::int as count from (${rows}) parts group by 1`,
    );
    return new Map(counted.map(({ procedureId, count }) => [procedureId, count]));
  }

  private async find(number: string): Promise<Statement> {
    const spoken = parseNumber(number) ?? '';
    const statement = await this.em.findOne(Statement, { number: spoken }, { populate: ['procedure'] });
    if (!statement) throw notFound('statement');
    authorize(canReadStatement, statement, 'statement');
    return statement;
  }

  private async authorOf({ id, isAnonymous, institutionId }: Statement): Promise<CaseAuthor | null> {
    const identity = isAnonymous ? null : await this.em.findOne(StatementIdentity, { id });
    if (!identity) return null;
    const { name = null, organisation = null, street, postcode, place, email = null, answerBy } = identity;
    const address = [street, [postcode, place].filter(Boolean).join(' ')].filter(Boolean).join(', ');
    const isInstitution = Boolean(institutionId);
    return { isDisclosed, name, organisation, isInstitution, address: address || null, email, answerBy };
  }

  private async nextOpenAfter({ procedure, receivedAt, id }: Statement): Promise<string | null> {
    const [next] = await this.database.rows<{ number: string }>(
      `(${NEXT_OPEN} and (t.received_at, t.id) < (?::timestamptz, ?::uuid) ${NEWEST})
       union all (${NEXT_OPEN} and s.id <> ? ${NEWEST}) limit 1`,
      [procedure.id, receivedAt.toISOString(), id, procedure.id, id],
    );
    return next?.number ?? null;
  }
}

/** What waits for an answer in one procedure; the next older one, else the newest. */
const NEXT_OPEN = `select s.number ${FROM_WAITING} where t.kind = 'open' and t.procedure_id = ?`;
const NEWEST = 'order by t.received_at desc, t.id desc limit 1';

const OPEN = `select procedure_id as "procedureId", count(*) as count from case_todo where kind = 'open' group by 1`;
/** The blocks of the search know how many they hold: nobody has to count half a million. */
const ALL = `
  select procedure_id as "procedureId", sum(size) as count from case_block group by 1
  union all select procedure_id, count(*) from case_to_index group by 1`;

const SOON_DAYS = 7;

function dueIn(procedure: Procedure, counts: { open: number; all: number }): Due[] {
  const now = clock.now();
  const phase = procedure.participationAt(now);
  const isOver = Boolean(phase?.endsAt && phase.endsAt <= now);
  const isSoon = phase?.endsAt && !isOver && +phase.endsAt - +now < SOON_DAYS * 86_400_000;
  const scope = { slug: procedure.slug, title: procedure.title };
  const due = (kind: string, count: number, dueAt: Date | null = null): Due[] => [
    { kind, count, dueAt, scope },
  ];
  return [
    ...(isSoon ? due('procedure.period-ends', counts.all, phase.endsAt) : []),
    ...(isOver && counts.open ? due('statement.to-answer', counts.open) : []),
  ];
}

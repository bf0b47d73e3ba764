import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { AccountService } from '../account/account.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import type { Due } from '../platform/due.js';
import { notFound } from '../platform/problem.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { parseNumber } from '../register/number.js';
import { TenantService } from '../tenant/tenant.service.js';
import { ALIKE, conditionsOf, cursorOf, FROM, LINE, ORDERS, WITH_STEPS } from './answering.sql.js';
import { Contribution } from './contribution.entity.js';
import { TownAnswer } from './town-answer.entity.js';
import type {
  AnsweringFilter,
  AnsweringLine,
  AnsweringList,
  GivenAnswer,
  TownAnswerInput,
} from './town-answer.graphql.js';
import { canAnswerContributions } from './town-answer.policy.js';

const SHOWN = 40;
const isDisclosed = true as const;

type Row = AnsweringLine & { at: string };

/** The contributions of a procedure for those who answer them: what waits longest or is agreed with most comes first. */
@Injectable()
export class AnsweringService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly procedures: ProcedureService,
    private readonly accounts: AccountService,
    private readonly tenants: TenantService,
  ) {}

  /** The id of a procedure whose contributions the actor answers. Throws `procedure.not-found`. */
  async answeredBy(slug: string): Promise<string> {
    const procedure = await this.procedures.find(slug);
    authorize(canAnswerContributions, procedure);
    return procedure.id;
  }

  /** One page of them. Throws `procedure.not-found`, `contribution.not-found` where none is like a missing one. */
  async list(slug: string, filter: AnsweringFilter): Promise<AnsweringList> {
    const procedureId = await this.answeredBy(slug);
    const { where, values } = await this.conditions(procedureId, filter);
    const [column, direction] = ORDERS[filter.order ?? 'oldest'];
    const after = cursorOf(filter);
    const rows = await this.database.rows<Row>(
      `select ${LINE} ${FROM} where ${where}
         ${after.length ? `and (c.${column}, c.id) ${direction === 'asc' ? '>' : '<'} (?, ?::uuid)` : ''}
       order by c.${column} ${direction}, c.id ${direction} limit ${SHOWN + 1}`,
      [...values, ...after],
    );
    const [{ total }] = (await this.database.rows<{ total: number }>(
      `select count(*)::int as total ${FROM} where ${where}`,
      values,
    )) as [{ total: number }];
    const lines = rows
      .slice(0, SHOWN)
      .map(({ at, ...line }) => ({ ...line, isDisclosed, receivedAt: iso(at) }));
    const last = lines.at(-1);
    const from = filter.order === 'agreed' ? last?.agree : last?.receivedAt;
    return {
      ...{ isDisclosed, lines, total, ...(await this.figures(procedureId)) },
      next: last && rows.length > SHOWN ? `${from}~${last.id}` : null,
      running: await this.running(procedureId),
      office: await this.office(procedureId),
    };
  }

  /** The ids of those that an answer is for, of this procedure only, with all who wrote the same. Throws `contribution.not-found`. */
  async chosen(procedureId: string, { numbers, all }: TownAnswerInput): Promise<string[]> {
    if (all) {
      const { where, values } = await this.conditions(procedureId, all);
      const [column, direction] = ORDERS[all.order ?? 'oldest'];
      const rows = await this.database.rows<{ id: string }>(
        `select c.id ${FROM} where ${where} order by c.${column} ${direction}, c.id`,
        values,
      );
      return this.withOthers(rows.map(({ id }) => id));
    }
    const spoken = [...new Set(numbers.map((number) => parseNumber(number) ?? ''))];
    const found = await this.em.find(
      Contribution,
      { procedureId, number: { $in: spoken }, standing: 'shown' },
      { orderBy: { receivedAt: 'asc', id: 'asc' } },
    );
    if (found.length !== spoken.length) throw notFound('contribution');
    return this.withOthers([...new Set(found.map(({ id, leadId }) => leadId ?? id))]);
  }

  /** Every answer to a contribution, newest first. Throws `procedure.not-found`, `contribution.not-found`. */
  async given(slug: string, number: string): Promise<GivenAnswer[]> {
    const procedureId = await this.answeredBy(slug);
    const { id } = await this.numbered(procedureId, number);
    const rows = await this.database.rows<GivenAnswer & { askedBy: string | null }>(
      `select s.becomes, a.text, a.office, s.at, a.asked_by as "askedBy" from contribution c
       join contribution_step s on s.tenant_id = c.tenant_id and s.contribution_id = ${WITH_STEPS}
       join town_answer a on a.tenant_id = s.tenant_id and a.id = s.answer_id
       where c.id = ? order by s.at desc, s.id desc`,
      [id],
    );
    const names = await this.accounts.namesOf(rows.flatMap(({ askedBy }) => askedBy ?? []));
    return rows.map(({ becomes, text, office, at, askedBy }) => ({
      ...{ isDisclosed, becomes, text, office, at: iso(at) },
      by: askedBy && (names.get(askedBy) ?? null),
    }));
  }

  /** How many wait for an answer in each procedure that the actor answers for. */
  async due(): Promise<Due[]> {
    const rows = await this.database.rows<{ id: string; slug: string; title: string; count: number }>(
      `select p.id, p.slug, p.title, count(*)::int as count ${FROM}
       join procedure p on p.tenant_id = c.tenant_id and p.id = c.procedure_id
       where c.standing = 'shown' and not c.is_official and c.lead_id is null and s.is_answered is not true
       group by p.id, p.slug, p.title`,
    );
    return rows
      .filter((row) => canAnswerContributions(current.actor, row))
      .map(({ slug, title, count }) => ({
        ...{ kind: 'contribution.to-answer', count, dueAt: null, scope: { slug, title } },
      }));
  }

  /** And all who wrote the same as one of them. */
  private async withOthers(ids: string[]): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `select id from contribution where lead_id = any(?::uuid[]) and standing = 'shown' order by received_at, id`,
      [`{${ids.join(',')}}`],
    );
    return [...ids, ...rows.map(({ id }) => id)];
  }

  private async conditions(procedureId: string, filter: AnsweringFilter) {
    const given = filter.like ? await this.numbered(procedureId, filter.like) : null;
    const like = given && (given.leadId ?? given.id);
    if (like) await this.database.rows(`select set_config('pg_trgm.similarity_threshold', ?, true)`, [ALIKE]);
    return conditionsOf(procedureId, filter, like);
  }

  private async numbered(procedureId: string, number: string): Promise<Contribution> {
    const spoken = parseNumber(number);
    const found = spoken ? await this.em.findOne(Contribution, { procedureId, number: spoken }) : null;
    if (!found) throw notFound('contribution');
    return found;
  }

  private async figures(procedureId: string) {
    const [row] = await this.database.rows<{ all: number; unanswered: number; categories: string[] }>(
      `select count(*)::int as "all", count(*) filter (where s.is_answered is not true)::int as unanswered,
         coalesce(array_agg(distinct c.category) filter (where c.category is not null), '{}') as categories
       ${FROM} where c.procedure_id = ? and c.standing = 'shown' and not c.is_official and c.lead_id is null`,
      [procedureId],
    );
    return row!;
  }

  private async running(procedureId: string) {
    const found = await this.em.find(
      TownAnswer,
      { procedureId, finishedAt: null, undoneAt: null },
      { orderBy: { askedAt: 'desc' }, limit: 10 },
    );
    return found.map(({ id, becomes, text, contributionIds, done, startsAt, registerEntryId }) => ({
      ...{ isDisclosed, id, becomes, text: text.slice(0, 240), total: contributionIds.length, done },
      ...{ startsAt: startsAt.toISOString(), canUndo: !registerEntryId && startsAt > clock.now() },
    }));
  }

  private async office(procedureId: string): Promise<string> {
    const where = { procedureId, askedBy: { $ne: null } };
    const last = await this.em.findOne(TownAnswer, where, { orderBy: { askedAt: 'desc' } });
    return last?.office ?? (await this.tenants.own()).fullName;
  }
}

const iso = (at: string | Date): string => new Date(at).toISOString();

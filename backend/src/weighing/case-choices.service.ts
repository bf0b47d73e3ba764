import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { notFound, Problem } from '../platform/problem.js';
import { Procedure } from '../procedure/procedure.entity.js';
import { CasePeople } from './case-people.service.js';
import { canAssignSomewhere, canKeepCaseViews, canWorkOnCases, caseScopes } from './case.policy.js';
import { beginningWith } from './case.terms.js';
import { CaseView } from './case-work.entity.js';
import type { CaseChoices, CasePlace, CaseViewType } from './case-work.graphql.js';
import { CaseWorkService } from './case-work.service.js';

const isDisclosed = true as const;
const MOST_VIEWS = 30;

/** What the list of statements can be narrowed by, and the filters that a person keeps. */
@Injectable()
export class CaseChoicesService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly work: CaseWorkService,
    private readonly people: CasePeople,
    private readonly journal: Journal,
  ) {}

  async all({ procedure, action }: { procedure?: string; action?: string }): Promise<CaseChoices> {
    authorize(canWorkOnCases, null);
    const scopes = caseScopes(current.actor);
    const procedures = await this.em.find(
      Procedure,
      { publishedAt: { $ne: null }, ...(scopes && { id: { $in: scopes } }) },
      { orderBy: { publishedAt: 'desc' } },
    );
    const chosen = procedures.find(({ slug }) => slug === procedure);
    return {
      isDisclosed,
      procedures: procedures.map(({ slug, title }) => ({ isDisclosed, slug, title })),
      places: chosen ? await this.placesOf(chosen.id) : [],
      people: await this.people.of(chosen?.id ?? null),
      views: await this.views(),
      canAssign: canAssignSomewhere(current.actor, null),
      action: await this.work.done(action),
    };
  }

  /** Keeps a filter under a name; the same name again changes it. Throws `case-view.full`. */
  async save(name: string, query: string): Promise<CaseViewType[]> {
    authorize(canKeepCaseViews, null);
    const accountId = current.actor.accountId!;
    const known = await this.em.findOne(CaseView, { accountId, name });
    if (known) known.query = query;
    else if ((await this.em.count(CaseView, { accountId })) >= MOST_VIEWS)
      throw new Problem('case-view.full');
    else this.em.persist(this.em.create(CaseView, { accountId, name, query, savedAt: clock.now() } as never));
    this.journal.note('case.view-saved', { before: known && { name }, after: { name, query } });
    return this.views();
  }

  /** Throws `case-view.not-found`. */
  async remove(id: string): Promise<CaseViewType[]> {
    authorize(canKeepCaseViews, null);
    const view = await this.em.findOne(CaseView, { id, accountId: current.actor.accountId! });
    if (!view) throw notFound('case-view');
    this.em.remove(view);
    this.journal.note('case.view-removed', { before: { name: view.name } });
    return (await this.views()).filter((one) => one.id !== id);
  }

  private async views(): Promise<CaseViewType[]> {
    const { accountId } = current.actor;
    if (!accountId) return [];
    const views = await this.em.find(CaseView, { accountId }, { orderBy: { name: 'asc' } });
    return views.map(({ id, name, query }) => ({ isDisclosed, id, name, query }));
  }

  /** The places that statements of a procedure speak to, each with one that does: found by leaps through the index. */
  private async placesOf(procedureId: string): Promise<CasePlace[]> {
    const { from, below } = beginningWith(`=${procedureId}:`);
    const rows = await this.database.rows<{ word: string; about: object }>(PLACES, [from, below, below]);
    return rows.map(({ word, about }) => ({ isDisclosed, value: word.slice(from.length), about }));
  }
}

const MOST_PLACES = 500;
const PLACES = `
  with recursive found (word, nth) as (
    (select word, 1 from case_word where word >= ? and word < ? order by word limit 1)
    union all
    select (select c.word from case_word c where c.word > found.word and c.word < ? order by c.word limit 1), nth + 1
    from found where found.word is not null and nth < ${MOST_PLACES})
  select found.word, s.about from found
  cross join lateral (select c.ids from case_word c where c.word = found.word limit 1) one
  join statement s on s.id = one.ids[1]
  where found.word is not null order by found.word`;

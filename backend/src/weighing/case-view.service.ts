import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { notFound, Problem } from '../platform/problem.js';
import { canWorkOnCases } from './case.policy.js';
import { CaseView } from './case-work.entity.js';
import type { CaseViewInput, CaseViewType } from './case-work.graphql.js';

const MOST = 30;

/** Lists of statements that somebody wants to see again: one's own, in this town. */
@Injectable()
export class CaseViewService {
  constructor(private readonly em: EntityManager) {}

  async own(): Promise<CaseViewType[]> {
    const { accountId } = current.actor;
    if (!accountId) return [];
    const views = await this.em.find(CaseView, { accountId, removedAt: null }, { orderBy: { name: 'asc' } });
    return views.map(({ id, name, query }) => ({ isDisclosed: true, id, name, query }));
  }

  /** Keeps one; the same name again replaces it. Throws `case-view.too-many`. */
  async save({ name, query }: CaseViewInput): Promise<CaseViewType[]> {
    authorize(canWorkOnCases, null);
    const accountId = current.actor.accountId!;
    const views = await this.em.find(CaseView, { accountId, removedAt: null });
    const known = views.find((view) => view.name === name.trim());
    const saved = { name: name.trim(), query: query.replace(/^\?/, ''), savedAt: clock.now() };
    if (!known && views.length >= MOST) throw new Problem('case-view.too-many');
    if (known) this.em.assign(known, saved);
    else this.em.persist(this.em.create(CaseView, { id: randomUUID(), accountId, ...saved } as never));
    return this.own();
  }

  /** Throws `case-view.not-found`. */
  async remove(id: string): Promise<CaseViewType[]> {
    authorize(canWorkOnCases, null);
    const view = await this.em.findOne(CaseView, {
      id,
      accountId: current.actor.accountId!,
      removedAt: null,
    });
    if (!view) throw notFound('case-view');
    view.removedAt = clock.now();
    return (await this.own()).filter((one) => one.id !== id);
  }
}

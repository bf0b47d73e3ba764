import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { notFound } from '../platform/problem.js';
import { scopesOf } from '../platform/roles.js';
import { Procedure } from './procedure.entity.js';
import type { DeskProcedure } from './procedure.graphql.js';
import { canEditProcedure, canWorkAtDesk, STAFF } from './procedure.policy.js';

/** Procedures as the staff works on them. */
@Injectable()
export class DeskProcedureService {
  constructor(private readonly em: EntityManager) {}

  /** The procedures in which the actor works: drafts first, then the newest. */
  async list(): Promise<DeskProcedure[]> {
    authorize(canWorkAtDesk, null);
    const scopes = scopesOf(current.actor, STAFF);
    const found = await this.em.find(Procedure, scopes ? { id: { $in: scopes } } : {}, {
      orderBy: [{ publishedAt: 'desc nulls first' }, { createdAt: 'desc' }],
    });
    return found.map(shown);
  }

  /** One procedure by its address. Throws `procedure.not-found` also where the actor does not work in it. */
  async open(slug: string): Promise<DeskProcedure> {
    authorize(canWorkAtDesk, null);
    const procedure = await this.em.findOne(Procedure, { slug });
    const scopes = scopesOf(current.actor, STAFF);
    if (!procedure || (scopes && !scopes.includes(procedure.id))) throw notFound('procedure');
    return shown(procedure);
  }
}

const shown = (procedure: Procedure): DeskProcedure => ({
  id: procedure.id,
  slug: procedure.slug,
  title: procedure.title,
  kind: procedure.kind,
  phases: procedure.phases.map(({ kind, title, lawProfile, firstDay, lastDay }) => {
    return { kind, title, lawProfile, firstDay, lastDay: lastDay ?? null };
  }),
  publishedAt: procedure.publishedAt?.toISOString() ?? null,
  can: { edit: canEditProcedure(current.actor, procedure) },
});

import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import type { Due } from '../platform/due.js';
import { notFound } from '../platform/problem.js';
import { scopesOf } from '../platform/roles.js';
import { Procedure } from './procedure.entity.js';
import type { DeskProcedure } from './procedure.graphql.js';
import { canEditProcedure, canPublishProcedure, canWorkAtDesk, STAFF } from './procedure.policy.js';

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
    return found.map(shownAtDesk);
  }

  /** Drafts that have to become public before their first day: the notice comes before the period (§ 3 (2) s. 4 BauGB). */
  async due(): Promise<Due[]> {
    if (!canWorkAtDesk(current.actor, null)) return [];
    const drafts = await this.em.find(Procedure, { publishedAt: null });
    return drafts
      .filter((draft) => canEditProcedure(current.actor, draft))
      .map(({ slug, title, participation, publishAt }) => ({
        kind: publishAt ? 'procedure.scheduled' : 'procedure.to-publish',
        count: 1,
        dueAt: publishAt ?? participation?.startsAt ?? null,
        scope: { slug, title },
      }));
  }

  /** One procedure by its address. Throws `procedure.not-found` also where the actor does not work in it. */
  async open(slug: string): Promise<DeskProcedure> {
    authorize(canWorkAtDesk, null);
    const procedure = await this.em.findOne(Procedure, { slug });
    const scopes = scopesOf(current.actor, STAFF);
    if (!procedure || (scopes && !scopes.includes(procedure.id))) throw notFound('procedure');
    return shownAtDesk(procedure);
  }
}

/** A procedure as the desk shows it; nothing of it that the public may not know leaves the town's staff. */
export function shownAtDesk(procedure: Procedure): DeskProcedure {
  const { id, slug, title, kind, topic, teaser, summary, placeLabel, anonymousAllowed } = procedure;
  const { contact, otherWays, otherAccess, notice, override } = procedure;
  return {
    ...{ id, slug, title, kind, topic, teaser, summary, placeLabel, anonymousAllowed },
    ...{ contact, otherWays, otherAccess, notice },
    phases: procedure.phases.map((phase) => ({
      kind: phase.kind,
      title: phase.title,
      lawProfile: phase.lawProfile,
      firstDay: phase.firstDay,
      lastDay: phase.lastDay ?? null,
      endsAt: phase.endsAt?.toISOString() ?? null,
      extension: phase.extension ?? null,
      interruption: phase.interruption ?? null,
    })),
    publishedAt: procedure.publishedAt?.toISOString() ?? null,
    publishAt: procedure.publishAt?.toISOString() ?? null,
    override: override ? { ...override, accountId: undefined } : null,
    can: {
      edit: canEditProcedure(current.actor, procedure),
      publish: canPublishProcedure(current.actor, procedure),
    },
  };
}

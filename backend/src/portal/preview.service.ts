import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { canSeePlan } from '../plan/plan.policy.js';
import { PlanService } from '../plan/plan.service.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { Tenant } from '../tenant/tenant.entity.js';
import type { ProcedureDetail } from './procedure.graphql.js';
import { standingOf } from './standing.js';

type Plan = Awaited<ReturnType<PlanService['forPublication']>>;

/** The public page of a procedure before it is public: from the same rows that the projector would write. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly em: EntityManager,
    private readonly procedures: ProcedureService,
    private readonly plans: PlanService,
  ) {}

  /** Throws `procedure.not-found` also where the actor does not work in it. */
  async show(slug: string): Promise<ProcedureDetail> {
    const procedure = await this.procedures.find(slug);
    authorize(canSeePlan, procedure, 'procedure');
    const town = await this.em.findOneOrFail(Tenant, { id: current.tenantId });
    const plan = await this.plans.forPublication(procedure.id);
    const standing = standingOf(procedure.phases, clock.now());

    return {
      ...frameOf(procedure),
      ...laidOutIn(plan),
      townSlug: town.slug,
      townName: town.name,
      status: standing.status,
      startsAt: standing.starts_at?.toISOString() ?? null,
      endsAt: standing.ends_at?.toISOString() ?? null,
      voiceCount: 0,
      centre: null,
      headline: procedure.result?.headline ?? null,
    };
  }
}

const frameOf = (procedure: Procedure) => {
  const { id, slug, title, kind, topic, teaser, summary, easy, placeLabel, anonymousAllowed } = procedure;
  const { contact, otherWays, otherAccess, log, result } = procedure;
  const phases = procedure.phases.map((phase) => ({
    kind: phase.kind,
    title: phase.title,
    lawProfile: phase.lawProfile,
    firstDay: phase.firstDay,
    lastDay: phase.lastDay ?? null,
    startsAt: phase.startsAt.toISOString(),
    endsAt: phase.endsAt?.toISOString() ?? null,
    extension: phase.extension ?? null,
    interruption: phase.interruption ?? null,
  }));
  const words = { id, slug, title, kind, topic, teaser, summary, easy, placeLabel, anonymousAllowed };
  return { ...words, contact, otherWays, otherAccess, log, result: result ?? null, phases };
};

function laidOutIn({ documents, texts, features, layers, outline }: Plan) {
  const current = texts.filter(({ isCurrent }) => isCurrent);
  const shown = documents.map(({ laidOutAt, takenDownAt, ...document }) => ({
    ...document,
    laidOutAt: laidOutAt.toISOString(),
    takenDownAt: takenDownAt?.toISOString() ?? null,
  }));
  return {
    documents: shown,
    documentCount: shown.filter(({ isCurrent, takenDownAt }) => isCurrent && !takenDownAt).length,
    texts: current.map(({ id, key, title, version, laidOutAt, blocks }) => ({
      ...{ id, key, title, version },
      laidOutAt: laidOutAt.toISOString(),
      paragraphs: blocks.filter(({ kind }) => kind === 'paragraph').length,
      changes: blocks.filter((block) => block.kind === 'removed' || isChanged(block)).length,
    })),
    features,
    layers,
    outline: outline?.geometry ?? null,
  };
}

const isChanged = (block: object): boolean =>
  'change' in block && (block.change === 'changed' || block.change === 'added');

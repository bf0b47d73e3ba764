import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Outbox } from '../platform/outbox.js';
import { notFound, Problem } from '../platform/problem.js';
import { type Phase, Procedure } from './procedure.entity.js';
import { PROCEDURE_CHANGED } from './procedure.events.js';
import { canEditProcedure, canReadProcedure } from './procedure.policy.js';

export type PhaseDraft = Pick<Phase, 'kind' | 'title' | 'lawProfile' | 'firstDay' | 'lastDay'> &
  Partial<Pick<Phase, 'extension'>>;

export type ProcedureDraft = Pick<
  Procedure,
  'slug' | 'title' | 'kind' | 'topic' | 'teaser' | 'summary' | 'contact' | 'otherWays'
> &
  Partial<Pick<Procedure, 'easy' | 'placeLabel' | 'anonymousAllowed' | 'otherAccess' | 'result' | 'log'>> & {
    phases: PhaseDraft[];
  };

/** A procedure as it was read, with the version of its row. */
export interface KnownProcedure {
  procedure: Procedure;
  version: string;
}

const MAX_KNOWN = 500;
/** What no address can be is not looked for. */
const ADDRESS = /^[a-z0-9-]{1,80}$/;

/** The frame of a participation: address, phases, contact, access. */
@Injectable()
export class ProcedureService {
  private readonly known = new Map<string, KnownProcedure>();

  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Creates a procedure with its phases, unpublished. Throws `procedure.slug-taken`, `procedure.phases-overlap`. */
  async create({ phases, ...draft }: ProcedureDraft): Promise<Procedure> {
    authorize(canEditProcedure, null);
    if (await this.em.findOne(Procedure, { slug: draft.slug })) throw new Problem('procedure.slug-taken');
    refuseOverlap(phases);

    const procedure = this.em.create(Procedure, { ...draft, phases } as never);
    this.em.persist(procedure);
    return procedure;
  }

  /** Makes a procedure public, now. */
  async publish(id: string): Promise<Procedure> {
    const procedure = await this.find(id);
    authorize(canEditProcedure, procedure);

    procedure.publishedAt ??= clock.now();
    await this.outbox.add(PROCEDURE_CHANGED, { procedureId: id });
    return procedure;
  }

  /** A procedure with its phases that the actor may read, by id or address. Throws `procedure.not-found`. */
  async find(idOrSlug: string): Promise<Procedure> {
    if (!ADDRESS.test(idOrSlug)) throw notFound('procedure');
    const where = /^[0-9a-f-]{36}$/.test(idOrSlug) ? { id: idOrSlug } : { slug: idOrSlug };
    const procedure = await this.em.findOne(Procedure, where);
    if (!procedure) throw notFound('procedure');
    authorize(canReadProcedure, procedure, 'procedure');
    return procedure;
  }

  /**
   * As `find` by address, from memory where it was asked for before: for who writes only where the row of the
   * procedure still has this `version`, and asks `findAnew` where it has not. Read it, do not change it.
   */
  async findKnown(slug: string): Promise<KnownProcedure> {
    const known = this.known.get(`${current.tenantId}/${slug}`) ?? (await this.findAnew(slug));
    authorize(canReadProcedure, known.procedure, 'procedure');
    return known;
  }

  /** As `findKnown`, from the database. */
  async findAnew(slug: string): Promise<KnownProcedure> {
    // The version first: one that is too old is noticed when it is written, one that is too new never would be.
    const [row] = await this.database.rows<{ version: string }>(
      'select xmin::text as version from procedure where slug = ?',
      [slug],
    );
    const known = { procedure: await this.find(slug), version: row?.version ?? '' };
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(`${current.tenantId}/${slug}`, known);
    return known;
  }
}

function refuseOverlap(phases: PhaseDraft[]): void {
  phases.forEach((phase, index) => {
    const next = phases[index + 1];
    if (phase.lastDay && phase.lastDay < phase.firstDay)
      throw new Problem('procedure.phase-ends-before-start');
    if (next && (!phase.lastDay || next.firstDay <= phase.lastDay))
      throw new Problem('procedure.phases-overlap');
  });
}

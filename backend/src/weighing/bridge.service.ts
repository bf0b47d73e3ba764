import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { DialogueService } from '../contribution/dialogue.service.js';
import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { Problem } from '../platform/problem.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { DialogueBridge, Takeover } from './bridge.entity.js';
import { BRIDGE_DECLARED, TAKEOVER_DUE } from './bridge.events.js';
import type { Bridge } from './bridge.graphql.js';
import { canBridge } from './bridge.policy.js';

const isDisclosed = true as const;

type Counted = Omit<Bridge, 'isDisclosed' | 'isPossible' | 'declaredAt' | 'lastAt'> &
  Record<'declaredAt' | 'lastAt', string | null>;

/** Dialogues that feed the early step of a plan (§ 3 (1) BauGB): said once, then taken as often as something came in. */
@Injectable()
export class BridgeService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly procedures: ProcedureService,
    private readonly dialogues: DialogueService,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /** The dialogues of a procedure with what was taken of them. Throws `procedure.not-found`. */
  async list(slug: string): Promise<Bridge[]> {
    const procedure = await this.procedures.find(slug);
    authorize(canBridge, procedure);
    const rows = await this.database.rows<Counted>(COUNTED, [procedure.id]);
    return rows.map(({ declaredAt, lastAt, ...row }) => ({
      ...{ ...row, isDisclosed, isPossible: hasEarlyStep(procedure) },
      declaredAt: declaredAt && new Date(declaredAt).toISOString(),
      lastAt: lastAt && new Date(lastAt).toISOString(),
    }));
  }

  /** Says, for everybody to read, that a dialogue is part of the early step. Throws `dialogue.not-found`, `bridge.no-early-step`. */
  async declare(slug: string, key: string): Promise<void> {
    const { dialogue, procedure } = await this.dialogues.find(slug, key);
    authorize(canBridge, procedure);
    if (!hasEarlyStep(procedure)) throw new Problem('bridge.no-early-step');
    const { id } = dialogue;
    if (await this.em.findOne(DialogueBridge, { id })) return;
    const by = { declaredAt: clock.now(), declaredBy: current.actor.accountId };
    this.em.persist(this.em.create(DialogueBridge, { id, procedureId: procedure.id, ...by } as never));
    this.journal.note('bridge.declared', { ...about(procedure, id), after: { title: dialogue.title } });
    await this.outbox.add(BRIDGE_DECLARED, { dialogueId: id });
  }

  /**
   * Takes everything that is shown and was not taken before, in the background, and answers how many; what is hidden only
   * where `hasHidden` says so. Throws `dialogue.not-found`, `bridge.not-declared`, `bridge.nothing-ready`.
   */
  async take(slug: string, key: string, hasHidden: boolean): Promise<number> {
    const { dialogue, procedure } = await this.dialogues.find(slug, key);
    authorize(canBridge, procedure);
    const dialogueId = dialogue.id;
    if (!(await this.em.findOne(DialogueBridge, { id: dialogueId })))
      throw new Problem('bridge.not-declared');
    const running = await this.em.findOne(Takeover, { dialogueId, finishedAt: null });
    if (running) return running.total;
    const { ready, hidden, waiting } = (await this.list(slug)).find(({ id }) => id === dialogueId)!;
    const total = ready + (hasHidden ? hidden : 0);
    if (!total) throw new Problem('bridge.nothing-ready');
    const leftOut = waiting + (hasHidden ? 0 : hidden);
    const asked = { askedAt: clock.now(), askedBy: current.actor.accountId };
    const run = { procedureId: procedure.id, dialogueId, hasHidden, total, leftOut, done: 0, ...asked };
    const takeover = this.em.create(Takeover, run as never) as Takeover;
    this.em.persist(takeover);
    this.journal.note('bridge.taken', {
      ...about(procedure, dialogueId),
      after: { title: dialogue.title, count: total, leftOut, hasHidden },
    });
    await this.outbox.add(TAKEOVER_DUE, { takeoverId: takeover.id });
    return total;
  }
}

const about = ({ id }: Procedure, dialogueId: string) => ({ scopeId: id, subjectId: dialogueId });

const hasEarlyStep = ({ phases }: Procedure): boolean =>
  phases.some(({ kind, lawProfile }) => kind === 'early' && lawProfile === 'baugb-3-1');

// What the town itself said in its dialogue is no concern of the public.
const COUNTED = `
  select d.id, d.key, d.title, b.declared_at as "declaredAt",
    coalesce(c.taken, 0) as taken, coalesce(c.ready, 0) as ready, coalesce(c.hidden, 0) as hidden,
    coalesce(c.waiting, 0) as waiting,
    case when t.finished_at is null then t.total end as "runningTotal",
    case when t.finished_at is null then t.done end as "runningDone",
    t.finished_at as "lastAt", t.left_out as "lastLeftOut"
  from dialogue d
  left join dialogue_bridge b on b.tenant_id = d.tenant_id and b.id = d.id
  left join lateral (select count(k.id)::int as taken,
      (count(*) filter (where k.id is null and x.standing = 'shown'))::int as ready,
      (count(*) filter (where k.id is null and x.standing = 'hidden'))::int as hidden,
      (count(*) filter (where k.id is null and x.standing = 'waiting'))::int as waiting
    from contribution x left join taken_contribution k on k.tenant_id = x.tenant_id and k.id = x.id
    where x.tenant_id = d.tenant_id and x.dialogue_id = d.id and not x.is_official) c on true
  left join lateral (select * from takeover r where r.tenant_id = d.tenant_id and r.dialogue_id = d.id
    order by r.asked_at desc limit 1) t on true
  where d.procedure_id = ? order by d.created_at, d.id`;

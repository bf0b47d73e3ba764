import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import { isDay, localDate, plusDays, type Day } from './calendar.js';
import { check, type LawProfile } from './law.js';
import { Phase, Procedure } from './procedure.entity.js';
import { PROCEDURE_CHANGED } from './procedure.events.js';
import { canPublishProcedure } from './procedure.policy.js';

export interface Reasoned {
  lastDay: Day;
  reason: string;
}

/** What happens to a period after it was announced; the public sees each change with its reason. */
@Injectable()
export class RunService {
  constructor(
    private readonly em: EntityManager,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /** Lets a period end later. Throws `procedure.not-running`, `input.invalid` where the new day is not later. */
  async extend(slug: string, { lastDay, reason }: Reasoned): Promise<Procedure> {
    const { procedure, phase } = await this.running(slug);
    if (phase.interruption) throw new Problem('procedure.interrupted');
    if (!isDay(lastDay)) throw invalid('lastDay', 'day.malformed');
    if (!phase.lastDay || lastDay <= phase.lastDay) throw invalid('lastDay', 'period.not-later');
    if (lastDay < localDate(clock.now())) throw invalid('lastDay', 'period.in-the-past');

    const formerLastDay = phase.extension?.formerLastDay ?? phase.lastDay;
    this.noteDay('procedure.extended', procedure, { was: phase.lastDay, is: lastDay, reason });
    phase.extension = { formerLastDay, reason, decidedOn: localDate(clock.now()) };
    this.endOn(procedure, phase, lastDay);
    return this.tell(procedure, `Die Frist ist verlängert. Grund: ${reason}`);
  }

  /** Stops a period, as when the documents could not be reached: it has no end until it begins anew. */
  async interrupt(slug: string, reason: string): Promise<Procedure> {
    const { procedure, phase } = await this.running(slug);
    if (phase.interruption) throw new Problem('procedure.interrupted');
    this.noteDay('procedure.interrupted', procedure, { was: phase.lastDay, is: null, reason });
    phase.interruption = { since: clock.now().toISOString(), reason, formerLastDay: phase.lastDay ?? null };
    phase.lastDay = null;
    return this.tell(procedure, `Die Frist ist unterbrochen. Grund: ${reason}`);
  }

  /**
   * Lets an interrupted period run anew, in full from today (§ 3 (2) BauGB: the whole period must be undisturbed).
   * Throws `procedure.not-interrupted`, `input.invalid` where the new period would be too short.
   */
  async resume(slug: string, { lastDay, reason }: Reasoned): Promise<Procedure> {
    const { procedure, phase } = await this.running(slug);
    if (!phase.interruption) throw new Problem('procedure.not-interrupted');
    if (!isDay(lastDay)) throw invalid('lastDay', 'day.malformed');
    const today = localDate(clock.now());
    const [fatal] = check(phase.lawProfile as LawProfile, { firstDay: plusDays(today, 1), lastDay }).filter(
      ({ isFatal }) => isFatal,
    );
    if (fatal) throw invalid('lastDay', fatal.code);

    this.noteDay('procedure.resumed', procedure, { was: null, is: lastDay, reason });
    const { formerLastDay } = phase.interruption;
    if (formerLastDay) phase.extension = { formerLastDay, reason, decidedOn: today };
    phase.interruption = null;
    this.endOn(procedure, phase, lastDay);
    return this.tell(procedure, `Die Frist läuft von morgen an neu. Grund: ${reason}`);
  }

  private async running(slug: string): Promise<{ procedure: Procedure; phase: Phase }> {
    const procedure = await this.em.findOne(Procedure, { slug });
    if (!procedure) throw notFound('procedure');
    authorize(canPublishProcedure, procedure);
    const phase = procedure.participation;
    const isOver = phase?.endsAt && phase.endsAt <= clock.now();
    if (!procedure.publishedAt || !phase || isOver) throw new Problem('procedure.not-running');
    return { procedure, phase };
  }

  /** What comes after the period begins the day after it. */
  private endOn(procedure: Procedure, phase: Phase, lastDay: Day): void {
    phase.lastDay = lastDay;
    const next = procedure.phases[procedure.phases.indexOf(phase) + 1];
    if (next && next.firstDay <= lastDay) next.firstDay = plusDays(lastDay, 1);
    if (next?.lastDay && next.lastDay < next.firstDay) next.lastDay = null;
  }

  private noteDay(
    action: string,
    { id }: Procedure,
    days: { was: unknown; is: unknown; reason: string },
  ): void {
    const { was, is, reason } = days;
    const subject = { scopeId: id, subjectId: id };
    this.journal.note(action, { ...subject, before: { lastDay: was }, after: { lastDay: is, reason } });
  }

  private async tell(procedure: Procedure, text: string): Promise<Procedure> {
    procedure.log = [...procedure.log, { on: localDate(clock.now()), text }];
    // An embedded list is written where it is another one.
    procedure.phases = [...procedure.phases];
    await this.outbox.add(PROCEDURE_CHANGED, { procedureId: procedure.id });
    return procedure;
  }
}

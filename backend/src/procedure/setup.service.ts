import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { Journal } from '../platform/journal.js';
import { Outbox } from '../platform/outbox.js';
import { invalid, notFound, Problem } from '../platform/problem.js';
import type { Tenant } from '../tenant/tenant.entity.js';
import { TenantService } from '../tenant/tenant.service.js';
import { addressFrom } from './address.js';
import { dayOff, isDay, localDate, nextWorkingDay, plusDays, type Day } from './calendar.js';
import { check, LAWS, periodFor, type LawProfile, type Period } from './law.js';
import { Procedure } from './procedure.entity.js';
import { PROCEDURE_CHANGED } from './procedure.events.js';
import { canEditProcedure, canReadProcedure, canWorkAtDesk } from './procedure.policy.js';
import { ProcedureService, type PhaseDraft } from './procedure.service.js';
import type { PeriodAnswer, PeriodQuestion, ProcedureChange, ProcedureStart } from './setup.graphql.js';

/** A town needs some days to have its notice printed. */
const LEAD_DAYS = 14;
const AROUND_DAYS = 7;
const LONGEST_DAYS = 400;
const FIXED_ONCE_PUBLIC = ['address', 'firstDay', 'lastDay', 'notice'] as const;

/** Sets procedures up, page by page: nothing is public before somebody publishes it. */
@Injectable()
export class SetupService {
  constructor(
    private readonly em: EntityManager,
    private readonly tenants: TenantService,
    private readonly procedures: ProcedureService,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /** Begins a procedure with what the town usually says; its address is reserved from now on. */
  async begin({ lawProfile, kind, title }: ProcedureStart): Promise<Procedure> {
    const town = await this.tenants.own();
    const firstDay = nextWorkingDay(plusDays(localDate(clock.now()), LEAD_DAYS));
    const procedure = await this.procedures.create({
      slug: await this.freeAddress(addressFrom(title)),
      title,
      kind,
      topic: 'wohnen',
      teaser: '',
      summary: '',
      ...usualWords(town),
      phases: phasesOf(lawProfile, periodFor(lawProfile, firstDay)),
    });
    this.journal.note('procedure.created', { ...about(procedure), after: { title, kind, lawProfile } });
    return procedure;
  }

  /** Begins a procedure with the words of another one: not its days, documents or statements. */
  async copy(slug: string, title: string): Promise<Procedure> {
    const from = await this.find(slug);
    authorize(canReadProcedure, from, 'procedure');
    const { kind, topic, teaser, summary, placeLabel, anonymousAllowed, contact, otherWays, otherAccess } =
      from;
    const firstDay = nextWorkingDay(plusDays(localDate(clock.now()), LEAD_DAYS));
    const lawProfile = (from.participation?.lawProfile ?? 'informal') as LawProfile;
    const procedure = await this.procedures.create({
      ...{
        title,
        kind,
        topic,
        teaser,
        summary,
        placeLabel,
        anonymousAllowed,
        contact,
        otherWays,
        otherAccess,
      },
      slug: await this.freeAddress(addressFrom(title)),
      phases: phasesOf(lawProfile, periodFor(lawProfile, firstDay)),
    });
    this.journal.note('procedure.copied', { ...about(procedure), after: { title, from: from.title } });
    return procedure;
  }

  /** Changes what one page of the set-up asks. Throws `procedure.already-public`, `procedure.slug-taken`, `input.invalid`. */
  async change(slug: string, change: ProcedureChange): Promise<Procedure> {
    const procedure = await this.find(slug);
    authorize(canEditProcedure, procedure);
    const given = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== null && value !== undefined),
    );
    if (procedure.publishedAt && FIXED_ONCE_PUBLIC.some((name) => name in given))
      throw new Problem('procedure.already-public');

    const before = shown(procedure);
    await this.take(procedure, given as ProcedureChange);
    this.journal.note('procedure.changed', { ...about(procedure), before, after: shown(procedure) });
    await this.outbox.add(PROCEDURE_CHANGED, { procedureId: procedure.id });
    return procedure;
  }

  /** What a period would be, by the law and in days. Throws `input.invalid`. */
  period({ lawProfile, firstDay, lastDay }: PeriodQuestion): PeriodAnswer {
    authorize(canWorkAtDesk, null);
    if (!isDay(firstDay)) throw invalid('firstDay', 'day.malformed');
    if (lastDay && !isDay(lastDay)) throw invalid('lastDay', 'day.malformed');
    const proposed = periodFor(lawProfile, firstDay);
    const period = { firstDay, lastDay: lastDay ?? proposed.lastDay };
    const { paragraph } = LAWS[lawProfile];
    const { lastDay: proposedLastDay, reasons } = proposed;
    return {
      ...period,
      proposedLastDay,
      reasons,
      paragraph,
      problems: check(lawProfile, period),
      days: strip(period),
    };
  }

  private async take(procedure: Procedure, change: ProcedureChange): Promise<void> {
    const { address, firstDay, lastDay, contactName, contactRole, contactPhone, contactMail, ...rest } =
      change;
    const { byPost, inPerson, byPhone, ...plain } = rest;
    if (address && address !== procedure.slug) {
      if (await this.em.findOne(Procedure, { slug: address }))
        throw invalid('address', 'procedure.slug-taken');
      procedure.slug = address;
    }
    if (firstDay && lastDay) this.takePeriod(procedure, { firstDay, lastDay });
    const { contact, otherWays } = procedure;
    procedure.contact = {
      ...contact,
      name: contactName ?? contact.name,
      role: contactRole ?? contact.role,
      phone: contactPhone ?? contact.phone,
      mail: contactMail ?? contact.mail,
    };
    procedure.otherWays = {
      post: byPost ?? otherWays.post,
      inPerson: inPerson ?? otherWays.inPerson,
      phoneForRecord: byPhone ?? otherWays.phoneForRecord,
    };
    this.em.assign(procedure, plain as never);
  }

  private takePeriod(procedure: Procedure, period: Period): void {
    for (const [name, day] of Object.entries(period)) if (!isDay(day)) throw invalid(name, 'day.malformed');
    const lawProfile = (procedure.participation?.lawProfile ?? 'informal') as LawProfile;
    if (period.lastDay < period.firstDay) throw invalid('lastDay', 'period.ends-before-start');
    if (period.lastDay > plusDays(period.firstDay, LONGEST_DAYS)) throw invalid('lastDay', 'period.too-long');
    procedure.phases = phasesOf(lawProfile, period).map((phase) => ({ ...phase, extension: null })) as never;
  }

  private async find(slug: string): Promise<Procedure> {
    const procedure = await this.em.findOne(Procedure, { slug });
    if (!procedure) throw notFound('procedure');
    return procedure;
  }

  private async freeAddress(wanted: string): Promise<string> {
    for (let number = 1; ; number += 1) {
      const slug = number === 1 ? wanted : `${wanted}-${number}`;
      if (!(await this.em.findOne(Procedure, { slug }))) return slug;
    }
  }
}

/** What the town has said that each procedure begins with; the rest from its own address. */
function usualWords({ contact, fullName, defaults }: Tenant) {
  const { street = '', postcode = '', place = '', hours = '' } = contact;
  const { name, role, phone, mail } = defaults.contact ?? contact;
  const { otherWays } = defaults;
  return {
    contact: { name, role, phone, mail },
    otherAccess: defaults.otherAccess ?? '',
    otherWays: {
      post: otherWays?.post || [fullName, street, `${postcode} ${place}`.trim()].filter(Boolean).join(', '),
      inPerson: otherWays?.inPerson || [street, hours].filter(Boolean).join(', '),
      phoneForRecord: otherWays?.phoneForRecord || phone,
    },
  };
}

/** The phases that a participation has from the beginning: itself, and the weighing after it. */
export function phasesOf(lawProfile: LawProfile, { firstDay, lastDay }: Period): PhaseDraft[] {
  const kind = lawProfile === 'baugb-3-2' || lawProfile === 'wpg-13-4' ? 'display' : 'early';
  return [
    { kind, title: TITLES[lawProfile], lawProfile, firstDay, lastDay },
    {
      kind: 'weighing',
      title: 'Auswertung der Stellungnahmen',
      lawProfile,
      firstDay: plusDays(lastDay, 1),
      lastDay: null,
    },
  ];
}

const TITLES: Record<LawProfile, string> = {
  'baugb-3-1': 'Frühzeitige Beteiligung',
  'baugb-3-2': 'Veröffentlichung im Internet',
  'wpg-13-4': 'Beteiligung zum Wärmeplan',
  informal: 'Beteiligung',
};

function strip({ firstDay, lastDay }: Period): { day: Day; off: string | null }[] {
  const end = plusDays(lastDay, AROUND_DAYS);
  const days: { day: Day; off: string | null }[] = [];
  for (
    let day = plusDays(firstDay, -AROUND_DAYS);
    day <= end && days.length <= LONGEST_DAYS;
    day = plusDays(day, 1)
  )
    days.push({ day, off: dayOff(day) });
  return days;
}

const about = ({ id }: Procedure) => ({ scopeId: id, subjectId: id });

/** What of a procedure stands in the log when it changes. */
function shown(procedure: Procedure): Record<string, unknown> {
  const { slug, title, topic, teaser, summary, placeLabel, anonymousAllowed, otherAccess, notice } =
    procedure;
  const { contact, otherWays, participation } = procedure;
  const period = participation && { firstDay: participation.firstDay, lastDay: participation.lastDay };
  return {
    ...{ address: slug, title, topic, teaser, summary, placeLabel, anonymousAllowed, otherAccess, notice },
    ...{ contact: { ...contact }, otherWays: { ...otherWays }, ...period },
  };
}

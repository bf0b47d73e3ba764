import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { dayInWords } from '../procedure/calendar.js';
import { check, type LawProfile } from '../procedure/law.js';
import { missingIn, NOTICE_PARAGRAPHS, type NoticeFacts } from '../procedure/notice.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { TenantService, townAddress } from '../tenant/tenant.service.js';
import { DocumentVersion, TextVersion, type DocumentKind } from './plan.entity.js';

/** One thing that a procedure needs before it may become public. */
export interface Requirement {
  /** Also the message key. */
  code: string;
  /** `missing` blocks publication; `later` only ought to be done. */
  state: 'done' | 'missing' | 'later';
  /** Where the law asks for it; null where the page alone needs it. */
  paragraph: string | null;
  /** The page of the set-up on which it is done. */
  step: string;
}

interface Found {
  kinds: Set<DocumentKind>;
  texts: number;
  facts: NoticeFacts;
}

const FORMAL = '§ 3 Abs. 2 Satz 1 BauGB';

/** What a procedure needs before it may become public, by the law of its participation. */
@Injectable()
export class ReadinessService {
  constructor(
    private readonly em: EntityManager,
    private readonly tenants: TenantService,
  ) {}

  /** Everything that is asked for, done or not, in the order of the set-up. `at` is when it is to become public. */
  async of(procedure: Procedure, at: Date = clock.now()): Promise<Requirement[]> {
    const found = { ...(await this.laidOut(procedure)), facts: await this.factsOf(procedure) };
    const isFormal = procedure.participation?.lawProfile === 'baugb-3-2';
    return [
      ...frame(procedure),
      ...period(procedure, at),
      ...(isFormal ? formal(procedure, found) : informal(found)),
    ];
  }

  /** What a notice is written from. */
  async factsOf({ slug, participation }: Procedure): Promise<NoticeFacts> {
    const { fullName, slug: town, defaults } = await this.tenants.own();
    const { firstDay = null, lastDay = null } = participation ?? {};
    return {
      town: fullName,
      address: `${townAddress(town)}/verfahren/${slug}`,
      from: firstDay ? dayInWords(firstDay) : '',
      to: lastDay ? dayInWords(lastDay) : '',
      footer: defaults.noticeFooter ?? '',
    };
  }

  private async laidOut(procedure: Procedure): Promise<Omit<Found, 'facts'>> {
    const versions = await this.em.find(
      DocumentVersion,
      { document: { procedure }, takenDownAt: null },
      { populate: ['document'], fields: ['document.kind'] },
    );
    const kinds = new Set(versions.map(({ document }) => document.kind));
    return { kinds, texts: await this.em.count(TextVersion, { text: { procedure } }) };
  }
}

const item =
  (step: string, paragraph: string | null = null) =>
  (code: string, isDone: boolean, otherwise: 'missing' | 'later' = 'missing'): Requirement => ({
    code,
    paragraph,
    step,
    state: isDone ? 'done' : otherwise,
  });

function frame({ teaser, summary, contact }: Procedure): Requirement[] {
  return [
    item('inhalt')('requirement.teaser', teaser.trim() !== ''),
    item('inhalt')('requirement.summary', summary.trim() !== ''),
    item('ansprechpartner')('requirement.contact', Boolean(contact.name && (contact.mail || contact.phone))),
  ];
}

function period({ participation }: Procedure, at: Date): Requirement[] {
  if (!participation?.lastDay) return [item('zeitraum')('requirement.period', false)];
  const { firstDay, lastDay, lawProfile, startsAt } = participation;
  const problems = check(lawProfile as LawProfile, { firstDay, lastDay });
  const isFormal = lawProfile === 'baugb-3-2';
  return [
    ...(problems.length ? [] : [item('zeitraum')('requirement.period', true)]),
    ...problems.map(({ code, paragraph, isFatal }) =>
      item('zeitraum', paragraph)(code, false, isFatal ? 'missing' : 'later'),
    ),
    ...(isFormal
      ? [item('zeitraum', '§ 3 Abs. 2 Satz 4 BauGB')('requirement.notice-before-start', at < startsAt)]
      : []),
  ];
}

function formal(procedure: Procedure, { kinds, facts }: Found): Requirement[] {
  const { notice, otherAccess, otherWays } = procedure;
  const lacks = missingIn(notice, procedure, facts);
  const document = (kind: DocumentKind) =>
    item('unterlagen', FORMAL)(`requirement.document-${kind}`, kinds.has(kind));
  return [
    item('ansprechpartner', '§ 3 Abs. 2 Satz 2 BauGB')('requirement.other-access', otherAccess.trim() !== ''),
    item('ansprechpartner', '§ 3 Abs. 2 Satz 4 Nr. 2 BauGB')(
      'requirement.other-ways',
      Boolean(otherWays.post.trim() || otherWays.inPerson.trim()),
    ),
    ...(notice.trim()
      ? lacks.map((part) =>
          item('bekanntmachung', NOTICE_PARAGRAPHS[part])(`requirement.notice-${part}`, false),
        )
      : []),
    item('bekanntmachung', '§ 3 Abs. 2 Satz 4 BauGB')(
      'requirement.notice',
      notice.trim() !== '' && !lacks.length,
    ),
    document('plan-drawing'),
    document('reasons'),
    document('environmental-report'),
  ];
}

const informal = ({ kinds, texts }: Found): Requirement[] => [
  item('unterlagen')('requirement.something-to-read', kinds.size + texts > 0, 'later'),
];

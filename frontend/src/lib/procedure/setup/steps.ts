import { m } from '#lib/paraglide/messages.js';

/** The questions of the set-up, one page each, in the order in which they are asked. */
export const STEPS = [
  'adresse',
  'inhalt',
  'zeitraum',
  'ansprechpartner',
  'bekanntmachung',
  'pruefen',
] as const;
export type Step = (typeof STEPS)[number];

const TITLES: Record<Step, () => string> = {
  adresse: m.setup_address,
  inhalt: m.setup_content,
  zeitraum: m.setup_period,
  ansprechpartner: m.setup_contact,
  bekanntmachung: m.setup_notice,
  pruefen: m.setup_check,
};
export const stepInWords = (step: Step): string => TITLES[step]();

/** The steps that a procedure under this law has: a notice is asked for by § 3 (2) BauGB only. */
export const stepsOf = (lawProfile: string): Step[] =>
  STEPS.filter((step) => step !== 'bekanntmachung' || lawProfile === 'baugb-3-2');

/** The step after this one; the last one stays. */
export function nextStep(step: string, lawProfile: string): Step {
  const steps = stepsOf(lawProfile);
  return steps[steps.indexOf(step as Step) + 1] ?? 'pruefen';
}

const LAWS: Record<string, () => string> = {
  'baugb-3-1': m.law_baugb_3_1,
  'baugb-3-2': m.law_baugb_3_2,
  'wpg-13-4': m.law_wpg_13_4,
  informal: m.law_informal,
};
/** The law under which people are asked, in words. */
export const lawInWords = (lawProfile: string): string => LAWS[lawProfile]?.() ?? lawProfile;

/** What is typed on the pages of the set-up, by the names of the fields. */
export interface Draft {
  title: string;
  address: string;
  topic: string;
  teaser: string;
  summary: string;
  placeLabel: string;
  anonymousAllowed: boolean;
  contactName: string;
  contactRole: string;
  contactPhone: string;
  contactMail: string;
  byPost: string;
  inPerson: string;
  byPhone: string;
  otherAccess: string;
  notice: string;
}

interface Stored {
  slug: string;
  title: string;
  topic: string;
  teaser: string;
  summary: string;
  placeLabel: string;
  anonymousAllowed: boolean;
  contact: unknown;
  otherWays: unknown;
  otherAccess: string;
  notice: string;
  proposedNotice: string;
}

/** What the pages begin with: what is stored, and over it what was typed and refused. */
export function draftOf(stored: Stored, typed: Record<string, string> = {}): Draft {
  const contact = stored.contact as Record<string, string>;
  const ways = stored.otherWays as Record<string, string>;
  const { title, slug, topic, teaser, summary, placeLabel, anonymousAllowed, otherAccess } = stored;
  return {
    ...{ title, address: slug, topic, teaser, summary, placeLabel, anonymousAllowed, otherAccess },
    contactName: contact.name ?? '',
    contactRole: contact.role ?? '',
    contactPhone: contact.phone ?? '',
    contactMail: contact.mail ?? '',
    byPost: ways.post ?? '',
    inPerson: ways.inPerson ?? '',
    byPhone: ways.phoneForRecord ?? '',
    notice: stored.notice || stored.proposedNotice,
    ...typed,
  };
}

export const TEXT_FIELDS = [
  ...([
    'title',
    'address',
    'topic',
    'teaser',
    'summary',
    'placeLabel',
    'contactName',
    'contactRole',
  ] as const),
  ...(['contactPhone', 'contactMail', 'byPost', 'inPerson', 'byPhone', 'otherAccess', 'notice'] as const),
  ...(['firstDay', 'lastDay'] as const),
];

import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/platform/address.ts';

interface Item {
  kind: string;
  count: number;
  procedureSlug: string | null;
}

interface Known {
  words: (input: { count: number }) => string;
  /** The one place where it is done; `slug` is the procedure's. */
  place: (slug: string) => string;
}

const statements = (filter: string) => (slug: string) =>
  `/arbeitsplatz/stellungnahmen?verfahren=${slug}${filter}`;

const page = (name: string) => (slug: string) => `/arbeitsplatz/verfahren/${slug}/${name}`;

const moderation = (slug: string) => `/arbeitsplatz/moderation?verfahren=${slug}`;

const mine = () => '/arbeitsplatz/stellungnahmen?wer=me&stand=open';

/** Everything that can be due, with its words and the one place where it is done. */
const KNOWN: Record<string, Known> = {
  'procedure.to-publish': {
    words: m.due_to_publish,
    place: (slug) => `/arbeitsplatz/verfahren/${slug}/einrichten/pruefen`,
  },
  'procedure.scheduled': { words: m.due_scheduled, place: (slug) => `/arbeitsplatz/verfahren/${slug}` },
  'procedure.period-ends': { words: m.due_period_ends, place: statements('') },
  'statement.to-release': { words: m.due_to_release, place: statements('&stand=to-release') },
  'release.to-confirm': {
    words: m.due_to_confirm,
    place: (slug) => `/arbeitsplatz/freigaben?verfahren=${slug}`,
  },
  'release.objected': { words: m.due_objected, place: (slug) => `/arbeitsplatz/freigaben?verfahren=${slug}` },
  'recommendation.to-decide': { words: m.due_to_decide, place: page('beschluss') },
  'answer.mail-failed': { words: m.due_mail_failed, place: page('ohne-antwort') },
  'letter.to-make': { words: m.due_letters_to_make, place: page('briefe') },
  'letter.to-post': { words: m.due_letters_to_post, place: page('briefe') },
  'contribution.to-answer': { words: m.due_contributions, place: page('antworten') },
  'case.overdue': { words: m.list_due_overdue, place: mine },
  'case.mine': { words: m.list_due_mine, place: mine },
  'report.late': { words: m.due_report_late, place: moderation },
  'voice.to-decide': { words: m.due_voice_to_decide, place: moderation },
  'suspension.appealed': { words: m.due_suspension_appealed, place: () => '/arbeitsplatz/sperren' },
  'statement.to-answer': { words: m.due_to_answer, place: statements('&stand=open') },
};

/** What is due, in words. */
export const dueInWords = ({ kind, count }: Item): string => KNOWN[kind]?.words({ count }) ?? kind;

/** Where it is done. */
export const placeOf = ({ kind, procedureSlug }: Item): string =>
  localizeHref(KNOWN[kind]?.place(procedureSlug ?? '') ?? '/arbeitsplatz');

import type { News } from './news.queries.js';
import type { Language } from './subscription.entity.js';

const ZONE = 'Europe/Berlin';

/** The last day of a period in words, given the first instant that is late: „Montag, 14. Dezember 2026“. */
const lastDay = (endsAt: string | null, language: Language): string =>
  endsAt
    ? new Date(Date.parse(endsAt) - 1).toLocaleDateString(language === 'en' ? 'en-GB' : 'de-DE', {
        dateStyle: 'full',
        timeZone: ZONE,
      })
    : '';

type Words = (news: News) => string;

const GERMAN: Record<string, Words> = {
  procedure: () => 'Ein neues Verfahren.',
  early: () => 'Die frühzeitige Beteiligung hat begonnen.',
  display: () => 'Die Veröffentlichung hat begonnen: Sie können Stellung nehmen.',
  weighing: () => 'Die Zeit für Stellungnahmen ist zu Ende, die Stadt wägt jetzt ab.',
  between: () => 'Die Zeit für Stellungnahmen ist vorerst zu Ende.',
  decision: () => 'Das Verfahren liegt jetzt zum Beschluss vor.',
  ends: ({ endsAt }) => `Endet bald: am ${lastDay(endsAt, 'de')}, 24 Uhr.`,
  deadline: ({ endsAt }) => `Neues Ende der Frist: ${lastDay(endsAt, 'de')}, 24 Uhr.`,
  document: ({ mark, name }) => `${mark === '1' ? 'Neue Unterlage' : 'Neue Fassung'}: ${name}`,
  text: ({ mark, name }) => `${mark === '1' ? 'Neuer Text' : 'Neue Fassung'}: ${name}`,
  result: () => 'Das Ergebnis ist veröffentlicht.',
  dialogue: ({ dialogueTitle }) => `Neuer Dialog: ${dialogueTitle}`,
  contribution: ({ name }) => `Neuer Beitrag: ${name}`,
  comment: ({ name }) => `Neuer Kommentar zu „${name}“`,
  answer: ({ name }) => `Antwort der Stadt zu „${name}“`,
  became: ({ name }) => `Was aus „${name}“ wird: Die Stadt hat geantwortet.`,
  answered: () => 'Eine Stellungnahme ist beantwortet.',
};

const ENGLISH: Record<string, Words> = {
  procedure: () => 'A new procedure.',
  early: () => 'Early participation has begun.',
  display: () => 'The plan is on display: you can comment on it.',
  weighing: () => 'The time for comments is over, the town is weighing them.',
  between: () => 'The time for comments is over for now.',
  decision: () => 'The procedure is up for decision.',
  ends: ({ endsAt }) => `Ends soon: on ${lastDay(endsAt, 'en')}, at midnight.`,
  deadline: ({ endsAt }) => `New deadline: ${lastDay(endsAt, 'en')}, at midnight.`,
  document: ({ mark, name }) => `${mark === '1' ? 'New document' : 'New version'}: ${name}`,
  text: ({ mark, name }) => `${mark === '1' ? 'New text' : 'New version'}: ${name}`,
  result: () => 'The result is published.',
  dialogue: ({ dialogueTitle }) => `New dialogue: ${dialogueTitle}`,
  contribution: ({ name }) => `New contribution: ${name}`,
  comment: ({ name }) => `New comment on “${name}”`,
  answer: ({ name }) => `Answer of the town to “${name}”`,
  became: ({ name }) => `What becomes of “${name}”: the town has answered.`,
  answered: () => 'A statement has been answered.',
};

const MANY: Record<Language, Record<string, (count: number, news: News) => string>> = {
  de: {
    contribution: (count, { dialogueTitle }) => `${count} neue Beiträge im Dialog „${dialogueTitle}“:`,
    comment: (count, { name }) => `${count} neue Kommentare zu „${name}“`,
    answered: (count) => `${count} Stellungnahmen sind beantwortet.`,
    answer: (count, { name }) => `${count} Antworten der Stadt zu „${name}“`,
  },
  en: {
    contribution: (count, { dialogueTitle }) => `${count} new contributions to “${dialogueTitle}”:`,
    comment: (count, { name }) => `${count} new comments on “${name}”`,
    answered: (count) => `${count} statements have been answered.`,
    answer: (count, { name }) => `${count} answers of the town to “${name}”`,
  },
};

/** One piece of news in a sentence. */
export function inWords(news: News, language: Language): string {
  const words = language === 'en' ? ENGLISH : GERMAN;
  const kind = news.kind === 'phase' ? news.mark.split('|')[0]! : news.kind;
  return words[kind]?.(news) ?? news.title;
}

/** Several of the same kind about the same thing in one sentence; null where each is told by itself. */
export const manyInWords = (news: News, language: Language): string | null =>
  (news.count > 1 && MANY[language][news.kind]?.(news.count, news)) || null;

/** Whether what was to be told is no longer so: another phase, another deadline, or over. */
export function isStale({ kind, mark, status, endsAt }: News, now: Date): boolean {
  if (kind === 'phase') return mark.split('|')[0] !== status;
  const said = mark.split('|').at(-1)!;
  if (kind === 'ends')
    return !endsAt || Date.parse(endsAt) !== Date.parse(said) || Date.parse(endsAt) <= now.getTime();
  return kind === 'deadline' && Date.parse(endsAt ?? '') !== Date.parse(said);
}

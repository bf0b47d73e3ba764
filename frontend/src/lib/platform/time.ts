const ZONE = 'Europe/Berlin';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Language = 'de' | 'en' | 'de-x-leicht';
const tagOf = (language: Language) => (language === 'en' ? 'en-GB' : 'de-DE');

/** Building a formatter costs more than a hundred times what its use does. */
const formatters = new Map<string, Intl.DateTimeFormat>();
function format(at: string | Date, language: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language}|${options.dateStyle}|${options.timeStyle}|${options.timeZone}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(language, options);
  formatters.set(key, known);
  return known.format(new Date(at));
}

/** A local date has no zone; an instant is told in Berlin. */
const zoneOf = (at: string) => (at.length === 10 ? 'UTC' : ZONE);

/** „Montag, 14. Dezember 2026“, of an instant or of a local date. */
export const dayInWords = (at: string, language: Language): string =>
  format(at, tagOf(language), { dateStyle: 'full', timeZone: zoneOf(at) });

/** „14. Dez. 2026“, of an instant or of a local date. */
export const dayShort = (at: string, language: Language): string =>
  format(at, tagOf(language), { dateStyle: 'medium', timeZone: zoneOf(at) });

/** „14:03:22 Uhr“ in Berlin. */
export function timeInWords(at: string, language: Language): string {
  const time = format(at, tagOf(language), { timeStyle: 'medium', timeZone: ZONE });
  return language === 'en' ? time : `${time} Uhr`;
}

const numbers = { de: new Intl.NumberFormat('de-DE'), en: new Intl.NumberFormat('en-GB') };

/** „1.100“, in English “1,100”. */
export const numberInWords = (value: number, language: Language): string =>
  numbers[language === 'en' ? 'en' : 'de'].format(value);

export type Left = { unit: 'days' | 'hours' | 'minutes'; count: number } | { unit: 'over' };

/** How long is left until an instant: days by the calendar in Berlin, within the last day hours, then minutes. */
export function timeLeft(endsAt: string, now: Date): Left {
  const left = new Date(endsAt).getTime() - now.getTime();
  if (left <= 0) return { unit: 'over' };
  if (left < HOUR) return { unit: 'minutes', count: Math.ceil(left / MINUTE) };
  if (left <= DAY) return { unit: 'hours', count: Math.floor(left / HOUR) };

  return {
    unit: 'days',
    count: Math.round((midnight(new Date(new Date(endsAt).getTime() - 1)) - midnight(now)) / DAY),
  };
}

/** The last day of a period, given the first instant that is late. */
export const lastDayOf = (endsAt: string): string => localDate(new Date(new Date(endsAt).getTime() - 1));

/** The local date in Berlin of an instant, as 2026-12-14. */
export const localDate = (at: Date): string => format(at, 'sv-SE', { dateStyle: 'short', timeZone: ZONE });

const midnight = (at: Date) => new Date(localDate(at)).getTime();

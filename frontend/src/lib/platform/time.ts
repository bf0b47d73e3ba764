const ZONE = 'Europe/Berlin';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Language = 'de' | 'en' | 'de-x-leicht';
const tagOf = (language: Language) => (language === 'en' ? 'en-GB' : 'de-DE');

/** „Montag, 14. Dezember 2026“, of an instant or of a local date. */
export function dayInWords(at: string, language: Language): string {
  const isDate = at.length === 10;
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'full', timeZone: isDate ? 'UTC' : ZONE };
  return new Date(at).toLocaleDateString(tagOf(language), options);
}

/** „14. Dez. 2026“, of an instant or of a local date. */
export function dayShort(at: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = {
    dateStyle: 'medium',
    timeZone: at.length === 10 ? 'UTC' : ZONE,
  };
  return new Date(at).toLocaleDateString(tagOf(language), options);
}

/** „14:03:22 Uhr“ in Berlin. */
export function timeInWords(at: string, language: Language): string {
  const time = new Date(at).toLocaleTimeString(tagOf(language), { timeStyle: 'medium', timeZone: ZONE });
  return language === 'en' ? time : `${time} Uhr`;
}

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
export const localDate = (at: Date): string => at.toLocaleDateString('sv-SE', { timeZone: ZONE });

const midnight = (at: Date) => new Date(localDate(at)).getTime();

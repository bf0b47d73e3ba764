import * as messages from '#lib/paraglide/messages.js';

const texts = messages.m as unknown as Record<string, (() => string) | undefined>;

/** A period by its first and its last day, both of which count. */
export interface Period {
  from: string;
  to: string;
}

/** The sections of the report in their order, each with the figures that it has. */
export const SECTIONS = [
  'base',
  'notices',
  'own',
  'reasons',
  'complaints',
  'suspensions',
  'disputes',
  'automated',
] as const;

const inWords = (name: string) => texts[`transparency_${name.replace(/[.-]/g, '_')}`]?.() ?? name;

/** What a section is about, and what it says beside its figures. */
export const sectionInWords = (section: string): string => inWords(section);
export const measureInWords = (key: string): string => inWords(key);

/** `2026`, `2026-1` and `2026-2` are a year and its halves; else the days that were asked for. */
export function periodFrom(params: URLSearchParams, year: number): Period {
  const [, named, half] = /^(\d{4})(?:-([12]))?$/.exec(params.get('zeitraum') ?? '') ?? [];
  const [from, to] = [params.get('von'), params.get('bis')];
  if (!named && from && to) return { from, to };
  const of = named ?? `${year}`;
  return {
    from: `${of}-${half === '2' ? '07-01' : '01-01'}`,
    to: `${of}-${half === '1' ? '06-30' : '12-31'}`,
  };
}

/** Minutes as people say them: minutes, hours, then days. */
export function minutesInWords(minutes: number): string {
  const rounded = (value: number) => Math.round(value * 10) / 10;
  if (minutes < 90) return messages.m.transparency_minutes({ count: Math.round(minutes) });
  if (minutes < 48 * 60) return messages.m.transparency_hours({ count: rounded(minutes / 60) });
  return messages.m.transparency_days({ count: rounded(minutes / 1_440) });
}

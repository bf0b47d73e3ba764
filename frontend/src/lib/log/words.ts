import * as messages from '#lib/paraglide/messages.js';

const texts = messages.m as unknown as Record<string, (() => string) | undefined>;

/** What was done, as a clerk would say it; what has no words yet shows its code. */
export const actionInWords = (action: string): string =>
  texts[`log_${action.replace(/[.-]/g, '_')}`]?.() ?? action;

/** The names of the filters as they stand in the address, and as the backend calls them. */
export const FILTERS = { wer: 'who', was: 'what', von: 'from', bis: 'to', nummer: 'number' } as const;
export type LogFilter = Record<(typeof FILTERS)[keyof typeof FILTERS], string | null>;

import { m } from '#lib/paraglide/messages.js';

const SINCE: Record<string, () => string> = {
  same: m.detail_same,
  changed: m.detail_changed,
  gone: m.detail_gone,
};
/** What became of a place on the plan since somebody spoke to it. */
export const sinceInWords = (since: string): string => SINCE[since]?.() ?? since;

const SCANS: Record<string, () => string> = {
  clean: m.detail_clean,
  infected: m.detail_infected,
  unscanned: m.detail_unscanned,
};
/** What the scan said about an attachment; null while it runs. */
export const scanInWords = (scan: string | null): string => (scan && SCANS[scan]?.()) || m.detail_waiting();

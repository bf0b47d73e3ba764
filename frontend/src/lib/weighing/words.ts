import { m } from '#lib/paraglide/messages.js';
import { outcomeInWords } from '#lib/procedure/status.ts';

export const CASE_STATES = ['open', 'to-release', 'answered', 'withdrawn'] as const;
export const OUTCOMES = ['followed', 'already-followed', 'not-followed', 'working-group', 'noted'] as const;

const STATES: Record<string, () => string> = {
  open: m.case_open,
  'to-release': m.case_to_release,
  answered: m.case_answered,
  withdrawn: m.case_withdrawn,
};
export const stateInWords = (state: string): string => STATES[state]?.() ?? state;

const CHANNELS: Record<string, () => string> = {
  web: m.channel_web,
  mail: m.channel_mail,
  letter: m.channel_letter,
  minutes: m.channel_minutes,
};
/** How a statement came in. */
export const channelInWords = (channel: string): string => CHANNELS[channel]?.() ?? channel;

interface Line {
  outcome: string | null;
  withdrawnAt: string | null;
  mayPublish: boolean;
  isReleased: boolean;
}
/** Where a statement stands, in one phrase. */
export function standingInWords({ outcome, withdrawnAt, mayPublish, isReleased }: Line): string {
  if (withdrawnAt) return m.case_withdrawn();
  if (outcome) return outcomeInWords(outcome);
  return mayPublish && !isReleased ? m.case_to_release() : m.case_open();
}

import * as messages from '#lib/paraglide/messages.js';
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

export const CHANNELS = ['web', 'mail', 'letter', 'minutes', 'dialogue'] as const;

const CHANNEL_WORDS: Record<string, () => string> = {
  web: m.channel_web,
  mail: m.channel_mail,
  letter: m.channel_letter,
  minutes: m.channel_minutes,
  dialogue: m.channel_dialogue,
};
/** How a statement came in. */
export const channelInWords = (channel: string): string => CHANNEL_WORDS[channel]?.() ?? channel;

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

const texts = messages.m as unknown as Record<string, (() => string) | undefined>;

/** What somebody did, as a line of the log says it. */
export const actionInWords = (action: string): string =>
  texts[`log_${action.replace(/[.-]/g, '_')}`]?.() ?? action;

const STAGES: Record<string, () => string> = {
  open: m.weigh_stage_open,
  draft: m.weigh_stage_draft,
  ready: m.weigh_stage_ready,
  decided: m.weigh_stage_decided,
};
/** How far the weighing of a statement has come. */
export const stageInWords = (stage: string): string => STAGES[stage]?.() ?? stage;

const REASONS: Record<string, () => string> = {
  open: m.weigh_stage_open,
  draft: m.weigh_stage_draft,
  ready: m.weigh_stage_ready,
  'mail-failed': m.weigh_mail_failed,
  'mail-waiting': m.weigh_mail_waiting,
  'letter-to-make': m.weigh_letter_to_make,
  'letter-to-post': m.weigh_letter_to_post,
};
/** Why the sender of a statement does not know the result yet. */
export const reasonInWords = (reason: string): string => REASONS[reason]?.() ?? reason;

/** Where that is mended. */
export function placeOfReason(reason: string, slug: string, number: string): string {
  if (reason.startsWith('letter')) return `/arbeitsplatz/verfahren/${slug}/briefe`;
  if (reason === 'ready') return `/arbeitsplatz/verfahren/${slug}/beschluss`;
  return `/arbeitsplatz/stellungnahmen/${number}${reason.startsWith('mail') ? '' : '/abwaegung'}`;
}

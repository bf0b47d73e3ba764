import { m } from '#lib/paraglide/messages.js';

export const ORDERS = ['random', 'newest', 'discussed', 'agreed', 'divided'] as const;
export type Order = (typeof ORDERS)[number];

const IN_WORDS: Record<Order, () => string> = {
  random: m.dialogue_order_random,
  newest: m.dialogue_order_newest,
  discussed: m.dialogue_order_discussed,
  agreed: m.dialogue_order_agreed,
  divided: m.dialogue_order_divided,
};

export const orderInWords = (order: Order): string => IN_WORDS[order]();

export const RATINGS = ['agree', 'neutral', 'disagree'] as const;
export type Rating = (typeof RATINGS)[number];

const RATING_IN_WORDS: Record<Rating, () => string> = {
  agree: m.dialogue_agree,
  neutral: m.dialogue_neutral,
  disagree: m.dialogue_disagree,
};

export const ratingInWords = (rating: Rating): string => RATING_IN_WORDS[rating]();

/** Whose name stands beside something that was said. */
export const authorInWords = (name: string | null): string => name ?? m.dialogue_no_name();

export const GROUNDS = ['insult', 'personal-data', 'advertising', 'illegal', 'off-topic', 'other'] as const;

const GROUND_IN_WORDS: Record<string, () => string> = {
  insult: m.report_insult,
  'personal-data': m.report_personal_data,
  advertising: m.report_advertising,
  illegal: m.report_illegal,
  'off-topic': m.report_off_topic,
  other: m.report_other,
};

/** Why something is reported. */
export const groundInWords = (ground: string): string => (GROUND_IN_WORDS[ground] ?? m.report_other)();

/** What became of a file that was sent with a contribution. */
export function fileStateInWords(state: string): string {
  if (state === 'shown') return m.dialogue_file_shown();
  if (state === 'withheld') return m.dialogue_file_withheld();
  return state === 'staff' ? m.dialogue_file_staff() : m.dialogue_file_waiting();
}

import { m } from '#lib/paraglide/messages.js';

/** What can become of a contribution, in the order in which it is chosen. */
export const BECOMES = [
  ...['examined', 'planned', 'done', 'partly', 'declined', 'weighing', 'elsewhere', 'noted'],
] as const;

type Shape = 'open' | 'soon' | 'waiting' | 'done' | 'past';

const KNOWN: Record<string, [words: () => string, shape: Shape]> = {
  examined: [m.became_examined, 'soon'],
  planned: [m.became_planned, 'open'],
  done: [m.became_done, 'done'],
  partly: [m.became_partly, 'waiting'],
  declined: [m.became_declined, 'past'],
  weighing: [m.became_weighing, 'waiting'],
  elsewhere: [m.became_elsewhere, 'past'],
  noted: [m.became_noted, 'past'],
};

export const becameInWords = (becomes: string): string => KNOWN[becomes]?.[0]() ?? becomes;

/** The shape beside the words. */
export const shapeOf = (becomes: string): Shape => KNOWN[becomes]?.[1] ?? 'soon';

/** What is listed by what became of it. */
export const becameFrom = (asked: string | null): string | null =>
  ['answered', ...BECOMES].find((one) => one === asked) ?? null;

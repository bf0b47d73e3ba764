import type { ResultOf } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

import type { StatementFields } from './statement.graphql.ts';

type Statement = ResultOf<typeof StatementFields>;

interface Step {
  text: string;
  isDone: boolean;
}

/** How far a statement has come, step by step: what is done has its day, what comes is said without one. */
export function stepsOf(statement: Statement, now: string, day: (at: string) => string): Step[] {
  const { receivedAt, isSealed, withdrawnAt, answer, progress } = statement;
  const done = (at: string | null, words: (input: { day: string }) => string): Step[] =>
    at ? [{ text: words({ day: day(at) }), isDone: true }] : [];
  return [
    ...done(receivedAt, m.step_arrived),
    { text: isSealed ? m.step_sealed() : m.step_sealing(), isDone: isSealed },
    ...done(withdrawnAt, m.step_withdrawn),
    ...done(progress.readAt, m.step_read),
    ...done(progress.assignedAt, m.step_assigned),
    ...(progress.weighedAt
      ? done(progress.weighedAt, m.step_was_weighed)
      : [{ text: toBeWeighed(statement, now, day), isDone: answer !== null }]),
    answer
      ? { text: m.step_answered({ day: day(answer.decidedOn) }), isDone: true }
      : { text: m.step_answer(), isDone: false },
    ...(answer ? told(progress, day) : []),
  ];
}

function toBeWeighed({ lastDay }: Statement, now: string, day: (at: string) => string): string {
  const isRunning = lastDay && new Date(`${lastDay}T23:00:00Z`) > new Date(now);
  return isRunning ? m.step_weighed_after({ day: day(lastDay) }) : m.step_weighed();
}

function told({ way, toldAt }: Statement['progress'], day: (at: string) => string): Step[] {
  if (way === 'inspection') return [{ text: m.step_inspection(), isDone: true }];
  if (!toldAt) return [];
  const words = way === 'post' ? m.step_posted : m.step_mailed;
  return [{ text: words({ day: day(toldAt) }), isDone: true }];
}

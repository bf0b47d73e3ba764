import type { Backend, Problem } from '#lib/platform/backend.ts';

import { DecideAppeal, DecideVoice } from './report.graphql.ts';

const NAMES = [
  ...['kind', 'id', 'reason', 'redacted', 'appeal', 'decision', 'basis', 'provision', 'isWarning', 'days'],
] as const;

/** A decision as it was typed. */
export const decisionFrom = (field: (name: string) => string): Record<string, string> =>
  Object.fromEntries(NAMES.map((name) => [name, field(name)]));

/** Decides about something that was said, or on the appeal against a decision; answers what is wrong. */
export async function decide(backend: Backend, typed: Record<string, string>): Promise<Problem | null> {
  const { kind = '', id = '', reason = '', decision = '', redacted = '', appeal } = typed;
  const ground = {
    ...{ basis: typed.basis || null, provision: typed.provision?.trim() || null },
    isWarning: typed.isWarning === 'on',
  };
  if (appeal) {
    const settled = { id: appeal, outcome: decision, answer: reason, ...ground };
    return (await backend.ask(DecideAppeal, { decision: settled })).problem;
  }
  // To suspend somebody is to hide what they wrote and to keep them from writing more.
  const isSuspension = decision === 'suspended';
  const asked = {
    ...{ kind, id, reason, ...ground, decision: isSuspension ? 'hidden' : decision },
    redacted: decision === 'redacted' ? redacted : null,
    suspendDays: isSuspension ? Number(typed.days) || 1 : null,
  };
  return (await backend.ask(DecideVoice, { decision: asked })).problem;
}

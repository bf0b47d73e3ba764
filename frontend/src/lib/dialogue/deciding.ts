import type { Backend, Problem } from '#lib/platform/backend.ts';

import { DecideAppeal, DecideVoice } from './report.graphql.ts';

const NAMES = [
  ...[
    'kind',
    'id',
    'reason',
    'redacted',
    'appeal',
    'decision',
    'basis',
    'provision',
    'isWarning',
    'days',
    'keepFiles',
  ],
] as const;

/** A decision as it was typed. Without scripts a proposed reason is chosen and the field for it is left empty. */
export function decisionFrom(field: (name: string) => string): Record<string, string> {
  const typed = Object.fromEntries(NAMES.map((name) => [name, field(name)]));
  return typed.reason ? typed : { ...typed, ...proposedIn(field('proposal')) };
}

/** A reason that is often given, with its ground, as the list of them says it; nothing for what is none. */
export function proposedIn(proposal: string): Record<string, string> {
  try {
    const { reason, basis, provision } = JSON.parse(proposal) as Record<string, unknown>;
    const said = Object.entries({ reason, basis, provision });
    return Object.fromEntries(said.map(([name, value]) => [name, typeof value === 'string' ? value : '']));
  } catch {
    return {};
  }
}

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
    keepFiles: typed.keepFiles === 'on',
    suspendDays: isSuspension ? Number(typed.days) || 1 : null,
  };
  return (await backend.ask(DecideVoice, { decision: asked })).problem;
}

import { authorize } from '../platform/authorize.js';
import { current } from '../platform/current.js';
import { Problem } from '../platform/problem.js';
import { codeOf } from '../register/number.js';
import type { Standing, VoiceKind } from './contribution.entity.js';
import { canOpenContribution, isRunning, type Place } from './contribution.policy.js';

/** Something that was said and is kept. */
export interface KeptVoice {
  number: string;
  standing: Standing;
}

/** What opens the receipt of something that was said, together with its number. */
export const voiceCode = (kind: VoiceKind, id: string): string => codeOf(`${kind}|${current.tenantId}|${id}`);

/** What is kept under an id, if it is the same. Throws `contribution.conflict`. */
export function kept<Kept extends KeptVoice>(
  known: (Kept & { fingerprint: string | null }) | undefined,
  fingerprint: string,
): Kept | null {
  if (!known) return null;
  if (known.fingerprint !== fingerprint) throw new Problem('contribution.conflict');
  authorize(canOpenContribution, { given: fingerprint, right: known.fingerprint });
  return known;
}

/** Whether the period is over is said before the policy refuses. Throws `dialogue.closed`. */
export function refuseClosed(place: Pick<Place, 'procedure'>): void {
  if (!isRunning(place)) throw new Problem('dialogue.closed');
}

/** Fields that PostgreSQL cannot keep: it knows neither NUL nor half of a surrogate pair. */
export const unreadableIn = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts)
      .filter(([, value]) => !value.isWellFormed() || value.includes('\u0000'))
      .map(([field]) => [field, 'input.unreadable-letters']),
  );

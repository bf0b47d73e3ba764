import { createHash, timingSafeEqual } from 'node:crypto';

import { canModerate } from '../contribution/contribution.policy.js';
import type { Actor } from '../platform/current.js';
import type { Appeal } from './report.entity.js';

/** Anybody may say that something should not be there, without an account (Art. 16 (1) DSA). */
export const canReport = (_actor: Actor, _nothing: null): boolean => true;

/** Who holds number and code holds the report. */
export const canOpenReport = (_actor: Actor, key: { given: string; right: string }): boolean =>
  timingSafeEqual(digest(key.given), digest(key.right));

/** Another person than the one who decided first (Art. 20 (6) DSA). */
export const canDecideAppeal = (actor: Actor, appeal: Pick<Appeal, 'procedureId' | 'against'>): boolean =>
  canModerate(actor, { id: appeal.procedureId }) && actor.accountId !== appeal.against;

/** Fields leave only through a view that the service made after it had asked one of the rules above. */
export const isDisclosedReport = (_actor: Actor, view: { isDisclosed?: true }): boolean =>
  view.isDisclosed === true;

const digest = (value: string) => createHash('sha256').update(value).digest();

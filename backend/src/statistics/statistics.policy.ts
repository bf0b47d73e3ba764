import type { Actor } from '../platform/current.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { caseScopes } from '../weighing/case.policy.js';

/** Who reads what came in may count it; counts name nobody. */
export const canSeeStatistics = (actor: Actor, { id }: Pick<Procedure, 'id'>): boolean =>
  caseScopes(actor)?.includes(id) ?? true;

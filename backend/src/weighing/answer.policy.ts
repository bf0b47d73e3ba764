import type { Actor } from '../platform/current.js';
import { holds } from '../platform/roles.js';
import type { Statement } from '../statement/statement.entity.js';

/** Who weighs answers; the body's decision stands behind it. */
export const canAnswerStatement = (actor: Actor, statement: Statement): boolean =>
  holds(actor, statement.procedure.id, ['town-admin', 'planner']);

import type { Actor } from '../platform/current.js';
import { holds, holdsAnywhere } from '../platform/roles.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import type { Statement } from '../statement/statement.entity.js';

const WEIGHERS = ['town-admin', 'planner', 'clerk'];
const DECIDERS = ['town-admin', 'planner'];
const SENDERS = ['town-admin', 'clerk'];
const READERS = [...WEIGHERS, 'reader'];

/** Who recommends what to decide about a statement, and marks its points. */
export const canWeighStatement = (actor: Actor, statement: Statement): boolean =>
  holds(actor, statement.procedure.id, WEIGHERS);

/** Who enters what the body decided. */
export const canDecide = (actor: Actor, procedure: Pick<Procedure, 'id'>): boolean =>
  holds(actor, procedure.id, DECIDERS);

/** Letters and their run show names and addresses: only who has to know them (Art. 5 (1) c GDPR). */
export const canSendAnswers = (actor: Actor, procedure: Pick<Procedure, 'id'>): boolean =>
  holds(actor, procedure.id, SENDERS);

/** Who sees how far the weighing of a procedure has come; readers look on. */
export const canSeeWeighing = (actor: Actor, procedure: Pick<Procedure, 'id'>): boolean =>
  holds(actor, procedure.id, READERS);

/** Text blocks belong to the town: everybody who weighs somewhere in it keeps them. */
export const canKeepTextBlocks = (actor: Actor, _nothing: null): boolean => holdsAnywhere(actor, WEIGHERS);

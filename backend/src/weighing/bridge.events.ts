/** A dialogue feeds the weighing from now on. Payload: `dialogueId`. */
export const BRIDGE_DECLARED = 'bridge.declared';
/** The next contributions are to be taken. Payload: `takeoverId`. */
export const TAKEOVER_DUE = 'bridge.takeover-due';
/** The weighing decided about a statement that was a contribution. Payload: `statementId`. */
export const TAKEN_DECIDED = 'bridge.taken-decided';

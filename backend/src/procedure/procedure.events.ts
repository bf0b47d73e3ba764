/** A procedure, one of its phases or its public log has changed. Payload: `procedureId`. */
export const PROCEDURE_CHANGED = 'procedure.changed';
/** The time has come at which a procedure was to become public. Payload: `procedureId`, `at`. */
export const PUBLICATION_DUE = 'procedure.publication-due';

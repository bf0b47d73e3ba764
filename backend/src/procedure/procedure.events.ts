/** A procedure, one of its phases or its public log has changed. Payload: `procedureId`. */
export const PROCEDURE_CHANGED = 'procedure.changed';

/** A statement has arrived and its receipt is signed. Payload: `statementId`, `procedureId`, `hasAddress`, `hasFiles`. */
export const STATEMENT_SUBMITTED = 'statement.submitted';
/** A redacted copy was released or taken back, or a statement withdrawn. Payload: `statementId`, `procedureId`. */
export const STATEMENT_CHANGED = 'statement.changed';

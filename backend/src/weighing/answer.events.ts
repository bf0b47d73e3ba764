/** The result of weighing a statement was published. Payload: `statementId`. */
export const ANSWER_PUBLISHED = 'answer.published';
/** A procedure's result changed as a whole: decided, or announced for inspection. Payload: `procedureId`. */
export const RESULT_CHANGED = 'result.changed';

/** The result of weighing a statement was published. Payload: `statementId`. */
export const ANSWER_PUBLISHED = 'answer.published';

/** Some of the contributions of an answer are answered. Payload: `answerId`, `from`, `count`: their places in its list. */
export const CONTRIBUTIONS_ANSWERED = 'contribution.answered';
/** The next contributions of an answer are to be answered. Payload: `answerId`. */
export const ANSWERS_DUE = 'contribution.answers-due';
/** An author who left an address is to be told. Payload: `answerId`, `contributionId`. */
export const AUTHOR_ANSWERED = 'contribution.author-answered';

/** Somebody asked for the letters of a procedure. Payload: `runId`. */
export const LETTERS_ASKED = 'letters.asked';

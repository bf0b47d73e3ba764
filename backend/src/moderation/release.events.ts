/** A copy waits for its author's objection. Payload: `statementId`. */
export const RELEASE_SHOWN = 'release.shown';
/** The time to object to a copy is over. Payload: `statementId`. */
export const OBJECTION_OVER = 'release.objection-over';
/** A copy is public. Payload: `statementId`. */
export const RELEASE_PUBLISHED = 'release.published';
/** The file of a copy is no longer used. Payload: `key`. */
export const COPY_DROPPED = 'release.copy-dropped';

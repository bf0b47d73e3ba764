/** A dialogue was set up or changed. Payload: `dialogueId`. */
export const DIALOGUE_CHANGED = 'contribution.dialogue-changed';
/** A contribution came in, was shown or hidden. Payload: `contributionId`, `hasFiles` when it came in. */
export const CONTRIBUTION_CHANGED = 'contribution.changed';
/** Somebody rated. Payload: `contributionId`. */
export const CONTRIBUTION_RATED = 'contribution.rated';
/** A comment was written, shown or hidden. Payload: `contributionId`, `commentId`. */
export const COMMENT_CHANGED = 'contribution.comment-changed';
/** Somebody decided about a contribution that others repeat. Payload: `contributionId`. */
export const CONTRIBUTION_DECIDED = 'contribution.decided';
/** Those who said the same as a contribution are shown or hidden now. Payload: `contributionId`. */
export const CLUSTER_CHANGED = 'contribution.cluster-changed';

/** Somebody is invited to a role. Payload: `invitationId`. */
export const INVITED = 'account.invited';
/** Somebody's roles in a town are about to end because nobody uses them. Payload: `accountId`. */
export const STAFF_IDLE = 'account.staff-idle';
/** Somebody is invited to speak for an institution. Payload: `memberId`. */
export const INSTITUTION_INVITED = 'account.institution-invited';

/** Somebody is invited to a role. Payload: `invitationId`. */
export const INVITED = 'account.invited';

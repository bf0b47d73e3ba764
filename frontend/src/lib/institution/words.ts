import { m } from '#lib/paraglide/messages.js';

/** A role in an institution as people call it. */
export const memberRoleInWords = (role: string): string =>
  role === 'coordinator' ? m.institution_coordinator() : m.institution_clerk();

export const memberRoleOptions = () =>
  ['institution-clerk', 'coordinator'].map((value) => ({ value, label: memberRoleInWords(value) }));

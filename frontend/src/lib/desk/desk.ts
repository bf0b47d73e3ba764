import { personalData } from '#lib/account/personal.ts';

/** What a page of the desk shows; for the staff of this town. */
export const deskData = personalData;

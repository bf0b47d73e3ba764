import { m } from '#lib/paraglide/messages.js';

const STATES: Record<string, () => string> = {
  none: m.release_state_none,
  proposed: m.release_state_proposed,
  'sent-back': m.release_state_sent_back,
  shown: m.release_state_shown,
  objected: m.release_state_objected,
  published: m.release_state_published,
  retracted: m.release_state_retracted,
};
/** Where a copy stands, in one phrase. */
export const releaseInWords = (state: string): string => STATES[state]?.() ?? state;

const KINDS: Record<string, () => string> = {
  name: m.release_kind_name,
  address: m.release_kind_address,
  phone: m.release_kind_phone,
  mail: m.release_kind_mail,
  iban: m.release_kind_iban,
  plate: m.release_kind_plate,
};
/** What a suggestion is. */
export const kindInWords = (kind: string): string => KINDS[kind]?.() ?? kind;

import { townAddress } from '../tenant/tenant.service.js';
import type { Language } from './subscription.entity.js';
import { subscriberCode, subscriptionCode } from './subscription.policy.js';

/** A page of the Land's host in the language of who reads the mail. */
const page = (language: Language, path: string) =>
  `${townAddress(null)}${language === 'en' ? '/en' : ''}${path}`;

export const confirmLink = (language: Language, id: string): string =>
  page(language, `/benachrichtigen/bestaetigen/${id}/${subscriptionCode(id)}`);

export const manageLink = (language: Language, subscriberId: string): string =>
  page(language, `/benachrichtigungen/${subscriberId}/${subscriberCode(subscriberId)}`);

/** Ends everything by one POST (RFC 8058); leads a person to a page with a button. */
export const endLink = (subscriberId: string): string =>
  `${townAddress(null)}/api/abmelden/${subscriberId}/${subscriberCode(subscriberId)}`;

import { seal, unseal } from '../account/seal.js';
import { mac } from '../platform/mac.js';

const PURPOSE = 'subscriber';

/** What finds an address again: its keyed hash in lower case (hex). */
export const digestOf = (address: string): string =>
  mac('codeKey', `address|${address.trim().toLowerCase()}`).toString('hex');

export const sealAddress = (address: string): string => seal(PURPOSE, address.trim());

/** The address; throws where its seal was changed. */
export function openAddress(sealed: string): string {
  const address = unseal<string>(PURPOSE, sealed);
  if (address === null) throw new Error('The seal of an address is broken.');
  return address;
}

/** Enough to know one's own address by: `a…@mail.example`. */
export const shortened = (address: string): string =>
  `${address[0]}…${address.slice(address.lastIndexOf('@'))}`;

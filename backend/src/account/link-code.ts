import { timingSafeEqual } from 'node:crypto';

import { mac } from '../platform/mac.js';

/** The secret part of an invitation's link (40 hexadecimal digits): only who got the mail has it. */
export const linkCode = (boundTo: string): string => mac('codeKey', boundTo).toString('hex').slice(0, 40);

/** Whether a link has the right code, without telling by the time it takes how much of it is right. */
export const isCode = (given: string, code: string): boolean =>
  /^[0-9a-f]{40}$/.test(given) && timingSafeEqual(Buffer.from(given), Buffer.from(code));

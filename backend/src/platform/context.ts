import { mac } from './mac.js';

/** A context outlives every transaction that we allow, and nothing more. */
const SECONDS = 300;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Signs who may see what in one transaction: `tenant|actor|expiry|hmac`. PostgreSQL checks it in `sec.tenant()`
 * against a key that the role of the application cannot read, so that even injected SQL cannot change tenants.
 */
export function signContext(tenantId: string | null, accountId: string | null): string {
  const expiry = Math.floor(Date.now() / 1000) + SECONDS;
  const message = `${tenantId ?? NOBODY}|${accountId ?? NOBODY}|${expiry}`;

  return `${message}|${mac('contextKey', message).toString('hex')}`;
}

/** The two padded halves of the key (RFC 2104), so that SQL needs only the built-in sha256. */
export function contextKeyPads(hexKey: string): { inner: Buffer; outer: Buffer } {
  const key = Buffer.concat([Buffer.from(hexKey, 'hex')], 64);
  return { inner: key.map((byte) => byte ^ 0x36) as Buffer, outer: key.map((byte) => byte ^ 0x5c) as Buffer };
}

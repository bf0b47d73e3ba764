import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

import { secrets } from '../platform/env.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** 256 random bits as text for a cookie or an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256 (hex): what we keep of a secret. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Encrypts a value as JSON (AES-256-GCM, sessionKey); it opens only for the same purpose. */
export function seal(purpose: string, value: unknown): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key(), iv).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Opens what `seal` closed; null when it was changed, is for another purpose or is no seal at all. */
export function unseal<Value>(purpose: string, text: string | null | undefined): Value | null {
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const opened = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(opened.toString('utf8')) as Value;
  } catch {
    return null;
  }
}

const key = () => Buffer.from(secrets().sessionKey, 'hex');

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

import { secrets } from './env.js';

type KeyName = 'contextKey' | 'codeKey';
const keys = new Map<KeyName, KeyObject>();

/** The keyed hash (HMAC-SHA-256) of a message, in UTF-8, under one of the installation's keys. */
export function mac(name: KeyName, message: string): Buffer {
  const key = keys.get(name) ?? createSecretKey(secrets()[name], 'hex');
  keys.set(name, key);
  return createHmac('sha256', key).update(message).digest();
}

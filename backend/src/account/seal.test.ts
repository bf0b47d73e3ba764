import { describe, expect, test } from '@jest/globals';

import { readCookie } from './cookies.js';
import { hashOf, newSecret, seal, unseal } from './seal.js';

describe('a seal', () => {
  test('opens for its own purpose only', () => {
    const sealed = seal('session:1', { refreshToken: 'straße' });
    expect(unseal('session:1', sealed)).toEqual({ refreshToken: 'straße' });
    expect(unseal('session:2', sealed)).toBeNull();
  });

  test('does not open when any byte was changed, cut off or added', () => {
    const bytes = Buffer.from(seal('x', 'text'), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(unseal('x', changed.toString('base64url'))).toBeNull();
      expect(unseal('x', bytes.subarray(0, at).toString('base64url'))).toBeNull();
    }
    expect(unseal('x', Buffer.concat([bytes, bytes]).toString('base64url'))).toBeNull();
    expect(unseal('x', undefined)).toBeNull();
  });

  test('looks different each time', () => {
    expect(seal('x', 'text')).not.toBe(seal('x', 'text'));
    expect(newSecret()).not.toBe(newSecret());
    expect(hashOf('a')).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a cookie', () => {
  test('is read by its whole name', () => {
    expect(readCookie('a=1; session=x-Y_z; b=2', 'session')).toBe('x-Y_z');
    expect(readCookie('my-session=x', 'session')).toBeUndefined();
    expect(readCookie(undefined, 'session')).toBeUndefined();
  });

  test('that is there twice or holds strange signs is not believed', () => {
    expect(readCookie('session=x; session=y', 'session')).toBeUndefined();
    expect(readCookie('session=%0d%0a', 'session')).toBeUndefined();
    expect(readCookie('session=', 'session')).toBeUndefined();
  });
});

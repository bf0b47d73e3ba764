import { describe, expect, test } from '@jest/globals';

import { pathOn, signInAddress, wishOf } from '../../frontend/src/lib/account/addresses.ts';

describe('the way of keycloak-js to the backend', () => {
  test.each([
    [undefined, 'login'],
    [{ prompt: 'none' }, 'login'],
    [{ action: 'register' }, 'register'],
    [{ prompt: 'create' }, 'register'],
    [{ prompt: 'login' }, 'step-up'],
    [{ maxAge: 0 }, 'step-up'],
    [{ acr: { values: ['2'] } }, 'step-up'],
  ])('%j means %s', (options, wish) => {
    expect(wishOf(options)).toBe(wish);
  });

  test('leads back to paths of the same origin only', () => {
    const origin = 'http://zeitz.localhost:3000';
    expect(pathOn(origin, `${origin}/verfahren?a=1#b`, '/')).toBe('/verfahren?a=1#b');
    expect(pathOn(origin, 'http://evil.example/x', '/hier')).toBe('/hier');
    expect(pathOn(origin, '//evil.example/x', '/hier')).toBe('/hier');
    expect(pathOn(origin, undefined, '/hier')).toBe('/hier');
    expect(signInAddress('login', '/a?b=c&d')).toBe('/auth/login?to=%2Fa%3Fb%3Dc%26d');
  });
});

import { describe, expect, test } from '@jest/globals';

import { clock } from '../platform/clock.js';
import { ANONYMOUS } from '../platform/current.js';
import { canGrantRole, canReadAccount, isFresh } from './account.policy.js';
import { introductionFrom } from './account.service.js';

const minutesAgo = (minutes: number) => new Date(clock.now().getTime() - minutes * 60_000);
const anActor = (roles: string[], minutes: number | null) => ({
  ...ANONYMOUS,
  accountId: 'a',
  roles,
  authenticatedAt: minutes === null ? null : minutesAgo(minutes),
});

describe('account policy', () => {
  test.each([
    ['a town admin, just proved', ['town-admin'], 1, true],
    ['the operator of the Land, just proved', ['land-operator'], 1, true],
    ['a town admin after eleven minutes', ['town-admin'], 11, false],
    ['a town admin without second factor', ['town-admin'], null, false],
    ['a planner', ['planner'], 1, false],
    ['a citizen', [], 1, false],
  ])('%s granting a role', (...[, roles, minutes, expected]) => {
    expect(canGrantRole(anActor(roles, minutes), 'planner')).toBe(expected);
  });

  test('people read their own account only', () => {
    expect(canReadAccount(anActor([], null), { id: 'a' })).toBe(true);
    expect(canReadAccount(anActor(['land-operator'], 1), { id: 'b' })).toBe(false);
    expect(canReadAccount(ANONYMOUS, { id: 'a' })).toBe(false);
  });

  test('nobody is fresh who has not proved who they are', () => {
    expect(isFresh(ANONYMOUS)).toBe(false);
    expect(isFresh(anActor([], 9))).toBe(true);
  });
});

describe('what an issuer says about a person', () => {
  test.each([
    ['an asserted level', { assurance: 'high', assurance_source: 'eid' }, 'high', 'eid'],
    ['a confirmed address', { email: 'a@b.example', email_verified: true }, 'email', 'email'],
    ['an address only', { email: 'a@b.example' }, 'none', 'email'],
    ['a strong acr only', { acr: '3' }, 'none', 'email'],
    [
      'a level of BundID',
      { identity_provider: 'bundid', assurance_level: 'STORK-QAA-Level-3', assurance: 'high' },
      'substantial',
      'bundid',
    ],
    [
      'a level of somebody whom we do not know',
      { identity_provider: 'evil', assurance_level: 'STORK-QAA-Level-4', assurance: 'high' },
      'none',
      'evil',
    ],
    ['a level that nobody brokered', { assurance_level: 'STORK-QAA-Level-4' }, 'none', 'email'],
    ['a level that we do not know', { assurance: 'very-high', email_verified: 'true' }, 'none', 'email'],
  ])('%s', (...[, claims, assurance, assuranceSource]) => {
    expect(introductionFrom({ sub: 's', ...claims })).toMatchObject({ assurance, assuranceSource });
  });

  test('never takes over an address that nobody confirmed', () => {
    expect(
      introductionFrom({ sub: 's', email: 'mayor@zeitz.example', email_verified: false }).mail,
    ).toBeNull();
  });
});

import { afterEach, describe, expect, test } from '@jest/globals';

import { clock } from './clock.js';
import { Limits } from './limits.js';

describe('a limit', () => {
  afterEach(() => clock.set(null));
  const right = () => Promise.resolve('open');
  const wrong = () => Promise.reject(new Error('wrong'));

  test('stops who guesses, for a minute, and nobody else', async () => {
    const limits = new Limits();
    clock.set(new Date('2026-11-23T08:00:00Z'));
    for (let guess = 0; guess < 30; guess += 1) {
      await expect(limits.countFailures('code', 'guesser', wrong)).rejects.toThrow('wrong');
    }
    await expect(limits.countFailures('code', 'guesser', right)).rejects.toThrow('limit.too-many');
    await expect(limits.countFailures('code', 'neighbour', right)).resolves.toBe('open');

    clock.set(new Date('2026-11-23T08:01:01Z'));
    await expect(limits.countFailures('code', 'guesser', right)).resolves.toBe('open');
  });

  test('never stops who is right', async () => {
    const limits = new Limits();
    for (let visit = 0; visit < 1_000; visit += 1) {
      await expect(limits.countFailures('code', 'town-hall', right)).resolves.toBe('open');
    }
  });

  test('counts every upload', () => {
    const limits = new Limits();
    for (let upload = 0; upload < 120; upload += 1) limits.count('upload', 'one');
    expect(() => limits.count('upload', 'one')).toThrow('limit.too-many');
  });
});

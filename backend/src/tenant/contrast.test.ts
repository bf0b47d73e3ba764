import { describe, expect, test } from '@jest/globals';

import { contrastsOf, darkOf, isReadable, nearestReadable, WANTED } from './contrast.js';

describe('a town’s colour', () => {
  test('is measured as WCAG says: black on white is 21', () => {
    expect(contrastsOf('#000000').light.button).toBeCloseTo(21, 5);
    expect(contrastsOf('#767676').light.button).toBeCloseTo(4.54, 2);
  });

  test('in dark is mixed as the browser mixes it', () => {
    expect(darkOf('#ffffff')).toBe('#ffffff');
    expect(darkOf('#000000')).toBe('#868686');
  });

  test.each([['#8a1c2b'], ['#2b4a7f'], ['#8f3a1f'], ['#7a4a12'], ['#1f5a4a'], ['#1b4a7a'], ['#1f4e79']])(
    '%s of the named world can be read',
    (colour) => {
      expect(isReadable(colour)).toBe(true);
      expect(nearestReadable(colour)).toBe(colour);
    },
  );

  test('that cannot be read gets one near it that can', () => {
    for (let red = 0; red < 256; red += 51)
      for (let green = 0; green < 256; green += 51)
        for (let blue = 0; blue < 256; blue += 51) {
          const colour = `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
          const { light, dark } = contrastsOf(nearestReadable(colour));
          expect(Math.min(light.links, light.button, dark.links, dark.button)).toBeGreaterThanOrEqual(WANTED);
        }
  });
});

import { describe, expect, test } from '@jest/globals';
import { validateSync } from 'class-validator';

import { IsMailAddress } from './mail-address.js';

class Letter {
  @IsMailAddress()
  to: string;

  constructor(to: string) {
    this.to = to;
  }
}

const isTaken = (to: string): boolean => validateSync(new Letter(to)).length === 0;

describe('an address for mail', () => {
  test.each([
    'anna.albrecht@mail.example',
    "o'neil+beteiligung@mail.example",
    'jörg@mail.example',
    'a_b-c@köthen.example',
  ])('is taken as people write it: %s', (to) => expect(isTaken(to)).toBe(true));

  test.each([
    '"a\r\nBcc: alle@mail.example"@mail.example',
    '"a\nb"@mail.example',
    '"<svg/onload=alert(1)>"@mail.example',
    '"a b"@mail.example',
    'a\u2028b@mail.example',
    'a\u202eb@mail.example',
    'a\u200bb@mail.example',
    'a@mail.example\r\nBcc: b@mail.example',
    'a@mail.example,b@mail.example',
    'Anna <a@mail.example>',
    '<a@mail.example>',
  ])('is refused where it could say something else: %j', (to) => expect(isTaken(to)).toBe(false));
});

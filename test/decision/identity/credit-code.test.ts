import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCharacter,
  creditCodeProblem,
  normaliseCreditCode,
} from '../../../src/decision/identity/index.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Codes of large listed companies and authorities, as they print them themselves. */
const KNOWN = [
  '91330100799655058B',
  '9144030071526726XG',
  '914403001922038216',
  '91110000802100433B',
  '9152000071430580XT',
  '91110108551385082Q',
  '91440300708461136T',
  '9111000071093123XX',
  '123502001549897397',
  '92371000MA3MXH0E3W',
];

describe('creditCodeProblem', () => {
  it.each(KNOWN)('takes the known code %s', (code) => {
    expect(creditCodeProblem(code)).toBeNull();
  });

  it('agrees with the sum worked by hand', () => {
    // 91350100M000100Y4: 9*1 + 1*3 + 3*9 + 5*27 + 0*19 + 1*26 + 0*16 + 0*17 + M(21)*20 + 0*29 + 0*25 + 0*13 + 1*8 + 0*24
    // + 0*10 + Y(30)*30 + 4*28 = 1640; 1640 mod 31 = 28; 31 - 28 = 3.
    expect(checkCharacter('91350100M000100Y4')).toBe('3');
    expect(creditCodeProblem('91350100M000100Y43')).toBeNull();
  });

  it.each([
    ['9133010079965505', 'length'],
    ['', 'length'],
    ['91330100799655058I', 'characters'],
    ['9133A100799655058B', 'characters'],
    ['91330100799655058b', 'characters'],
    ['91330100799655058C', 'checksum'],
    // Two digits swapped.
    ['91330100796955058B', 'checksum'],
  ])('refuses %s for its %s', (code, problem) => {
    expect(creditCodeProblem(code)).toBe(problem);
  });

  it('notices every change of one character', () => {
    // 31 is prime and no weight is 0 modulo 31, so a single change always moves the sum.
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN), fc.nat(17), fc.nat(30), (code, at, k) => {
        const changed = code.slice(0, at) + ALPHABET[k]! + code.slice(at + 1);
        if (changed === code) return;
        expect(creditCodeProblem(changed)).not.toBeNull();
      }),
    );
  });
});

describe('normaliseCreditCode', () => {
  it('reads full width, lower case, blanks and hyphens', () => {
    expect(normaliseCreditCode(' ９１330100-799655058ｂ ')).toBe('91330100799655058B');
  });
});

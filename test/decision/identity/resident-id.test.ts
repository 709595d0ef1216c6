import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, parseDay } from '../../../src/core/index.ts';
import { checkResidentId } from '../../../src/decision/identity/index.ts';

const TODAY = dayOf(2025, 6, 1);

describe('checkResidentId', () => {
  // The two examples that GB 11643-1999 prints itself.
  it.each([
    ['11010519491231002X', '1949-12-31'],
    ['440524188001010014', null],
  ])('reads the example %s of the standard', (id, birth) => {
    const { problem, birthDay } = checkResidentId(id, TODAY);
    if (birth === null)
      expect(problem).toBe('birth-date'); // born in 1880: a valid sum, nobody alive
    else expect({ problem, birthDay }).toEqual({ problem: null, birthDay: parseDay(birth) });
  });

  it.each([
    ['110105491231002', 'length'],
    ['11010519491231002x', 'characters'],
    ['1101051949123100XX', 'characters'],
    ['99010519491231002X', 'region'],
    ['11010519491331002X', 'birth-date'],
    ['11010519490230002X', 'birth-date'],
    ['110105202602280010', 'birth-date'],
    ['110105194912310021', 'checksum'],
  ])('refuses %s for its %s', (id, problem) => {
    expect(checkResidentId(id, TODAY)).toEqual({ problem, birthDay: null });
  });

  it('takes a leap day of a leap year only', () => {
    const on = (date: string): string | null => checkResidentId(withCheck(`110105${date}001`), TODAY).problem;
    expect(on('20000229')).toBeNull();
    expect(on('19000229')).toBe('birth-date');
    expect(on('20010229')).toBe('birth-date');
  });

  it('notices every wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(
        fc.nat(999),
        fc.integer({ min: 1950, max: 1999 }),
        fc.nat(16),
        fc.nat(9),
        (k, year, at, digit) => {
          const id = withCheck(`110105${year}1010${String(k).padStart(3, '0')}`);
          expect(checkResidentId(id, TODAY).problem).toBeNull();
          const wrong = id.slice(0, at) + digit + id.slice(at + 1);
          if (wrong !== id) expect(checkResidentId(wrong, TODAY).problem).not.toBeNull();
          if (at < 16 && id[at] !== id[at + 1]) {
            const swapped = id.slice(0, at) + id[at + 1] + id[at] + id.slice(at + 2);
            expect(checkResidentId(swapped, TODAY).problem).not.toBeNull();
          }
        },
      ),
    );
  });
});

/** The naive twin: the character for which ISO 7064 MOD 11-2 holds, by trying them all. */
function withCheck(digits: string): string {
  for (const last of '0123456789X') {
    const sum = [...digits, last].reduce(
      (total, c, i) => total + (c === 'X' ? 10 : Number(c)) * 2 ** (17 - i),
      0,
    );
    if (sum % 11 === 1) return digits + last;
  }
  throw new Error('no check character');
}

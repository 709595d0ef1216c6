import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jaro, jaroWinkler } from '../../../src/decision/lists/index.ts';

/** Pairs with Jaro and Jaro-Winkler values: Winkler, "Overview of record linkage and current research directions" (2006), table 6. */
const PUBLISHED = [
  ['SHACKLEFORD', 'SHACKELFORD', 0.97, 0.982],
  ['DUNNINGHAM', 'CUNNIGHAM', 0.896, 0.896],
  ['NICHLESON', 'NICHULSON', 0.926, 0.956],
  ['JONES', 'JOHNSON', 0.79, 0.832],
  ['MASSEY', 'MASSIE', 0.889, 0.933],
  ['ABROMS', 'ABRAMS', 0.889, 0.922],
  ['JERALDINE', 'GERALDINE', 0.926, 0.926],
  ['MARHTA', 'MARTHA', 0.944, 0.961],
  ['MICHELLE', 'MICHAEL', 0.869, 0.921],
  ['JULIES', 'JULIUS', 0.889, 0.933],
  ['TANYA', 'TONYA', 0.867, 0.88],
  ['DWAYNE', 'DUANE', 0.822, 0.84],
  ['SEAN', 'SUSAN', 0.783, 0.805],
  ['JON', 'JOHN', 0.917, 0.933],
  ['DIXON', 'DICKSONX', 0.767, 0.813],
] as const;

describe('Jaro and Jaro-Winkler', () => {
  it.each(PUBLISHED)('%s and %s as published', (a, b, plain, winkler) => {
    expect(jaro(a, b)).toBeCloseTo(plain, 3);
    expect(jaroWinkler(a, b)).toBeCloseTo(winkler, 3);
  });

  it('is 1 for equal texts, also empty ones, and 0 for texts without a character in common', () => {
    expect([jaroWinkler('', ''), jaroWinkler('', 'A'), jaroWinkler('ABC', 'XYZ')]).toEqual([1, 0, 0]);
  });

  it('lies in 0-1, does not depend on the side, and is 1 for the same text only', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abcd'), maxLength: 9 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const similarity = jaroWinkler(a, b);
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
        expect(similarity === 1).toBe(a === b);
      }),
    );
    expect(jaroWinkler('MARTHA', 'MARHTA')).toBe(jaroWinkler('MARHTA', 'MARTHA'));
  });
});

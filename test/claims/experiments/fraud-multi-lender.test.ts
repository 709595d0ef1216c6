import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CheckResult,
  checkAt,
  lenderSteps,
  type MultiLenderMeasurement,
  multiLenderResult,
  spreadOf,
} from '../../../src/claims/experiments/multi-lender.ts';

test('by hand: a quarter of eight is the two with the most lenders', () => {
  const counts = Float64Array.of(30, 4, 0, 0, 1, 0, 2, 0);
  const bad = Uint8Array.of(1, 0, 1, 0, 0, 0, 0, 0);
  const stacking = [true, false, false, false, false, false, false, false];
  expect(checkAt('both', counts, 0.25, bad, stacking)).toEqual({
    check: 'both',
    stopped: 0.25,
    stackersStopped: 1,
    badsStopped: 0.5,
    goodsStopped: 1 / 6,
    badRate: 1 / 6,
  });
});

test('those of equal counts are stopped by lot: a check that sees nothing stops as many of everyone', () => {
  const counts = new Float64Array(40);
  const bad = Uint8Array.from({ length: 40 }, (_, i) => (i < 10 ? 1 : 0));
  const nothing = checkAt('none', counts, 0.1, bad, Array.from(bad, Boolean));
  expect(nothing.badsStopped).toBeCloseTo(0.1, 12);
  expect(nothing.goodsStopped).toBeCloseTo(0.1, 12);
  expect(nothing.badRate).toBeCloseTo(0.25, 12);
});

test('every check stops exactly its share', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0, 1)), {
    minLength: 2,
    maxLength: 60,
  });
  fc.assert(
    fc.property(rows, fc.constantFrom(0.02, 0.05, 0.1, 0.5), (pairs, share) => {
      const bad = Uint8Array.from(pairs, ([, one]) => one);
      const bads = bad.reduce((a, b) => a + b, 0);
      fc.pre(bads > 0 && bads < pairs.length);
      const counts = Float64Array.from(pairs, ([count]) => count);
      const { badsStopped, goodsStopped } = checkAt('x', counts, share, bad, Array.from(bad, Boolean));
      const stopped = badsStopped * bads + goodsStopped * (pairs.length - bads);
      expect(stopped).toBeCloseTo(share * pairs.length, 9);
    }),
  );
});

test('the spread counts those who reach each step', () => {
  const { shares, most } = spreadOf('x', Float64Array.of(0, 2, 5, 40));
  expect(shares).toEqual(lenderSteps.map((least) => [0, 2, 5, 40].filter((n) => n >= least).length / 4));
  expect(most).toBe(40);
  expect(spreadOf('x', new Float64Array(0)).most).toBe(0);
});

/** A book on which the check of 5 % stops `both` of the stackers, and `atOnce` of them were reports immediate. */
function measured(both: number, atOnce: number): MultiLenderMeasurement {
  const row = (check: string, stackersStopped: number): CheckResult => ({
    check,
    stopped: 0.05,
    stackersStopped,
    badsStopped: 0.1,
    goodsStopped: 0.05,
    badRate: 0.04,
  });
  const spread = Array.from({ length: 5 }, (_, i) => spreadOf(`s${i}`, Float64Array.of(1, 28)));
  const checks = [row('both', both), row('both, were every report there at once', atOnce)];
  return { applicants: 100, stackers: 5, badRate: 0.04, spread, checks };
}

test('a check that stops few stackers does not hold, unless reports at once would change that', () => {
  const late = [measured(0.06, 0.4), measured(0.07, 0.41), measured(0.06, 0.4)];
  expect(multiLenderResult(late)).toMatchObject({ verdict: 'does not hold', condition: { flipsAt: null } });
  const flips = [measured(0.06, 0.9), measured(0.07, 0.91), measured(0.06, 0.9)];
  expect(multiLenderResult(flips)).toMatchObject({
    verdict: 'holds if',
    condition: { flipsAt: 'reports on the day' },
  });
  const stops = [measured(0.8, 0.9), measured(0.81, 0.91), measured(0.8, 0.9)];
  expect(multiLenderResult(stops).verdict).toBe('holds');
  expect(multiLenderResult(stops).measured).toContain('at most 28 lenders');
});

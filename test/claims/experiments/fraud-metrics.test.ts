import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  flagFrom,
  measureLayer,
  mostAccurateThreshold,
} from '../../../src/claims/experiments/fraud-metrics.ts';

test('by hand: two of three frauds and one of five honest applications are flagged', () => {
  const kind = ['shell', undefined, 'shell', undefined, 'fund-diversion', undefined, undefined, undefined];
  const scores = Float64Array.of(9, 8, 7, 6, 5, 4, 3, 2);
  expect(flagFrom(7, scores, kind)).toEqual({
    flaggedShare: 3 / 8,
    precision: 2 / 3,
    recall: 2 / 3,
    falseRejection: 1 / 5,
    accuracy: 6 / 8,
    balancedAccuracy: expect.closeTo((2 / 3 + 4 / 5) / 2, 14),
    byKind: { shell: [2, 2], 'fund-diversion': [0, 1] },
  });
});

test('flagging nobody is right as often as there are honest applications, and half right on a balanced sample', () => {
  const kind = [...Array(99).fill(undefined), 'shell'];
  const nobody = flagFrom(Number.POSITIVE_INFINITY, new Float64Array(100), kind);
  expect(nobody).toMatchObject({
    accuracy: 0.99,
    balancedAccuracy: 0.5,
    recall: 0,
    precision: 0,
    falseRejection: 0,
  });
});

/** Every threshold there is, tried. */
function bestByTrial(scores: readonly number[], fraud: readonly number[]): number {
  const rightAt = (threshold: number): number =>
    scores.filter((score, i) => score >= threshold === (fraud[i] === 1)).length;
  return Math.max(...[...scores, Number.POSITIVE_INFINITY].map(rightAt));
}

test('no threshold is right more often than the most accurate one', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1)), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(rows, (pairs) => {
      const scores = pairs.map(([score]) => score);
      const fraud = pairs.map(([, one]) => one);
      const threshold = mostAccurateThreshold(Float64Array.from(scores), Uint8Array.from(fraud));
      const right = scores.filter((score, i) => score >= threshold === (fraud[i] === 1)).length;
      expect(right).toBe(bestByTrial(scores, fraud));
    }),
  );
});

test('thresholds come from the past, not from the judged book', () => {
  const past = {
    scores: Float64Array.from({ length: 100 }, (_, i) => i),
    fraud: Uint8Array.from({ length: 100 }, (_, i) => (i > 97 ? 1 : 0)),
  };
  const kind = Array.from({ length: 100 }, (_, i) => (i < 3 ? 'shell' : undefined));
  const shifted = {
    scores: Float64Array.from({ length: 100 }, () => 99),
    fraud: Uint8Array.from(kind, (one) => (one ? 1 : 0)),
    kind,
  };
  const { at, auc } = measureLayer(past, shifted);
  expect(auc).toBe(0.5);
  // Everyone reaches a threshold that two in a hundred used to reach.
  expect(at.map(({ flaggedShare }) => flaggedShare)).toEqual([1, 1]);
});

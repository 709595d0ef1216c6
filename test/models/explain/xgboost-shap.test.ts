import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readXgboost } from '../../../src/models/exchange/xgboost/read-xgboost.ts';
import { makeTreeInteractions } from '../../../src/models/tree/explaining/tree-interactions.ts';
import { expectedSum, makeTreeShap } from '../../../src/models/tree/explaining/tree-shap.ts';
import { flattenTrees } from '../../../src/models/tree/flat-trees.ts';

interface Fixture {
  readonly model: object;
  readonly rows: (number | null)[][];
  /** Shares of a row, then the expectation. */
  readonly contributions: number[][];
  readonly interactions: number[][][];
}

const fixture = JSON.parse(
  readFileSync(new URL('fixtures/xgboost-shap.json', import.meta.url), 'utf8'),
) as Fixture;
const { inputs, body } = readXgboost(JSON.stringify(fixture.model), 'm.json');
const n = inputs.length;
const trees = flattenTrees(
  body,
  inputs.map(() => 0),
);
const rows = fixture.rows.map((row) => Float64Array.from(row, (v) => v ?? Number.NaN));

/** Sums of 32 bits, up to a few units large, err by some 1e-6. */
const TOLERANCE = 1e-5;

describe('what XGBoost says of its own model', () => {
  it('agrees with our Shapley values', () => {
    const explain = makeTreeShap(trees);
    const shares = new Float64Array(n);
    rows.forEach((row, i) => {
      explain(row, shares);
      [...shares, body.base + expectedSum(trees)].forEach((share, f) => {
        expect(Math.abs(share - fixture.contributions[i]![f]!)).toBeLessThan(TOLERANCE);
      });
    });
  });

  it('agrees with our interaction values', () => {
    const explain = makeTreeInteractions(trees, n);
    const matrix = new Float64Array(n * n);
    let largest = 0;
    rows.forEach((row, i) => {
      explain(row, matrix);
      matrix.forEach((value, at) => {
        const theirs = fixture.interactions[i]![Math.floor(at / n)]![at % n]!;
        expect(Math.abs(value - theirs)).toBeLessThan(TOLERANCE);
        largest = Math.max(largest, Math.abs(value));
      });
    });
    expect(largest).toBeGreaterThan(0.5);
  });
});

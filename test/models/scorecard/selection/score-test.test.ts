import { afterAll, describe, expect, it } from 'vitest';
import { chiSquareTail } from '../../../../src/kernels/incomplete-gamma.ts';
import { fitIrls } from '../../../../src/models/logistic/irls.ts';
import { scoreTests } from '../../../../src/models/scorecard/selection/score-test.ts';
import { openPool } from '../../../../src/parallel/index.ts';
import { known, knownBad, knownColumns } from '../known.ts';
import { riskTable, shared } from '../risk-columns.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

/** All but no penalty. */
const free = { lambda: 1e-9, nonNegative: false } as const;

describe('scoreTests', () => {
  it("agree with statsmodels' score tests and p-values", async () => {
    const chosen = known.chosen.map((j) => knownColumns[j]!);
    const fit = await fitIrls(pool, chosen, knownBad, free);
    const outside = known.scores.map(({ column }) => knownColumns[column]!);
    const tests = await scoreTests(pool, chosen, outside, knownBad, fit);
    known.scores.forEach(({ chiSquare, pValue }, j) => {
      expect(tests[j]!.chiSquare / chiSquare).toBeCloseTo(1, 6);
      expect(chiSquareTail(tests[j]!.chiSquare, 1) / pValue).toBeCloseTo(1, 6);
    });
  });

  it('are those of a 2 x 2 table where nothing is chosen', async () => {
    // 30 rows at 0 with 5 bads, 70 at 1 with 35: Pearson's chi-square of the table.
    const x = shared(Array.from({ length: 100 }, (_, i) => (i < 30 ? 0 : 1)));
    const bad = Uint8Array.from({ length: 100 }, (_, i) => ((i < 30 ? i < 5 : i < 65) ? 1 : 0));
    const fit = await fitIrls(pool, [], bad, free);
    const [test, mirrored] = await scoreTests(pool, [], [x, shared(x.map((v) => -v))], bad, fit);
    const pearson = (100 * (5 * 35 - 25 * 35) ** 2) / (30 * 70 * 40 * 60);
    expect(test!.chiSquare).toBeCloseTo(pearson, 8);
    expect([test!.sign, mirrored!.sign]).toEqual([1, -1]);
  });

  it('say 0 of a column that the chosen ones make up', async () => {
    const { candidates, bad } = riskTable(400, [0.5, 0.5, 0.5]);
    const [a, b, c] = candidates.map(({ risk }) => risk);
    const both = shared(a!.map((v, i) => 2 * v - b![i]!));
    const fit = await fitIrls(pool, [a!, b!], bad, free);
    const tests = await scoreTests(pool, [a!, b!], [both, c!], bad, fit);
    expect(tests[0]!.chiSquare).toBe(0);
    expect(tests[1]!.chiSquare).toBeGreaterThan(5);
  });
});

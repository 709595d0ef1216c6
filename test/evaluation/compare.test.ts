import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { compareModels, evaluateScores, evaluateWithIntervals } from '../../src/evaluation/index.ts';
import { openPool } from '../../src/parallel/index.ts';
import { economy } from './economy.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

/** Two models of one economy: the truth, and the truth seen through noise. */
function rivals(n: number, seed: number) {
  const { pd, bad } = economy(n, seed);
  const stream = openStream(seed, 'test/rivals');
  const noisy = pd.map((x, i) => 1 / (1 + Math.exp(-(Math.log(x / (1 - x)) + stream.normal(0, 1, i)))));
  return {
    models: [
      { name: 'noisy', pd: noisy },
      { name: 'true', pd },
    ] as const,
    bad,
  };
}

/**
 * Standard error of an AUC difference by DeLong, DeLong and Clarke-Pearson (1988), from the placements of each row
 * among the other class: an outside yardstick for the paired bootstrap.
 */
function deLongStandardError(a: Float64Array, b: Float64Array, bad: Uint8Array): number {
  const bads = [...bad.keys()].filter((i) => bad[i] === 1);
  const goods = [...bad.keys()].filter((i) => bad[i] === 0);
  const wins = (pd: Float64Array, i: number, j: number) => (pd[i]! > pd[j]! ? 1 : pd[i] === pd[j] ? 0.5 : 0);
  const mean = (values: number[]) => values.reduce((s, v) => s + v, 0) / values.length;
  const variance = (values: number[]) =>
    values.reduce((s, v) => s + (v - mean(values)) ** 2, 0) / (values.length - 1) / values.length;
  const ofBads = bads.map((i) => mean(goods.map((j) => wins(a, i, j) - wins(b, i, j))));
  const ofGoods = goods.map((j) => mean(bads.map((i) => wins(a, i, j) - wins(b, i, j))));
  return Math.sqrt(variance(ofBads) + variance(ofGoods));
}

describe('compareModels', () => {
  it("gives each model's AUC and the difference of every pair, later minus earlier", async () => {
    const { models, bad } = rivals(400, 1);
    const three = [...models, { name: 'constant', pd: new Float64Array(400).fill(0.2) }];
    const result = await compareModels(pool, three, bad, { seed: 5, replicates: 50 });
    expect(result.models.map(({ name }) => name)).toEqual(['noisy', 'true', 'constant']);
    result.models.forEach(({ auc }, m) => {
      expect(auc).toBe(evaluateScores(three[m]!.pd, bad).auc);
    });
    expect(result.differences.map(({ name, against }) => `${name}-${against}`)).toEqual([
      'true-noisy',
      'constant-noisy',
      'constant-true',
    ]);
    expect(result.differences[0]!.difference).toBe(result.models[1]!.auc - result.models[0]!.auc);
    expect(result.models[2]).toMatchObject({ auc: 0.5, ci95: [0.5, 0.5] });
  });

  it("has DeLong's standard error", async () => {
    const { models, bad } = rivals(600, 2);
    const { differences } = await compareModels(pool, models, bad, { seed: 1, replicates: 600 });
    const expected = deLongStandardError(models[1].pd, models[0].pd, bad);
    // The bootstrap's own error is 1 / sqrt(2 x 600) = 3 %.
    expect(differences[0]!.standardError / expected).toBeGreaterThan(0.88);
    expect(differences[0]!.standardError / expected).toBeLessThan(1.12);
  });

  it('is paired: a model against itself differs by nothing in every replicate', async () => {
    const { models, bad } = rivals(200, 3);
    const twins = [
      { name: 'a', pd: models[0].pd },
      { name: 'b', pd: models[0].pd },
    ];
    const { differences } = await compareModels(pool, twins, bad, { seed: 1, replicates: 30 });
    expect(differences[0]).toMatchObject({ difference: 0, ci95: [0, 0], standardError: 0 });
  });

  it('gives each model the interval that evaluating it alone gives', async () => {
    const { models, bad } = rivals(300, 6);
    const options = { seed: 2, replicates: 60 };
    const together = await compareModels(pool, models, bad, options);
    for (const [m, { pd }] of models.entries()) {
      expect(together.models[m]!.ci95).toEqual(
        (await evaluateWithIntervals(pool, pd, bad, options)).ci95.auc,
      );
    }
  });

  it('gives the same bytes at 1, 2 and 3 workers', async () => {
    const { models, bad } = rivals(300, 4);
    const results: string[] = [];
    for (const workers of [1, 2, 3]) {
      await using own = openPool({ workers });
      results.push(JSON.stringify(await compareModels(own, models, bad, { seed: 1, replicates: 35 })));
    }
    expect(new Set(results).size).toBe(1);
  });

  it('names the model whose score is no probability', async () => {
    const bad = Uint8Array.of(0, 1);
    const models = [
      { name: 'fine', pd: Float64Array.of(0.1, 0.2) },
      { name: 'broken', pd: Float64Array.of(0.1, Number.NaN) },
    ];
    await expect(compareModels(pool, models, bad, { seed: 1 })).rejects.toMatchObject({
      code: 'PARUS_SCORE_INVALID',
      message: expect.stringContaining('(broken)') as string,
    });
  });
});

import { afterAll, describe, expect, it } from 'vitest';
import { drawReplicate } from '../../src/evaluation/bootstrap.ts';
import { evaluateScores, evaluateWithIntervals, METRIC_NAMES } from '../../src/evaluation/index.ts';
import { percentileInterval } from '../../src/evaluation/interval.ts';
import { openPool, type ProgressEvent } from '../../src/parallel/index.ts';
import { economy } from './economy.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

describe('evaluateWithIntervals', () => {
  it('agrees with resampling the rows and evaluating each sample from scratch', async () => {
    const { pd, bad } = economy(150, 1);
    const replicates = 40;
    const { ci95, metrics } = await evaluateWithIntervals(pool, pd, bad, { seed: 9, replicates });
    expect(metrics).toEqual(evaluateScores(pd, bad));

    const weights = new Uint16Array(pd.length);
    const samples = Array.from({ length: replicates }, (_, r) => {
      drawReplicate(9, r, weights);
      const rows = [...pd.keys()].flatMap((row) => Array.from({ length: weights[row]! }, () => row));
      return evaluateScores(
        Float64Array.from(rows, (row) => pd[row]!),
        Uint8Array.from(rows, (row) => bad[row]!),
      );
    });
    // ECE is left out: the bins of a replicate stay those of the sample.
    for (const name of METRIC_NAMES.filter((metric) => metric !== 'ece')) {
      const naive = percentileInterval(
        Float64Array.from(samples, (sample) => sample[name]),
        0.95,
      )!;
      expect(ci95[name][0], name).toBeCloseTo(naive[0], 12);
      expect(ci95[name][1], name).toBeCloseTo(naive[1], 12);
    }
  });

  it('gives the same bytes at 1, 2 and 3 workers, and others for another seed', async () => {
    const { pd, bad } = economy(500, 2);
    const results: string[] = [];
    for (const workers of [1, 2, 3]) {
      await using own = openPool({ workers });
      results.push(JSON.stringify(await evaluateWithIntervals(own, pd, bad, { seed: 1, replicates: 35 })));
    }
    expect(results[1]).toBe(results[0]);
    expect(results[2]).toBe(results[0]);
    const other = await evaluateWithIntervals(pool, pd, bad, { seed: 2, replicates: 35 });
    expect(JSON.stringify(other)).not.toBe(results[0]);
  });

  it('covers the true AUC about as often as it says', async () => {
    // The AUC that samples of this economy scatter around, from one large sample (standard error 0.0015).
    const large = economy(200_000, 77);
    const truth = evaluateScores(large.pd, large.bad).auc;
    const trials = 60;
    let covered = 0;
    for (let t = 0; t < trials; t++) {
      const { pd, bad } = economy(400, 1000 + t);
      const { ci95 } = await evaluateWithIntervals(pool, pd, bad, {
        seed: t,
        replicates: 200,
        confidence: 0.9,
      });
      if (ci95.auc[0] <= truth && truth <= ci95.auc[1]) covered += 1;
    }
    // 54 expected; three standard errors of a binomial are 7.
    expect(covered).toBeGreaterThanOrEqual(47);
    expect(covered).toBeLessThan(60);
  });

  it('counts replicates that lost a class and leaves them out', async () => {
    const pd = Float64Array.of(0.9, 0.2, 0.1);
    const bad = Uint8Array.of(1, 0, 0);
    const { ci95, oneClassReplicates } = await evaluateWithIntervals(pool, pd, bad, {
      seed: 3,
      replicates: 100,
    });
    // (2/3)^3 without the bad and (1/3)^3 without goods: a third of the replicates.
    expect(oneClassReplicates).toBeGreaterThan(15);
    expect(oneClassReplicates).toBeLessThan(52);
    expect(ci95.auc).toEqual([1, 1]);
  });

  it('refuses rows whose every replicate lost a class', async () => {
    const pd = Float64Array.of(0.9, 0.1);
    const bad = Uint8Array.of(1, 0);
    const seeds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const codes = await Promise.all(
      seeds.map((seed) =>
        evaluateWithIntervals(pool, pd, bad, { seed, replicates: 1 }).then(
          () => 'fine',
          (error: { code?: string }) => error.code,
        ),
      ),
    );
    // One replicate of two rows loses a class half the time.
    expect(new Set(codes)).toEqual(new Set(['fine', 'PARUS_TARGET_ONE_CLASS']));
  });

  it('reports progress to the last shard', async () => {
    const { pd, bad } = economy(50, 6);
    const events: ProgressEvent[] = [];
    await evaluateWithIntervals(pool, pd, bad, {
      seed: 1,
      replicates: 25,
      onProgress: (e) => events.push(e),
    });
    expect(events.at(-1)).toEqual({ label: 'bootstrap', done: 3, total: 3 });
  });

  it.each([
    [{ seed: -1 }, 'seed is -1'],
    [{ seed: 1.5 }, 'seed is 1.5'],
    [{ seed: 1, replicates: 0 }, 'replicates is 0'],
    [{ seed: 1, confidence: 1 }, 'confidence is 1'],
    [{ seed: 1, confidence: Number.NaN }, 'confidence is NaN'],
  ])('refuses %j', async (options, message) => {
    const { pd, bad } = economy(20, 1);
    await expect(evaluateWithIntervals(pool, pd, bad, options)).rejects.toMatchObject({
      code: 'PARUS_CONFIG_INVALID',
      message: expect.stringContaining(message) as string,
    });
  });
});

import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { distanceToOracle, evaluateScores, oracleShare } from '../../src/evaluation/index.ts';
import { openPool } from '../../src/parallel/index.ts';
import { economy } from './economy.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

/** True PDs, a model that sees them through noise, and a baseline through more of it. */
function scored(n: number, seed: number) {
  const { pd, bad } = economy(n, seed);
  const stream = openStream(seed, 'test/oracle');
  const seen = (noise: number, k: number): Float64Array =>
    pd.map((x, i) => Math.log(x / (1 - x)) + stream.normal(0, noise, i, k));
  return { scores: { ceiling: pd, model: seen(0.5, 0), baseline: seen(2, 1) }, bad };
}

describe('oracleShare', () => {
  it('works by hand: from .6 towards .8', () => {
    expect(oracleShare(0.75, 0.6, 0.8)).toBeCloseTo(0.75, 12);
    expect(oracleShare(0.8, 0.6, 0.8)).toBe(1);
    expect(oracleShare(0.6, 0.6, 0.8)).toBe(0);
    expect(oracleShare(0.5, 0.6, 0.8)).toBeLessThan(0);
    expect(oracleShare(0.7, 0.8, 0.8)).toBeNaN();
  });
});

describe('distanceToOracle', () => {
  it('is the share of the AUCs, with an interval about it', async () => {
    const { scores, bad } = scored(3000, 1);
    const got = await distanceToOracle(pool, scores, bad, { seed: 4, replicates: 100 });
    const aucs = [scores.model, scores.baseline, scores.ceiling].map((own) => {
      // AUC needs an order only; squeezed into [0, 1] the margins keep it.
      return evaluateScores(
        own.map((x) => 1 / (1 + Math.exp(-x))),
        bad,
      ).auc;
    });
    expect(got.aucs.model).toBe(aucs[0]);
    expect(got.aucs.baseline).toBe(aucs[1]);
    expect(got.aucs.ceiling).toBe(aucs[2]);
    expect(got.share).toBe(oracleShare(aucs[0]!, aucs[1]!, aucs[2]!));
    expect(got.missing).toBeCloseTo(aucs[2]! - aucs[0]!, 14);
    expect(got.shareInterval![0]).toBeLessThan(got.share);
    expect(got.shareInterval![1]).toBeGreaterThan(got.share);
    expect(got.undecided).toBe(0);
  });

  it('is paired: the oracle is exactly at itself in every replicate', async () => {
    const { scores, bad } = scored(1000, 2);
    const got = await distanceToOracle(pool, { ...scores, model: scores.ceiling }, bad, {
      seed: 4,
      replicates: 40,
    });
    expect(got).toMatchObject({ share: 1, shareInterval: [1, 1], missing: 0, missingInterval: [0, 0] });
  });

  it('gives no interval where the ceiling hardly beats the baseline', async () => {
    const { scores, bad } = scored(300, 3);
    const same = { ...scores, baseline: scores.ceiling };
    const got = await distanceToOracle(pool, same, bad, { seed: 4, replicates: 30 });
    expect(got.share).toBeNaN();
    expect(got.undecided).toBe(30);
    expect(got.shareInterval).toBeUndefined();
    expect(Number.isFinite(got.missingInterval[0])).toBe(true);
  });

  it('gives no interval either where the gap is lost in some replicates only', async () => {
    const { scores, bad } = scored(200, 6);
    const stream = openStream(6, 'test/oracle near');
    const near = scores.ceiling.map((x, i) => Math.log(x / (1 - x)) + stream.normal(0, 0.5, i));
    const got = await distanceToOracle(pool, { ...scores, baseline: near }, bad, {
      seed: 4,
      replicates: 100,
    });
    expect(got.undecided).toBeGreaterThan(1);
    expect(got.undecided).toBeLessThan(100);
    expect(got.shareInterval).toBeUndefined();
  });

  it('covers the share of the whole economy about as often as it says', async () => {
    const large = scored(100_000, 900);
    const truth = (await distanceToOracle(pool, large.scores, large.bad, { seed: 1, replicates: 1 })).share;
    const trials = 50;
    let covered = 0;
    for (let t = 0; t < trials; t++) {
      const { scores, bad } = scored(1000, 2000 + t);
      const options = { seed: t, replicates: 150, confidence: 0.9 };
      const [low, high] = (await distanceToOracle(pool, scores, bad, options)).shareInterval!;
      if (low <= truth && truth <= high) covered += 1;
    }
    // 45 expected; three standard errors are 6.4.
    expect(covered).toBeGreaterThanOrEqual(38);
  });

  it('gives the same bytes at 1 and 2 workers and names the score that is missing', async () => {
    const { scores, bad } = scored(400, 5);
    await using one = openPool({ workers: 1 });
    const options = { seed: 1, replicates: 25 };
    expect(await distanceToOracle(one, scores, bad, options)).toEqual(
      await distanceToOracle(pool, scores, bad, options),
    );
    const broken = { ...scores, baseline: scores.baseline.map((x, i) => (i === 3 ? Number.NaN : x)) };
    await expect(distanceToOracle(pool, broken, bad, options)).rejects.toMatchObject({
      code: 'PARUS_SCORE_INVALID',
      message: expect.stringContaining('(baseline)') as string,
    });
  });
});

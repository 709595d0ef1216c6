import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { aucDeLong, compareAucDeLong, evaluateScores } from '../../src/evaluation/index.ts';
import { codeOf, economy } from './economy.ts';
import { expectKnown, known } from './known-diagnostics.ts';

/** The definition, pair by pair: placements of every row among the other class. */
function naive(scores: readonly number[], bad: readonly number[]): { auc: number; variance: number } {
  const bads = scores.filter((_, i) => bad[i] === 1);
  const goods = scores.filter((_, i) => bad[i] === 0);
  const psi = (x: number, y: number): number => (x > y ? 1 : x === y ? 0.5 : 0);
  const mean = (values: readonly number[]): number => values.reduce((s, v) => s + v, 0) / values.length;
  const spread = (values: readonly number[]): number =>
    values.reduce((s, v) => s + (v - mean(values)) ** 2, 0) / (values.length - 1) / values.length;
  const ofBads = bads.map((x) => mean(goods.map((y) => psi(x, y))));
  const ofGoods = goods.map((y) => mean(bads.map((x) => psi(x, y))));
  return { auc: mean(ofBads), variance: spread(ofBads) + spread(ofGoods) };
}

const rows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.nat(1)), { minLength: 4, maxLength: 60 })
  .filter((all) => [0, 1].every((y) => all.filter((r) => r[1] === y).length >= 2));

describe('aucDeLong', () => {
  it('works by hand: bads 3 and 1, goods 2 and 0', () => {
    // Bads win 1 and 1/2 of the goods; goods lose to 1/2 and 1 of the bads: both variances are 1/8, over 2 rows each.
    const got = aucDeLong(Float64Array.of(3, 1, 2, 0), Uint8Array.of(1, 1, 0, 0));
    expect(got.auc).toBe(0.75);
    expect(got.variance).toBeCloseTo(1 / 8, 15);
    expect(got.interval[1]).toBe(1);
    expect(got.interval[0]).toBeCloseTo(0.75 - 1.959963984540054 * Math.sqrt(1 / 8), 12);
  });

  it.each(known.cases)(
    'agrees with all pairs in NumPy on $name',
    ({ pd, other, bad, deLong, deLongPair }) => {
      const got = aucDeLong(Float64Array.from(pd), Uint8Array.from(bad));
      expectKnown(got.auc, deLong.auc, 'auc');
      expectKnown(got.variance, deLong.variance, 'variance');
      deLong.interval.forEach((end, i) => {
        expectKnown(got.interval[i]!, end, 'interval');
      });
      const pair = compareAucDeLong(Float64Array.from(pd), Float64Array.from(other), Uint8Array.from(bad));
      expectKnown(pair.difference, deLongPair.difference, 'difference');
      expectKnown(pair.variance, deLongPair.variance, 'variance of the difference');
      expectKnown(pair.z, deLongPair.z, 'z');
      expectKnown(pair.pValue, deLongPair.pValue, 'p');
    },
  );

  it('agrees with the definition on any rows, ties and all', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const scores = all.map(([x]) => x);
        const bad = all.map(([, y]) => y);
        const got = aucDeLong(Float64Array.from(scores), Uint8Array.from(bad));
        const expected = naive(scores, bad);
        expect(got.auc).toBeCloseTo(expected.auc, 12);
        expect(got.variance).toBeCloseTo(expected.variance, 12);
      }),
    );
  });

  it('covers the true AUC about as often as it says', () => {
    const large = economy(200_000, 77);
    const truth = evaluateScores(large.pd, large.bad).auc;
    const trials = 300;
    let covered = 0;
    for (let t = 0; t < trials; t++) {
      const { pd, bad } = economy(400, 5000 + t);
      const { interval } = aucDeLong(pd, bad, { confidence: 0.9 });
      if (interval[0] <= truth && truth <= interval[1]) covered += 1;
    }
    // 270 expected; three standard errors of a binomial are 16.
    expect(covered).toBeGreaterThan(253);
    expect(covered).toBeLessThan(287);
  });

  it('has no variance to give for one bad, and none for a perfect ranking', () => {
    const lone = aucDeLong(Float64Array.of(3, 2, 1), Uint8Array.of(1, 0, 0));
    expect(lone.variance).toBeNaN();
    const perfect = aucDeLong(Float64Array.of(4, 3, 2, 1), Uint8Array.of(1, 1, 0, 0));
    expect(perfect).toMatchObject({ auc: 1, variance: 0, interval: [1, 1] });
  });
});

describe('compareAucDeLong', () => {
  it('finds no difference of a model from itself and turns its sign with the order', () => {
    const { pd, bad } = economy(300, 2);
    expect(compareAucDeLong(pd, pd, bad)).toMatchObject({ difference: 0, variance: 0, z: 0, pValue: 1 });
    const other = pd.map((x, i) => (i % 3 === 0 ? x / 2 : x));
    const ab = compareAucDeLong(pd, other, bad);
    const ba = compareAucDeLong(other, pd, bad);
    expect(ba.difference).toBe(-ab.difference);
    expect(ba.variance).toBeCloseTo(ab.variance, 15);
  });

  it('rejects equal models about as often as it says', () => {
    const trials = 300;
    let rejected = 0;
    for (let t = 0; t < trials; t++) {
      const { pd, bad } = economy(300, 9000 + t);
      const stream = openStream(t, 'test/delong');
      // Two equally noisy sights of one truth.
      const sight = (k: number): Float64Array =>
        pd.map((x, i) => Math.log(x / (1 - x)) + stream.normal(0, 1, i, k));
      if (compareAucDeLong(sight(0), sight(1), bad).pValue < 0.1) rejected += 1;
    }
    // 30 expected; three standard errors are 16.
    expect(rejected).toBeGreaterThan(14);
    expect(rejected).toBeLessThan(46);
  });

  it('names the model whose score is missing', () => {
    const error = codeOf(() =>
      compareAucDeLong(Float64Array.of(1, 2), Float64Array.of(1, Number.NaN), Uint8Array.of(0, 1)),
    );
    expect(error.code).toBe('PARUS_SCORE_INVALID');
    expect(error.message).toContain('second model');
  });
});

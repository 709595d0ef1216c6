import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { aucAndKs } from '../../src/kernels/auc-ks.ts';
import { argsortDescending, SWEEP, SWEEP_SLOTS, sweepRanking } from '../../src/kernels/ranking.ts';

/** The clear way: the full sort, then the sweep of every metric. */
function clearTwin(scores: Float64Array, bad: Uint8Array): { auc: number; ks: number } {
  const order = argsortDescending(scores);
  const out = new Float64Array(SWEEP_SLOTS);
  sweepRanking(
    Float64Array.from(order, (row) => scores[row]!),
    Uint8Array.from(order, (row) => bad[row]!),
    new Float64Array(scores.length),
    new Uint16Array(scores.length).fill(1),
    out,
  );
  return { auc: out[SWEEP.auc]!, ks: out[SWEEP.ks]! };
}

function expectSame(scores: Float64Array, bad: Uint8Array): void {
  const { auc, ks } = aucAndKs(scores, bad);
  expect({ auc, ks }).toEqual(clearTwin(scores, bad));
}

describe('aucAndKs', () => {
  it('works by hand: two bads and three goods, one pair tied', () => {
    // Pairs (bad, good): .9 beats .8 .5 .1; .5 loses to .8, ties .5, beats .1. Gap after .9: 1/2 of bads, no goods.
    expect(aucAndKs(Float64Array.of(0.9, 0.8, 0.5, 0.5, 0.1), Uint8Array.of(1, 0, 1, 0, 0))).toEqual({
      auc: 0.75,
      ks: 0.5,
      rows: 5,
      bads: 2,
    });
  });

  it('has the bits of the clear twin on any numbers, infinities, both zeros and neighbours of one prefix', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true }),
      fc.constantFrom(0, -0, Infinity, -Infinity, 1, 1 + Number.EPSILON, 1 - Number.EPSILON, 5e-324, -5e-324),
      fc.nat(200).map((k) => 1 + k * Number.EPSILON),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(number, fc.nat(1)), { minLength: 1, maxLength: 300 }), (rows) => {
        expectSame(
          Float64Array.from(rows, ([x]) => x),
          Uint8Array.from(rows, ([, y]) => y),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('ties both zeros where they are all there is', () => {
    const { auc, ks } = aucAndKs(Float64Array.of(0, -0, -0, 0), Uint8Array.of(1, 0, 0, 1));
    expect({ auc, ks }).toEqual({ auc: 0.5, ks: 0 });
  });

  it('keeps the order inside a long run of one prefix', () => {
    const stream = openStream(3, 'test/auc-ks');
    // One far score leaves 32 bits too few to tell the others apart.
    const near = Float64Array.from({ length: 3000 }, (_, i) => 1 + stream.integer(900, i) * Number.EPSILON);
    near[7] = -1e300;
    expectSame(
      near,
      Uint8Array.from(near, (_, i) => stream.integer(2, i, 1)),
    );
  });

  it('agrees on thousands of probabilities, rounded and not, and on a view into a larger buffer', () => {
    const stream = openStream(4, 'test/auc-ks');
    const buffer = new Float64Array(20_001);
    const pd = buffer.subarray(1);
    for (let i = 0; i < pd.length; i++) pd[i] = 1 / (1 + Math.exp(3 - stream.normal(0, 1, i)));
    const bad = Uint8Array.from(pd, (x, i) => (stream.uniform(i, 1) < x ? 1 : 0));
    expectSame(pd, bad);
    expectSame(
      pd.map((x) => Math.round(100 * x) / 100),
      bad,
    );
  });

  it('is one half and 0 for a constant, and has no value with one class', () => {
    expect(aucAndKs(new Float64Array(4).fill(0.3), Uint8Array.of(1, 0, 0, 1))).toMatchObject({
      auc: 0.5,
      ks: 0,
    });
    expect(aucAndKs(Float64Array.of(1, 2), Uint8Array.of(0, 0)).auc).toBeNaN();
    expect(aucAndKs(new Float64Array(0), new Uint8Array(0)).ks).toBeNaN();
  });
});

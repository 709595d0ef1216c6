import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateRanking, evaluateScores, METRIC_NAMES, type Metrics } from '../../src/evaluation/index.ts';
import { codeOf, economy } from './economy.ts';

interface KnownValues {
  readonly sklearn: string;
  readonly cases: readonly {
    readonly name: string;
    readonly pd: number[];
    readonly bad: number[];
    readonly metrics: Metrics;
  }[];
}

const known = JSON.parse(
  readFileSync(new URL('./fixtures/sklearn-metrics.json', import.meta.url), 'utf8'),
) as KnownValues;

describe('evaluateScores', () => {
  it.each(known.cases)('agrees with scikit-learn on $name', ({ pd, bad, metrics }) => {
    const got = evaluateScores(Float64Array.from(pd), Uint8Array.from(bad));
    expect(got.rows).toBe(metrics.rows);
    expect(got.bads).toBe(metrics.bads);
    for (const name of METRIC_NAMES) {
      expect(Math.abs(got[name] - metrics[name]) / Math.max(1, Math.abs(metrics[name])), name).toBeLessThan(
        1e-9,
      );
    }
  });

  it('works by hand: two bads and three goods, one pair tied', () => {
    // Pairs (bad, good): .9 beats .8 .5 .1; .5 loses to .8, ties .5, beats .1 -> (3 + 1.5) / 6.
    const got = evaluateScores(Float64Array.of(0.9, 0.8, 0.5, 0.5, 0.1), Uint8Array.of(1, 0, 1, 0, 0));
    expect(got).toMatchObject({ rows: 5, bads: 2, badRate: 0.4, auc: 0.75, gini: 0.5 });
    // After .9: 1/2 of bads, no goods; after .5: all bads, 2/3 of goods.
    expect(got.ks).toBeCloseTo(1 / 2, 15);
    // Recall steps of 1/2 at precision 1 (.9) and 2/4 (.5).
    expect(got.prAuc).toBeCloseTo(0.75, 15);
    expect(got.brier).toBeCloseTo((0.01 + 0.64 + 0.25 + 0.25 + 0.01) / 5, 15);
  });

  it('does not depend on the order of rows', () => {
    const { pd, bad } = economy(300, 3);
    fc.assert(
      fc.property(fc.shuffledSubarray([...pd.keys()], { minLength: 300 }), (rows) => {
        const shuffled = evaluateScores(
          Float64Array.from(rows, (r) => pd[r]!),
          Uint8Array.from(rows, (r) => bad[r]!),
        );
        const straight = evaluateScores(pd, bad);
        for (const name of METRIC_NAMES) expect(shuffled[name]).toBeCloseTo(straight[name], 12);
        expect(shuffled.auc).toBe(straight.auc);
      }),
      { numRuns: 20 },
    );
  });

  it('mirrors AUC when the PDs are turned round', () => {
    const { pd, bad } = economy(500, 4);
    const turned = evaluateScores(
      pd.map((x) => 1 - x),
      bad,
    );
    expect(turned.auc).toBeCloseTo(1 - evaluateScores(pd, bad).auc, 14);
    expect(turned.ks).toBeCloseTo(evaluateScores(pd, bad).ks, 14);
  });

  it('keeps the log-loss of certain and wrong PDs finite', () => {
    const { logLoss } = evaluateScores(Float64Array.of(0, 1), Uint8Array.of(1, 0));
    expect(logLoss).toBeCloseTo(-Math.log(Number.EPSILON), 10);
  });

  it.each([
    [
      'NaN',
      Float64Array.of(0.1, Number.NaN),
      Uint8Array.of(0, 1),
      'PARUS_SCORE_INVALID',
      'score NaN in row 2',
    ],
    [
      'a PD above 1',
      Float64Array.of(0.1, 1.5),
      Uint8Array.of(0, 1),
      'PARUS_SCORE_INVALID',
      'score 1.5 in row 2',
    ],
    [
      'an infinite PD',
      Float64Array.of(0.1, Infinity),
      Uint8Array.of(0, 1),
      'PARUS_SCORE_INVALID',
      'Infinity',
    ],
    ['unequal lengths', Float64Array.of(0.1, 0.2), Uint8Array.of(1), 'PARUS_SCORE_ROWS', '2 scores but 1'],
    ['a third outcome', Float64Array.of(0.1, 0.2), Uint8Array.of(0, 2), 'PARUS_TARGET_VALUES', '2 in row 2'],
    [
      'goods only',
      Float64Array.of(0.1, 0.2),
      Uint8Array.of(0, 0),
      'PARUS_TARGET_ONE_CLASS',
      '0 bads among 2',
    ],
    ['bads only', Float64Array.of(0.1), Uint8Array.of(1), 'PARUS_TARGET_ONE_CLASS', '1 bads among 1'],
    ['no rows', new Float64Array(0), new Uint8Array(0), 'PARUS_TARGET_ONE_CLASS', '0 bads among 0'],
  ])('refuses %s', (_, pd, bad, code, message) => {
    const error = codeOf(() => evaluateScores(pd, bad));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });
});

describe('evaluateRanking', () => {
  it('ranks any numbers: log-odds give the AUC and KS of their PDs', () => {
    const { pd, bad } = economy(400, 5);
    const { auc, ks, prAuc } = evaluateScores(pd, bad);
    const margins = pd.map((x) => Math.log(x / (1 - x)));
    expect(evaluateRanking(margins, bad)).toMatchObject({ auc, ks, prAuc });
  });

  it('ranks infinities as numbers', () => {
    const scores = Float64Array.of(Infinity, 3, -Infinity, Infinity);
    expect(evaluateRanking(scores, Uint8Array.of(1, 0, 0, 0)).auc).toBe(2.5 / 3);
  });
});

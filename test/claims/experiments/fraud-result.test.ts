import { expect, test } from 'vitest';
import type { FraudMeasurement, MeasuredLayer } from '../../../src/claims/experiments/fraud-layers.ts';
import { type Flagging, flagFrom } from '../../../src/claims/experiments/fraud-metrics.ts';
import { fraudResult, fraudTables } from '../../../src/claims/experiments/fraud-result.ts';

/** Of 1,000 applications 10 are frauds; `found` of them and `wrong` honest ones are flagged. */
function flagging(found: number, wrong: number): Flagging {
  const kind = Array.from({ length: 1000 }, (_, i) => (i < 10 ? 'shell' : undefined));
  const scores = Float64Array.from({ length: 1000 }, (_, i) =>
    i < found || (i >= 10 && i < 10 + wrong) ? 1 : 0,
  );
  return flagFrom(1, scores, kind);
}

function layer(name: string, as: MeasuredLayer['as'], found: number, wrong: number): MeasuredLayer {
  const at = [flagging(found, 10), flagging(found, wrong)];
  return { layer: name, as, auc: 0.5 + found / 20, prAuc: found / 10, at, mostAccurate: flagging(found, 0) };
}

const measurement = (found: number, wrong: number): FraudMeasurement => ({
  applications: 1000,
  frauds: 10,
  trainingFrauds: 10,
  trainingFound: 6,
  layers: [
    layer('rules', 'cumulative', 1, wrong),
    layer('graph', 'cumulative', found, wrong),
    layer('rules', 'alone', 1, wrong),
    layer('label propagation', 'variant', 1, wrong),
  ],
});

test('a classifier that misses half the frauds does not reach the claim on a balanced sample, however high its accuracy', () => {
  const result = fraudResult([measurement(5, 40), measurement(6, 44), measurement(5, 41)]);
  // (5/10 + 1 - 40/990) / 2 and its like.
  expect(result.value).toBeGreaterThan(70);
  expect(result.value).toBeLessThan(80);
  expect(result.verdict).toBe('holds if');
  expect(result.condition?.assumption).toContain('flagging nobody is right in 99.00 %');
});

test('the last layer on top of the others is judged', () => {
  const [low, high] = [
    fraudResult([measurement(2, 40), measurement(2, 41)]),
    fraudResult([measurement(9, 40), measurement(9, 41)]),
  ];
  expect(high.value! - low.value!).toBeCloseTo(35, 6);
});

test('what a layer adds is the difference seed by seed', () => {
  const gains = fraudTables([measurement(5, 40), measurement(5, 41)])[1]!;
  // Found goes from 1 to 5 of 10 in both books: 40 points, without spread.
  expect(gains.rows).toEqual([
    ['+ graph', '20.0 [20.0, 20.0]', '40.0 [40.0, 40.0]', '40.0 [40.0, 40.0]', '40.0 [40.0, 40.0]'],
  ]);
});

test('every table has rows as long as its header', () => {
  for (const { header, rows } of fraudTables([measurement(5, 40), measurement(6, 44)]))
    for (const row of rows) expect(row).toHaveLength(header.length);
});

test('cases of a kind are added up over the seeds', () => {
  const kinds = fraudTables([measurement(5, 40), measurement(7, 44)])[4]!;
  expect(kinds.rows[0]!.slice(0, 2)).toEqual(['shell', '20']);
  expect(kinds.rows[0]![3]).toMatch(/^60 \[/);
});

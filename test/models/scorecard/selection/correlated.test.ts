import { expect, it } from 'vitest';
import { dropCorrelated } from '../../../../src/models/scorecard/selection/correlated.ts';
import { candidate } from '../risk-columns.ts';

it('keeps the stronger of two, and a third that only repeats the one that goes', () => {
  // c1 repeats c0 and c2 repeats c1, but c2 does not repeat c0.
  const correlations = Float64Array.of(1, 0.9, 0.5, 0.9, 1, -0.85, 0.5, -0.85, 1);
  const dropped: string[] = [];
  const kept = dropCorrelated(
    [candidate(0, 0.5), candidate(1, 0.3), candidate(2, 0.1)],
    correlations,
    0.8,
    ({ name }, reason) => dropped.push(`${name}: ${reason}`),
  );
  expect(kept.map(({ name }) => name)).toEqual(['c0', 'c2']);
  expect(dropped).toEqual([
    'c1: correlates with the stronger c0 (r 0.900; information value 0.3000 against 0.5000)',
  ]);
});

it('looks at the size of a correlation, not at its sign, and keeps what only touches the bound', () => {
  const correlations = (r: number): Float64Array => Float64Array.of(1, r, r, 1);
  const left = (r: number): number =>
    dropCorrelated([candidate(0, 0.1), candidate(1, 0.2)], correlations(r), 0.8, () => undefined).length;
  expect([left(0.81), left(-0.81), left(0.8), left(-0.8)]).toEqual([1, 1, 2, 2]);
});

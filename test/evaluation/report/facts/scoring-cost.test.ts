import { describe, expect, it } from 'vitest';
import { affordableRows } from '../../../../src/evaluation/report/facts/scoring-cost.ts';

describe('affordableRows', () => {
  it.each([
    [1_000, 1, 2_000, 100, 2_000],
    [1_000_000, 1, 2_000, 100, 1_000],
    [10_000_000, 1, 2_000, 100, 100],
    [10_100_000, 1, 2_000, 100, 0],
  ])('at %i ns a row and %i s: at most %i, at least %i, gives %i', (cost, seconds, most, least, rows) => {
    expect(affordableRows(cost, seconds, most, least)).toBe(rows);
  });
});

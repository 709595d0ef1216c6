import { describe, expect, it } from 'vitest';
import { countAll, countRow, type Tally } from '../../src/binning/outcome.ts';

describe('an outcome', () => {
  it('counts rows where there are no weights', () => {
    expect(countAll({ bad: Uint8Array.of(0, 1, 0, 0) })).toEqual({ goods: 3, bads: 1 });
    expect(countAll({ bad: new Uint8Array(0) })).toEqual({ goods: 0, bads: 0 });
  });

  it('adds weights where there are, rows of weight 0 not at all', () => {
    const outcome = { bad: Uint8Array.of(0, 1, 0, 1), weights: Float64Array.of(2, 0.5, 0, 3) };
    expect(countAll(outcome)).toEqual({ goods: 2, bads: 3.5 });
  });

  it('adds to a tally row by row', () => {
    const tally: Tally = { goods: 1, bads: 0 };
    countRow(tally, { bad: Uint8Array.of(1, 0), weights: Float64Array.of(0.25, 9) }, 0);
    expect(tally).toEqual({ goods: 1, bads: 0.25 });
  });
});

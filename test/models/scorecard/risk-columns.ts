/** Candidates made by hand: columns of risk with a binning that only has an information value and a number of bins. */
import { openStream } from '../../../src/core/index.ts';
import type { Candidate, RiskColumn } from '../../../src/models/scorecard/candidate.ts';
import { sharedFloat64, sharedUint8 } from '../../../src/parallel/index.ts';

export function shared(values: ArrayLike<number>): Float64Array {
  const out = sharedFloat64(values.length);
  out.set(values);
  return out;
}

export function candidate(input: number, iv: number, bins = 2): Candidate {
  const bin = { goods: 10, bads: 10, woe: 0 };
  return {
    input,
    name: `c${input}`,
    binning: {
      kind: 'numeric',
      convention: '[low, high)',
      cuts: Array.from({ length: bins - 1 }, (_, k) => k),
      bins: Array.from({ length: bins }, () => bin),
      special: [],
      missing: { goods: 0, bads: 0, woe: 0 },
      iv,
    },
  };
}

export interface RiskTable {
  readonly candidates: readonly RiskColumn[];
  readonly bad: Uint8Array;
}

/**
 * Normal columns c0, c1, ... with the given effects on the log-odds of bad; a column named in `copies` is the one it copies plus
 * noise of that standard deviation.
 */
export function riskTable(
  rows: number,
  effects: readonly number[],
  {
    seed = 1,
    intercept = -1,
    copies = {},
  }: {
    readonly seed?: number;
    readonly intercept?: number;
    readonly copies?: Readonly<Record<number, { readonly of: number; readonly noise: number }>>;
  } = {},
): RiskTable {
  const draws = openStream(seed, 'test/risk-table');
  const columns: Float64Array[] = [];
  effects.forEach((_, j) => {
    const copy = copies[j];
    const from = copy && columns[copy.of];
    columns.push(
      shared(
        Array.from({ length: rows }, (__, i) =>
          from ? from[i]! + draws.normal(0, copy.noise, i, j) : draws.normal(0, 1, i, j),
        ),
      ),
    );
  });
  const bad = sharedUint8(rows);
  for (let i = 0; i < rows; i++) {
    const margin = effects.reduce((sum, effect, j) => sum + effect * columns[j]![i]!, intercept);
    bad[i] = draws.uniform(i, effects.length) < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
  }
  return {
    candidates: columns.map((risk, j) => ({
      ...candidate(j, 0.1 + Math.abs(effects[j]!)),
      risk,
    })),
    bad,
  };
}

import { sortRowsByValue } from '../kernels/sort-rows.ts';
import type { MandatedCuts, NumericBinning, Trend } from './binning.ts';
import { numericFineBins, sumFine } from './fine-bins.ts';
import { type OptimalConstraints, optimalPartition } from './optimal.ts';
import { countRow, type Outcome } from './outcome.ts';
import { makeBin, makeShrunkBin, totalInformationValue } from './woe.ts';

export interface NumericVariable {
  /** NaN = missing. */
  readonly values: Float64Array;
  readonly trend: Trend;
  /** Codes that are no numbers: each has a bin of its own. */
  readonly special: readonly number[];
  readonly mandated?: MandatedCuts | undefined;
}

/** Bins a numeric variable: missing and special values apart, the optimum of fine bins for the rest. */
export function binNumeric(
  { values, trend, special, mandated }: NumericVariable,
  outcome: Outcome,
  preBins: number,
  constraints: OptimalConstraints,
): NumericBinning {
  const { totals } = constraints;
  const { weights } = outcome;
  const missing = { goods: 0, bads: 0 };
  const specialTallies = special.map(() => ({ goods: 0, bads: 0 }));
  const plain = new Uint32Array(values.length);
  let nPlain = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    const at = special.length > 0 ? special.indexOf(v) : -1;
    if (Number.isNaN(v)) countRow(missing, outcome, i);
    else if (at >= 0) countRow(specialTallies[at]!, outcome, i);
    else if (!weights || weights[i]! > 0) plain[nPlain++] = i;
  }
  const sorted = plain.subarray(0, nPlain);
  sortRowsByValue(values, sorted);
  const fine = numericFineBins(sorted, values, outcome, preBins, mandated?.cuts ?? []);
  const starts = startsOf(fine, trend, mandated?.only ?? false, constraints);
  const bins = starts.map((start, k) =>
    makeBin(...sumFine(fine, start, starts[k + 1] ?? fine.goods.length), totals),
  );
  const specialBins = special.map((value, k) => {
    const { goods, bads } = specialTallies[k]!;
    return { value, ...makeShrunkBin(goods, bads, totals) };
  });
  const missingBin = makeShrunkBin(missing.goods, missing.bads, totals);
  return {
    kind: 'numeric',
    convention: '[low, high)',
    cuts: starts.slice(1).map((start) => fine.cuts[start - 1]!),
    bins,
    special: specialBins,
    missing: missingBin,
    iv: totalInformationValue([...bins, ...specialBins, missingBin], totals),
  };
}

function startsOf(
  fine: ReturnType<typeof numericFineBins>,
  trend: Trend,
  mandatedOnly: boolean,
  constraints: OptimalConstraints,
): readonly number[] {
  if (fine.goods.length === 0) return [];
  return mandatedOnly ? [0, ...fine.mandated] : optimalPartition(fine, trend, constraints).starts;
}

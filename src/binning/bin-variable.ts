import { normalQuantile } from '../core/index.ts';
import { taskRef } from '../parallel/index.ts';
import { binCategory, type CategoryVariable } from './bin-category.ts';
import { binNumeric, type NumericVariable } from './bin-numeric.ts';
import type { Binning, BinningOptions } from './binning.ts';
import type { OptimalConstraints } from './optimal.ts';
import { countAll, type Outcome } from './outcome.ts';

/** Given rows of one variable and their outcome. */
export type BinVariableInput = Outcome & { readonly options: BinningOptions } & (
    | ({ readonly kind: 'numeric' } & NumericVariable)
    | ({ readonly kind: 'category' } & CategoryVariable)
  );

/** Bins given rows of one variable against the outcome; runs in a worker. Pure: the same rows give the same bins. */
export function binVariable(input: BinVariableInput): Binning {
  const { options, bad, weights } = input;
  const outcome = { bad, weights };
  const totals = countAll(outcome);
  const rows = totals.goods + totals.bads;
  const constraints: OptimalConstraints = {
    totals,
    maxBins: options.maxBins,
    minBins: options.minBins,
    minRows: Math.max(options.minRows, Math.ceil(options.minShare * rows)),
    minZ: options.maxPValue >= 1 ? 0 : normalQuantile(1 - options.maxPValue / 2),
    minRateGap: options.minRateGap,
  };
  return input.kind === 'numeric'
    ? binNumeric(input, outcome, options.preBins, constraints)
    : binCategory(input, outcome, options.rareShare * rows, constraints);
}

export const binVariableTask = taskRef(import.meta.url, binVariable);

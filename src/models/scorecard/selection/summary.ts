import type { WorkerPool } from '../../../parallel/index.ts';
import type { SelectionStep } from '../../artefact.ts';
import { correlationMatrix } from './correlation.ts';
import { columnsOf } from './fit.ts';
import { inflationFactors } from './inflation.ts';
import type { Selected } from './select.ts';

/**
 * What a validator asks of every characteristic of a scorecard: how it came in, and how much it repeats the others. In
 * order of entry, and of the inputs where nothing entered.
 */
export async function selectionSummary(
  pool: WorkerPool,
  kept: readonly Selected[],
  weights?: Float64Array,
): Promise<SelectionStep[]> {
  const p = kept.length;
  const correlations = await correlationMatrix(pool, columnsOf(kept), weights);
  const factors = inflationFactors(correlations, p);
  const steps = kept.map(({ name, binning, evidence }, j): SelectionStep => {
    const closest = strongestPartner(correlations, p, j);
    return {
      name,
      iv: binning.iv,
      ...(evidence && { ...evidence, degreesOfFreedom: 1 }),
      // JSON has no infinity: a combination of others has no factor.
      ...(Number.isFinite(factors[j]!) && { vif: factors[j]! }),
      ...(closest !== undefined && {
        correlation: { with: kept[closest]!.name, r: correlations[j * p + closest]! },
      }),
    };
  });
  return steps.sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
}

function strongestPartner(correlations: Float64Array, p: number, j: number): number | undefined {
  let best: number | undefined;
  for (let k = 0; k < p; k++) {
    if (k === j) continue;
    const r = Math.abs(correlations[j * p + k]!);
    if (best === undefined || r > Math.abs(correlations[j * p + best]!)) best = k;
  }
  return best;
}

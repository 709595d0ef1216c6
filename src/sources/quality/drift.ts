import { occupiedBins, psiCriticalValue, psiOfCounts, psiTerm } from '../../kernels/psi.ts';
import type { TextCounts, ValueBin } from '../../table/profile/index.ts';
import { LEAST_EXPECTED, PSI_ALPHA, PSI_BINS } from './limits.ts';
import { quantileOf, totalOf } from './numbers.ts';
import type { Drift, DriftVerdict } from './report.ts';

/** How many there are in the reference and in the current period. */
export interface Sizes {
  readonly reference: number;
  readonly current: number;
}

export interface DriftBin extends Sizes {
  readonly label: string;
}

const MISSING = '(missing)';
const OTHERS = '(others)';

/**
 * Stability index of numbers, days or delays between the periods over quantile bins of the reference, each of which expects
 * LEAST_EXPECTED records of the smaller period, missing values apart. Null where a period has no records.
 */
export function driftOfValues(
  values: readonly ValueBin[],
  missing: Sizes,
  firms: Sizes,
  shown: (value: number) => string,
): Drift | null {
  const bins = quantileBins(values, shown);
  const drift = driftOf([...bins, ...(isEmpty(missing) ? [] : [{ label: MISSING, ...missing }])], firms);
  if (!drift) return null;
  const medians = [
    quantileOf(values, 0.5, ({ reference }) => reference),
    quantileOf(values, 0.5, ({ current }) => current),
  ] as const;
  return { ...drift, medians: medians.some(Number.isNaN) ? null : medians };
}

/**
 * Stability index of texts: a bin each, rarer ones together. Of a column with too many texts to count, the common ones; null
 * where there is none, for then the index says nothing.
 */
export function driftOfTexts(counts: TextCounts, missing: Sizes, rows: Sizes, firms: Sizes): Drift | null {
  if (!counts.complete && counts.values.length === 0) return null;
  const kept: DriftBin[] = [];
  let rest: Sizes = {
    reference: rows.reference - missing.reference,
    current: rows.current - missing.current,
  };
  const smaller = Math.min(rows.reference, rows.current);
  for (const { text, reference, current } of counts.values) {
    const expected = ((reference + current) * smaller) / (rows.reference + rows.current);
    if (!(expected >= LEAST_EXPECTED)) continue;
    kept.push({ label: text, reference, current });
    rest = { reference: rest.reference - reference, current: rest.current - current };
  }
  const others = isEmpty(rest) ? [] : [{ label: OTHERS, ...rest }];
  return driftOf([...kept, ...others, ...(isEmpty(missing) ? [] : [{ label: MISSING, ...missing }])], firms);
}

function isEmpty({ reference, current }: Sizes): boolean {
  return reference === 0 && current === 0;
}

function quantileBins(values: readonly ValueBin[], shown: (value: number) => string): DriftBin[] {
  const n = totalOf(values, ({ reference }) => reference);
  const m = totalOf(values, ({ current }) => current);
  const wanted = Math.max(1, Math.min(PSI_BINS, Math.floor(Math.min(n, m) / LEAST_EXPECTED)));
  const bins: { tenth: number; least: number; greatest: number; reference: number; current: number }[] = [];
  let before = 0;
  for (const { least, greatest, reference, current } of values) {
    if (reference === 0 && current === 0) continue;
    // The part of the reference in which the first of these rows stands; values beyond all of it belong to the last.
    const tenth = n === 0 ? 0 : Math.min(wanted - 1, Math.floor((before * wanted) / n));
    const open = bins.at(-1);
    if (open?.tenth === tenth) {
      open.greatest = greatest;
      open.reference += reference;
      open.current += current;
    } else bins.push({ tenth, least, greatest, reference, current });
    before += reference;
  }
  return bins.map(({ least, greatest, reference, current }) => ({
    label: least === greatest ? shown(least) : `${shown(least)} to ${shown(greatest)}`,
    reference,
    current,
  }));
}

/** The index over bins with its critical values; null where a period is empty. `medians` is left to the caller. */
export function driftOf(bins: readonly DriftBin[], firms: Sizes): Drift | null {
  const reference = bins.map((bin) => bin.reference);
  const current = bins.map((bin) => bin.current);
  const n = reference.reduce((a, b) => a + b, 0);
  const m = current.reduce((a, b) => a + b, 0);
  if (n === 0 || m === 0) return null;
  const psi = psiOfCounts(reference, current);
  const occupied = occupiedBins(reference, current);
  const criticalRows = psiCriticalValue(occupied, n, m, PSI_ALPHA);
  const criticalFirms = psiCriticalValue(
    occupied,
    Math.max(1, firms.reference),
    Math.max(1, firms.current),
    PSI_ALPHA,
  );
  const terms = reference.map((count, b) => psiTerm(count, n, current[b]!, m));
  const most = terms.indexOf(Math.max(...terms));
  return {
    psi,
    bins: occupied,
    criticalRows,
    criticalFirms,
    verdict: verdictOf(psi, criticalRows, criticalFirms),
    medians: null,
    most: { bin: bins[most]!.label, reference: reference[most]! / n, current: current[most]! / m },
  };
}

function verdictOf(psi: number, criticalRows: number, criticalFirms: number): DriftVerdict {
  if (psi > criticalFirms) return 'clear';
  return psi > criticalRows ? 'rows' : 'none';
}

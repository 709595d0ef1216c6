/** What is usual: percentiles of features among those that an applicant or a firm is compared with. */

/** Percentiles 0, 1, ..., 100 of the known values of one feature. */
export interface FeatureReference {
  /** Rows whose value is known. */
  readonly known: number;
  /** 101 values, never falling; each is a value of some row. */
  readonly percentiles: readonly number[];
}

/** The usual of many features. Plain JSON. */
export interface Reference {
  /** Rows that were looked at. */
  readonly rows: number;
  readonly features: Readonly<Record<string, FeatureReference>>;
}

/** Fewer rows say neither what is usual nor keep single firms out of sight. OWN. */
export const LEAST_REFERENCE_ROWS = 30;

/**
 * Percentiles of each column over its known values. Columns with fewer than 30 known values are left out. Percentile p is the
 * value of rank ceil(p n / 100), the first for p = 0: Hyndman and Fan (1996), definition 1, so that counts stay counts.
 * @param columns IN, by feature; NaN is missing
 * @param rows IN, the rows to take; default: all
 */
export function referenceOf(
  columns: ReadonlyMap<string, ArrayLike<number>>,
  rows?: ArrayLike<number>,
): Reference {
  const features: Record<string, FeatureReference> = {};
  let nRows = rows?.length ?? 0;
  for (const [name, column] of columns) {
    const n = rows?.length ?? column.length;
    nRows = Math.max(nRows, n);
    const values = new Float64Array(n);
    let known = 0;
    for (let i = 0; i < n; i++) {
      const value = column[rows ? rows[i]! : i]!;
      if (!Number.isNaN(value)) values[known++] = value;
    }
    if (known < LEAST_REFERENCE_ROWS) continue;
    const sorted = values.subarray(0, known).sort();
    // -0 and 0 are one value to a reader, but not to a sort.
    const percentiles = Array.from(
      { length: 101 },
      (_, p) => sorted[Math.max(0, Math.ceil((p * known) / 100) - 1)]! + 0,
    );
    features[name] = { known, percentiles };
  }
  return { rows: nRows, features };
}

/** Share of the reference with a value at most this one, 0-1, linear between percentiles. Never falls as the value rises. */
export function shareAtMost({ percentiles }: FeatureReference, value: number): number {
  if (value < percentiles[0]!) return 0;
  if (value >= percentiles[100]!) return 1;
  const p = percentiles.findLastIndex((percentile) => percentile <= value);
  const [low, high] = [percentiles[p]!, percentiles[p + 1]!];
  return (p + (value - low) / (high - low)) / 100;
}

/** Share of the reference with a value at least this one, 0-1, linear between percentiles. Never rises with the value. */
export function shareAtLeast({ percentiles }: FeatureReference, value: number): number {
  if (value > percentiles[100]!) return 0;
  if (value <= percentiles[0]!) return 1;
  const p = percentiles.findIndex((percentile) => percentile >= value);
  const [low, high] = [percentiles[p - 1]!, percentiles[p]!];
  return 1 - (p - (high - value) / (high - low)) / 100;
}

import {
  occupiedBins,
  PSI_FOLKLORE,
  psiCriticalValue,
  psiOfCounts,
  psiPValue,
  psiTerm,
} from '../kernels/psi.ts';
import {
  asFloat64,
  type CategoryColumn,
  type Column,
  columnOf,
  MISSING_CODE,
  type Table,
} from '../table/index.ts';
import { holmAdjusted } from './grade-tests.ts';

export type FolkloreVerdict = 'stable' | 'moderate' | 'large';

export interface StabilityBin {
  /** `<= 3.5`, `> 3.5`, a level, `(other levels)` or `(missing)`. */
  readonly label: string;
  /** Rows of the reference and of the current sample. */
  readonly reference: number;
  readonly current: number;
  /** What the bin adds to the index. */
  readonly psi: number;
}

/** How the distribution of one column moved from the reference to the current sample. */
export interface Stability {
  readonly column: string;
  readonly psi: number;
  /** What the index of unshifted samples of these sizes exceeds with probability alpha. */
  readonly criticalValue: number;
  readonly pValue: number;
  /** psi above criticalValue: there is a shift. Whether it matters is another question, with many rows above all. */
  readonly shifted: boolean;
  /** By PSI_FOLKLORE, whatever the size. */
  readonly folklore: FolkloreVerdict;
  readonly bins: readonly StabilityBin[];
}

export interface StabilityOptions {
  /** Quantile bins of a numeric column's reference; default 10. Fewer where values tie or rows are few. */
  readonly bins?: number | undefined;
  /** Chance of a false alarm for a column; default 0.05. */
  readonly alpha?: number | undefined;
}

const DEFAULT_BINS = 10;
const DEFAULT_ALPHA = 0.05;
/** Rows that a bin should expect for chi-square to hold (W. Cochran, Biometrics 10, 1954). Rarer levels share a bin. */
const LEAST_EXPECTED = 5;
const MISSING_LABEL = '(missing)';
const OTHER_LABEL = '(other levels)';

/**
 * Population stability index of one column, called characteristic stability index for a model's inputs. Numbers and dates by quantile
 * bins of the reference, texts by level, missing values as a bin of their own.
 * @throws RangeError where one column holds texts and the other numbers, or either has no rows
 */
export function columnStability(
  column: string,
  reference: Column,
  current: Column,
  { bins = DEFAULT_BINS, alpha = DEFAULT_ALPHA }: StabilityOptions = {},
): Stability {
  const counted =
    reference.kind === 'category' && current.kind === 'category'
      ? countLevels(reference, current)
      : reference.kind !== 'category' && current.kind !== 'category'
        ? countNumbers(asFloat64(reference), asFloat64(current), bins)
        : undefined;
  if (!counted) throw new RangeError(`${column} is ${current.kind}, expected ${reference.kind} as before`);
  const before = counted.map((bin) => bin.reference);
  const now = counted.map((bin) => bin.current);
  const n = before.reduce((sum, count) => sum + count, 0);
  const m = now.reduce((sum, count) => sum + count, 0);
  if (n === 0 || m === 0) throw new RangeError(`${column} has ${n} and ${m} rows, expected some of both`);
  const psi = psiOfCounts(before, now);
  const occupied = occupiedBins(before, now);
  const criticalValue = psiCriticalValue(occupied, n, m, alpha);
  return {
    column,
    psi,
    criticalValue,
    pValue: psiPValue(psi, occupied, n, m),
    shifted: psi > criticalValue,
    folklore: folkloreVerdict(psi),
    bins: counted.map((bin) => ({ ...bin, psi: psiTerm(bin.reference, n, bin.current, m) })),
  };
}

/** The stability of scores or PDs. Missing (NaN) is a bin of its own. @throws RangeError without rows */
export function scoreStability(
  reference: Float64Array,
  current: Float64Array,
  options: StabilityOptions = {},
): Stability {
  const column = (values: Float64Array): Column => ({ kind: 'numeric', values });
  return columnStability('score', column(reference), column(current), options);
}

/** The stability of every column, with p-values corrected for their number. */
export interface TableStability {
  /** In the order of the reference. `holmP`: the p-value after Holm's correction for testing all of them. */
  readonly columns: readonly (Stability & { readonly holmP: number })[];
  /** Columns of the reference that are missing from the current table or changed their kind there. */
  readonly incomparable: readonly string[];
}

/** Stability of the columns `names` of two tables; default all of the reference. @throws RangeError without rows */
export function tableStability(
  reference: Table,
  current: Table,
  names: readonly string[] = [...reference.columns.keys()],
  options: StabilityOptions = {},
): TableStability {
  const isText = (column: Column): boolean => column.kind === 'category';
  const comparable = names.filter((name) => {
    const other = current.columns.get(name);
    return other !== undefined && isText(other) === isText(columnOf(reference, name));
  });
  const found = comparable.map((name) =>
    columnStability(name, columnOf(reference, name), columnOf(current, name), options),
  );
  const holm = holmAdjusted(found.map(({ pValue }) => pValue));
  return {
    columns: found.map((stability, i) => ({ ...stability, holmP: holm[i]! })),
    incomparable: names.filter((name) => !comparable.includes(name)),
  };
}

/**
 * By how many points the mean score of a characteristic moved: sum over bins of (current share - reference share) * points. The
 * direction that an index, which is never negative, does not tell. IN: counts and points by bin, of equal length.
 */
export function meanPointsShift(
  reference: readonly number[],
  current: readonly number[],
  points: readonly number[],
): number {
  const n = reference.reduce((sum, count) => sum + count, 0);
  const m = current.reduce((sum, count) => sum + count, 0);
  return points.reduce((sum, value, b) => sum + (current[b]! / m - reference[b]! / n) * value, 0);
}

function folkloreVerdict(psi: number): FolkloreVerdict {
  if (psi < PSI_FOLKLORE.moderate) return 'stable';
  return psi <= PSI_FOLKLORE.large ? 'moderate' : 'large';
}

type CountedBin = Omit<StabilityBin, 'psi'>;

function countNumbers(reference: Float64Array, current: Float64Array, wanted: number): CountedBin[] {
  const sorted = reference.filter((x) => !Number.isNaN(x)).sort();
  const known = Math.min(
    sorted.length,
    current.reduce((sum, x) => sum + (Number.isNaN(x) ? 0 : 1), 0),
  );
  const bins = Math.max(1, Math.min(wanted, Math.floor(known / LEAST_EXPECTED)));
  // Upper edges, each included in its bin; values beyond the last edge fall into one more.
  const edges: number[] = [];
  for (let b = 1; b < bins; b++) {
    const edge = sorted[Math.ceil((b * sorted.length) / bins) - 1]!;
    if (edge !== edges.at(-1) && edge !== sorted.at(-1)) edges.push(edge);
  }
  const missing = edges.length + 1;
  const counts = (values: Float64Array): Float64Array => {
    const out = new Float64Array(missing + 1);
    for (let i = 0; i < values.length; i++) {
      const x = values[i]!;
      out[Number.isNaN(x) ? missing : binOf(edges, x)]! += 1;
    }
    return out;
  };
  const before = counts(reference);
  const now = counts(current);
  const labels = [...edges.map((edge) => `<= ${edge}`), edges.length > 0 ? `> ${edges.at(-1)}` : '(all)'];
  return [...labels, MISSING_LABEL]
    .map((label, b) => ({ label, reference: before[b]!, current: now[b]! }))
    .filter((bin) => bin.label !== MISSING_LABEL || bin.reference + bin.current > 0);
}

/** The first edge that is not below `x`, by halving. */
function binOf(edges: readonly number[], x: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countLevels(reference: CategoryColumn, current: CategoryColumn): CountedBin[] {
  const bins = new Map<string, { reference: number; current: number }>();
  const add = ({ codes, levels }: CategoryColumn, side: 'reference' | 'current'): void => {
    const counts = new Float64Array(levels.length + 1);
    for (let i = 0; i < codes.length; i++) {
      counts[codes[i] === MISSING_CODE ? levels.length : codes[i]!]! += 1;
    }
    [...levels, MISSING_LABEL].forEach((label, code) => {
      if (counts[code] === 0) return;
      const bin = bins.get(label) ?? { reference: 0, current: 0 };
      bin[side] += counts[code]!;
      bins.set(label, bin);
    });
  };
  add(reference, 'reference');
  add(current, 'current');
  const n = reference.codes.length;
  const m = current.codes.length;
  const other = { label: OTHER_LABEL, reference: 0, current: 0 };
  const kept: CountedBin[] = [];
  for (const [label, bin] of bins) {
    // What the smaller sample would hold of the level, were there no shift.
    const expected = ((bin.reference + bin.current) * Math.min(n, m)) / (n + m);
    if (expected >= LEAST_EXPECTED || label === MISSING_LABEL) kept.push({ label, ...bin });
    else {
      other.reference += bin.reference;
      other.current += bin.current;
    }
  }
  return other.reference + other.current > 0 ? [...kept, other] : kept;
}

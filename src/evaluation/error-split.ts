/** Where the residuals of one group of rows part best: the search of the error tree. */

import { asFloat64, type Column, MISSING_CODE } from '../table/index.ts';

/** Bads beyond the PDs, and their variance were the PDs right. */
export interface ResidualSums {
  readonly rows: number;
  readonly residual: number;
  readonly variance: number;
}

/** What a row must show to go left. Missing values go left where `missingLeft` says so. */
export type ErrorRule =
  | {
      readonly kind: 'threshold';
      readonly column: string;
      readonly atMost: number;
      readonly missingLeft: boolean;
    }
  | { readonly kind: 'level'; readonly column: string; readonly level: string }
  | { readonly kind: 'missing'; readonly column: string };

export interface ErrorSplit {
  readonly rule: ErrorRule;
  /** Score statistic for two shifts of log-odds instead of one: chi-square with one degree of freedom, were the split given. */
  readonly statistic: number;
}

/** Cuts tried on a numeric column: between equal numbers of rows. OWN. */
const MOST_CUTS = 32;

export function sumsOf(
  rows: ArrayLike<number>,
  residual: Float64Array,
  variance: Float64Array,
): ResidualSums {
  let r = 0;
  let v = 0;
  for (let i = 0; i < rows.length; i++) {
    r += residual[rows[i]!]!;
    v += variance[rows[i]!]!;
  }
  return { rows: rows.length, residual: r, variance: v };
}

/** Heterogeneity of two parts: R1^2 / V1 + R2^2 / V2 - (R1 + R2)^2 / (V1 + V2); 0 where a part has no variance. */
export function splitStatistic(a: ResidualSums, b: ResidualSums): number {
  if (!(a.variance > 0 && b.variance > 0)) return 0;
  const gap = a.residual / a.variance - b.residual / b.variance;
  return (gap * gap * a.variance * b.variance) / (a.variance + b.variance);
}

/** True where row `row` of the rule's column goes left. */
export function goesLeft(rule: ErrorRule, column: Column, row: number): boolean {
  if (column.kind === 'category') {
    const code = column.codes[row]!;
    if (rule.kind === 'level') return code !== MISSING_CODE && column.levels[code] === rule.level;
    return rule.kind === 'missing' && code === MISSING_CODE;
  }
  const x = asFloat64(column)[row]!;
  if (rule.kind === 'threshold') return Number.isNaN(x) ? rule.missingLeft : x <= rule.atMost;
  return rule.kind === 'missing' && Number.isNaN(x);
}

/** The best split of `rows` on one column, none where no part would have `minRows`; and how many were tried, for the multiplicity. */
export function bestSplitOn(
  name: string,
  column: Column,
  rows: Uint32Array,
  residual: Float64Array,
  variance: Float64Array,
  minRows: number,
): { readonly best: ErrorSplit | undefined; readonly tried: number } {
  const bins = column.kind === 'category' ? levelBins(column.codes, column.levels.length, rows) : undefined;
  const values = column.kind === 'category' ? undefined : asFloat64(column);
  const cuts = values ? cutsOf(values, rows) : [];
  const binOf = bins ?? rows.map((row) => binOfCuts(cuts, values![row]!));
  // The last bin holds missing values.
  const nBins = (column.kind === 'category' ? column.levels.length : cuts.length + 1) + 1;
  const sums = Array.from({ length: nBins }, () => ({ rows: 0, residual: 0, variance: 0 }));
  rows.forEach((row, i) => {
    const own = sums[binOf[i]!]!;
    own.rows += 1;
    own.residual += residual[row]!;
    own.variance += variance[row]!;
  });
  const total = sums.reduce(add);
  const missing = sums.at(-1)!;

  let best: ErrorSplit | undefined;
  let tried = 0;
  const attempt = (rule: ErrorRule, left: ResidualSums): void => {
    const right = subtract(total, left);
    if (left.rows < minRows || right.rows < minRows) return;
    tried += 1;
    const statistic = splitStatistic(left, right);
    if (statistic > (best?.statistic ?? 0)) best = { rule, statistic };
  };
  if (column.kind === 'category') {
    column.levels.forEach((level, code) => {
      attempt({ kind: 'level', column: name, level }, sums[code]!);
    });
  } else {
    let left: ResidualSums = { rows: 0, residual: 0, variance: 0 };
    cuts.forEach((atMost, b) => {
      left = add(left, sums[b]!);
      attempt({ kind: 'threshold', column: name, atMost, missingLeft: false }, left);
      if (missing.rows > 0)
        attempt({ kind: 'threshold', column: name, atMost, missingLeft: true }, add(left, missing));
    });
  }
  if (missing.rows > 0) attempt({ kind: 'missing', column: name }, missing);
  return { best, tried };
}

function levelBins(codes: Int32Array, nLevels: number, rows: Uint32Array): Uint32Array {
  return rows.map((row) => (codes[row] === MISSING_CODE ? nLevels : codes[row]!));
}

/** Distinct values that have equal numbers of the rows at or below them; never the highest value. */
function cutsOf(values: Float64Array, rows: Uint32Array): number[] {
  const known = Float64Array.from(rows, (row) => values[row]!)
    .filter((x) => !Number.isNaN(x))
    .sort();
  const cuts: number[] = [];
  for (let c = 1; c <= MOST_CUTS && known.length > 0; c++) {
    const cut = known[Math.max(0, Math.ceil((c * known.length) / (MOST_CUTS + 1)) - 1)]!;
    if (cut !== cuts.at(-1) && cut !== known.at(-1)) cuts.push(cut);
  }
  return cuts;
}

function binOfCuts(cuts: readonly number[], x: number): number {
  if (Number.isNaN(x)) return cuts.length + 1;
  let bin = 0;
  while (bin < cuts.length && cuts[bin]! < x) bin += 1;
  return bin;
}

function add(a: ResidualSums, b: ResidualSums): ResidualSums {
  return {
    rows: a.rows + b.rows,
    residual: a.residual + b.residual,
    variance: a.variance + b.variance,
  };
}

function subtract(a: ResidualSums, b: ResidualSums): ResidualSums {
  return {
    rows: a.rows - b.rows,
    residual: a.residual - b.residual,
    variance: a.variance - b.variance,
  };
}

/**
 * Where a model is wrong: a small tree on columns that splits by bads beyond the PDs. Half of the rows choose the splits, the other
 * half say how large the errors are: what is reported was not picked for being large (honest trees: S. Athey and G. Imbens, PNAS 113,
 * 2016, pp. 7353-7360).
 */

import { fail, formatDay, openStream } from '../core/index.ts';
import { betaQuantile } from '../kernels/incomplete-beta.ts';
import { chiSquareTail, twoSidedNormalP } from '../kernels/incomplete-gamma.ts';
import { type Column, columnOf, type Table } from '../table/index.ts';
import { bestSplitOn, type ErrorRule, type ErrorSplit, goesLeft, sumsOf } from './error-split.ts';
import { holmAdjusted } from './grade-tests.ts';
import { DEFAULT_CONFIDENCE, type Interval } from './interval.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';
import { LOG_LOSS_CLIP } from './ranked.ts';

/** A segment found by half of the rows and measured on the other half. */
export interface ErrorSegment {
  /** What its rows have in common, from the root down; empty for all rows. */
  readonly conditions: readonly string[];
  /** Of the measuring half. */
  readonly rows: number;
  readonly bads: number;
  readonly badRate: number;
  /** 95 % Jeffreys interval of the bad rate. */
  readonly badRateInterval: Interval;
  readonly meanPd: number;
  /** (bads - sum of PDs) over its standard deviation were the PDs right; positive: more bads than foreseen. */
  readonly z: number;
  readonly pValue: number;
  /** Corrected for the number of segments (Holm). */
  readonly holmP: number;
}

export interface ErrorTree {
  /** Largest |z| first. One segment of all rows where no split is more than chance. */
  readonly segments: readonly ErrorSegment[];
  readonly splits: number;
  /** Candidate splits tried in all; what the multiplicity correction paid for. */
  readonly tried: number;
}

export interface ErrorTreeOptions {
  /** Names the halves of the rows. */
  readonly seed: number;
  /** Columns to split on; default all of the table. */
  readonly columns?: readonly string[] | undefined;
  /** Least rows of a segment in the choosing half; default 100. */
  readonly minRows?: number | undefined;
  /** Default 3: at most eight segments, which a person can read. */
  readonly maxDepth?: number | undefined;
  /** Chance that a tree on right PDs has any split at all; default 0.05. */
  readonly alpha?: number | undefined;
  readonly place?: EvaluationPlace | undefined;
}

const DEFAULT_MIN_ROWS = 100;
const DEFAULT_DEPTH = 3;
const DEFAULT_ALPHA = 0.05;

/**
 * Grows the tree. A node splits where the best of its candidates is significant at alpha / (maxDepth 2^depth) after Bonferroni's
 * correction for all candidates of the node: summed over the tree, false splits stay below alpha.
 * @throws PARUS_CONFIG_INVALID for options out of range, RangeError when the table has other rows, PARUS_TABLE_COLUMN_MISSING, and the
 * errors of `evaluateScores`
 */
export function growErrorTree(
  pd: Float64Array,
  bad: BadFlags,
  table: Table,
  options: ErrorTreeOptions,
): ErrorTree {
  const { minRows, maxDepth, alpha, columns, place, seed } = checkedOptions(options, table);
  checkLabelled(pd, bad, place, true);
  if (table.nRows !== pd.length) throw new RangeError(`table of ${table.nRows} rows, expected ${pd.length}`);
  const residual = pd.map((x, row) => bad[row]! - x);
  // A bad that the model called impossible must weigh, not vanish: hence a variance for PDs of 0 and 1 too.
  const variance = pd.map((x) => Math.max(LOG_LOSS_CLIP, x * (1 - x)));
  const coin = openStream(seed, 'evaluation/error-tree');
  const all = Uint32Array.from(pd, (_, row) => row);
  const choosing = all.filter((row) => coin.uniform(row) < 0.5);
  const measuring = all.filter((row) => coin.uniform(row) >= 0.5);

  const leaves: { readonly conditions: readonly string[]; readonly rows: Uint32Array }[] = [];
  let splits = 0;
  let triedInAll = 0;
  const grow = (own: Uint32Array, other: Uint32Array, conditions: readonly string[]): void => {
    const depth = conditions.length;
    let best: ErrorSplit | undefined;
    let tried = 0;
    for (const name of depth < maxDepth ? columns : []) {
      const found = bestSplitOn(name, columnOf(table, name), own, residual, variance, minRows);
      tried += found.tried;
      if (found.best && found.best.statistic > (best?.statistic ?? 0)) best = found.best;
    }
    triedInAll += tried;
    const level = alpha / (maxDepth * 2 ** depth);
    if (!best || chiSquareTail(best.statistic, 1) * tried > level) {
      leaves.push({ conditions, rows: other });
      return;
    }
    const { rule } = best;
    const column = columnOf(table, rule.column);
    const isLeft = (row: number): boolean => goesLeft(rule, column, row);
    const isRight = (row: number): boolean => !goesLeft(rule, column, row);
    const [left, right] = conditionsOf(rule, column);
    splits += 1;
    grow(own.filter(isLeft), other.filter(isLeft), [...conditions, left]);
    grow(own.filter(isRight), other.filter(isRight), [...conditions, right]);
  };
  grow(choosing, measuring, []);

  const measured = leaves.map(({ conditions, rows }) => measure(conditions, rows, bad, residual, variance));
  const holm = holmAdjusted(measured.map(({ pValue }) => pValue));
  return {
    segments: measured
      .map((segment, s) => ({ ...segment, holmP: holm[s]! }))
      .sort((a, b) => Math.abs(b.z) - Math.abs(a.z)),
    splits,
    tried: triedInAll,
  };
}

function checkedOptions(options: ErrorTreeOptions, table: Table) {
  const {
    minRows = DEFAULT_MIN_ROWS,
    maxDepth = DEFAULT_DEPTH,
    alpha = DEFAULT_ALPHA,
    columns = [...table.columns.keys()],
    place = UNNAMED_PLACE,
    seed,
  } = options;
  const refuse = (problem: string): Error =>
    fail('PARUS_CONFIG_INVALID', { path: 'error tree options', problem });
  if (!(Number.isInteger(minRows) && minRows >= 1)) throw refuse(`minRows is ${minRows}; expected 1 or more`);
  // Beyond twenty levels no alpha is left.
  if (!(Number.isInteger(maxDepth) && maxDepth >= 1 && maxDepth <= 20))
    throw refuse(`maxDepth is ${maxDepth}; expected 1 to 20`);
  if (!(alpha > 0 && alpha < 1)) throw refuse(`alpha is ${alpha}; expected within (0, 1)`);
  return { minRows, maxDepth, alpha, columns, place, seed };
}

function measure(
  conditions: readonly string[],
  rows: Uint32Array,
  bad: BadFlags,
  residual: Float64Array,
  variance: Float64Array,
): Omit<ErrorSegment, 'holmP'> {
  const sums = sumsOf(rows, residual, variance);
  let bads = 0;
  for (const row of rows) bads += bad[row]!;
  const n = rows.length;
  const tail = (1 - DEFAULT_CONFIDENCE) / 2;
  const z = n > 0 ? sums.residual / Math.sqrt(sums.variance) : 0;
  return {
    conditions,
    rows: n,
    bads,
    badRate: bads / n,
    badRateInterval: [
      bads === 0 ? 0 : betaQuantile(tail, bads + 0.5, n - bads + 0.5),
      bads === n ? 1 : betaQuantile(1 - tail, bads + 0.5, n - bads + 0.5),
    ],
    meanPd: (bads - sums.residual) / n,
    z,
    pValue: twoSidedNormalP(z),
  };
}

/** What is true of rows that go left, and of the others. */
function conditionsOf(rule: ErrorRule, { kind }: Column): readonly [string, string] {
  const { column } = rule;
  switch (rule.kind) {
    case 'threshold': {
      const at = kind === 'date' ? formatDay(rule.atMost) : rule.atMost;
      const missing = ' or missing';
      return [
        `${column} <= ${at}${rule.missingLeft ? missing : ''}`,
        `${column} > ${at}${rule.missingLeft ? '' : missing}`,
      ];
    }
    case 'level':
      return [`${column} = ${rule.level}`, `${column} is not ${rule.level}`];
    case 'missing':
      return [`${column} missing`, `${column} known`];
  }
}

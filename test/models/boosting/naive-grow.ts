/** Leaf-wise growth as the definition reads: every sum from the rows, every split tried, nothing reused. For tests. */
import { packedGradient, packedHessian } from '../../../src/kernels/gradient-packing.ts';
import { leafScore, type SplitRules } from '../../../src/kernels/split.ts';

export interface NaiveSplit {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly left: readonly number[];
  readonly right: readonly number[];
}

interface Option extends NaiveSplit {
  readonly gain: number;
}

/** @param bins by feature and row; `missing` is the bin of missing values */
export function naiveGrow(
  bins: readonly (readonly number[])[],
  missing: number,
  packed: ArrayLike<number>,
  rules: SplitRules,
  leaves: number,
): NaiveSplit[] {
  const open: { readonly rows: readonly number[]; best: Option | undefined }[] = [];
  const push = (rows: readonly number[], at = open.length): void => {
    open[at] = { rows, best: bestSplit(bins, missing, packed, rules, rows) };
  };
  push(bins[0]!.map((_, row) => row));
  const splits: NaiveSplit[] = [];
  while (open.length < leaves) {
    let at = -1;
    open.forEach(({ best }, i) => {
      if (best && (at < 0 || best.gain > open[at]!.best!.gain)) at = i;
    });
    if (at < 0) break;
    const best = open[at]!.best!;
    splits.push(best);
    push(best.left, at);
    push(best.right);
  }
  return splits;
}

function bestSplit(
  bins: readonly (readonly number[])[],
  missing: number,
  packed: ArrayLike<number>,
  rules: SplitRules,
  rows: readonly number[],
): Option | undefined {
  const sumOf = (of: readonly number[]): number => of.reduce((sum, row) => sum + packed[row]!, 0);
  const scoreOf = (sum: number): number =>
    leafScore(
      packedGradient(sum) * rules.gradientUnit,
      packedHessian(sum) * rules.hessianUnit,
      rules.lambda,
      rules.alpha,
    );
  const weightOf = (sum: number): number => packedHessian(sum) * rules.hessianUnit;
  let best: Option | undefined;
  bins.forEach((column, feature) => {
    for (const missingLeft of [false, true]) {
      if (missingLeft && rows.every((row) => column[row] !== missing)) continue;
      for (let bin = 0; bin < missing; bin++) {
        const isLeft = (row: number) => (column[row] === missing ? missingLeft : column[row]! <= bin);
        const [left, right] = [rows.filter(isLeft), rows.filter((row) => !isLeft(row))];
        const [a, b] = [sumOf(left), sumOf(right)];
        if (weightOf(a) < rules.minChildWeight || weightOf(b) < rules.minChildWeight) continue;
        const gain = scoreOf(a) + scoreOf(b) - scoreOf(a + b);
        if (gain > (best?.gain ?? 0)) best = { feature, bin, missingLeft, left, right, gain };
      }
    }
  });
  return best;
}

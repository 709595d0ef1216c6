import { argsortDescending, weightedAuc } from '../kernels/ranking.ts';

/** AUC of margins against outcomes, ties counted half; NaN where there is one class only. */
export function rankedAuc(margins: Float64Array, bad: Uint8Array): number {
  const rows = argsortDescending(margins);
  const lastOfTies = Uint8Array.from(rows, (row, p) =>
    p + 1 < rows.length && margins[rows[p + 1]!] === margins[row] ? 0 : 1,
  );
  return weightedAuc(rows, lastOfTies, bad, new Uint16Array(bad.length).fill(1));
}

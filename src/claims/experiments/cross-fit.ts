/** Folds of a training book; each is a run of neighbouring rows, since firms are in order and rings are of neighbours. */
export const FOLDS = 3;

/** Scores of all rows, each by what was learnt on the folds without it. `score` gives those of the rows `outside`, in order. */
export async function crossFit(
  nRows: number,
  score: (inside: readonly number[], outside: readonly number[]) => Promise<Float64Array>,
): Promise<Float64Array> {
  const out = new Float64Array(nRows);
  const rows = Array.from({ length: nRows }, (_, row) => row);
  const foldOf = (row: number): number => Math.floor((FOLDS * row) / nRows);
  for (let fold = 0; fold < FOLDS; fold++) {
    const outside = rows.filter((row) => foldOf(row) === fold);
    const scores = await score(
      rows.filter((row) => foldOf(row) !== fold),
      outside,
    );
    outside.forEach((row, i) => {
      out[row] = scores[i]!;
    });
  }
  return out;
}

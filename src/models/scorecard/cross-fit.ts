import { type BinTableOptions, binTable } from '../../binning/index.ts';
import { sharedFloat64, type WorkerPool } from '../../parallel/index.ts';
import type { Column } from '../../table/index.ts';
import { termReader } from '../additive/shapes.ts';
import { stratifiedFolds } from '../folds.ts';
import { woeTerm } from './woe-term.ts';

/** More training rows than this have WOEs that hardly depend on any fifth of them: AUC moved in no decimal that counts. OWN. */
const MOST_ROWS = 100_000;

export interface CrossFitOptions extends BinTableOptions {
  /** Parts of the training rows; below 2 = off. */
  readonly folds: number;
  readonly seed: number;
  /** Inputs that are looked at, at most, by information value. */
  readonly maxCandidates: number;
}

/**
 * The risk (-WOE) of every training row by bins that did not see the row: cut anew for each fold from the rows of the others.
 * What bins say of the rows they were cut from flatters the noisy ones; a regression on these columns gives a variable the
 * weight that its bins deserve on rows to come (stacking, Wolpert 1992; out-of-fold target encoding). Folds hold whole rows, whatever
 * they weigh.
 *
 * Where there are more inputs than are looked at, the choice flatters too: each fold then chooses anew from the rows of the
 * others, and an input says nothing (0) of the rows of a fold that would not have chosen it.
 *
 * @param columns IN bound values of each input to choose from (NaN or negative codes = missing), by name
 * @param chosen IN names of the inputs that all rows choose, in the order of the result
 * @returns one column per chosen input on shared memory, or undefined where cross-fitting is off or the rows are too many for it to matter
 */
export async function crossFitRisk(
  pool: WorkerPool,
  columns: ReadonlyMap<string, Column>,
  chosen: readonly string[],
  bad: Uint8Array,
  { folds, seed, maxCandidates, weights: rowWeights, ...options }: CrossFitOptions,
): Promise<Float64Array[] | undefined> {
  if (folds < 2 || bad.length > MOST_ROWS) return undefined;
  const foldOf = stratifiedFolds(bad, folds, seed, 'scorecard-bins');
  const names = [...columns.keys()];
  const risk = Array.from(chosen, () => sharedFloat64(bad.length));
  for (let fold = 0; fold < folds; fold++) {
    const weights = sharedFloat64(bad.length);
    for (let row = 0; row < bad.length; row++) {
      weights[row] = foldOf[row] === fold ? 0 : rowWeights ? rowWeights[row]! : 1;
    }
    const binnings = await binTable(pool, columns, bad, { ...options, weights });
    const strongest = [...names.keys()].sort((a, b) => binnings[b]!.iv - binnings[a]!.iv || a - b);
    const binningOf = new Map(strongest.slice(0, maxCandidates).map((j) => [names[j]!, binnings[j]!]));
    chosen.forEach((name, j) => {
      const binning = binningOf.get(name);
      if (!binning) return;
      const read = termReader(woeTerm(j, binning, 1));
      const column = columns.get(name)!;
      const values = column.kind === 'category' ? column.codes : column.values;
      const out = risk[j]!;
      for (let row = 0; row < bad.length; row++) if (foldOf[row] === fold) out[row] = read(values[row]!);
    });
  }
  return risk;
}

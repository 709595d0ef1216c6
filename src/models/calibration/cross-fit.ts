import { sharedFloat64, sharedUint8, type WorkerPool } from '../../parallel/index.ts';
import { type Table, takeRows } from '../../table/index.ts';
import { stratifiedFolds } from '../folds.ts';
import type { Model } from '../model.ts';
import { scoreTable } from '../score.ts';
import { fitBeta } from './beta.ts';
import { fitIsotonic } from './isotonic.ts';
import { fitPlatt } from './platt.ts';
import type { Calibration, CalibrationKind } from './schema.ts';

/** Models fitted for a calibration, each without a fifth of the rows. */
const FOLDS = 5;

/** Bads and goods that a calibration needs: some in every fold, and enough in the rest to train on. */
export const MIN_PER_CLASS_TO_CALIBRATE = 2 * FOLDS;

/** The rows `rows` of a labelled table. */
export function labelledRows(
  table: Table,
  bad: Uint8Array,
  rows: Uint32Array,
): { table: Table; bad: Uint8Array } {
  const picked = sharedUint8(rows.length);
  for (let k = 0; k < rows.length; k++) picked[k] = bad[rows[k]!]!;
  return { table: takeRows(table, rows), bad: picked };
}

/**
 * Fits a calibration on log-odds that models give to rows they have not seen: five models, each trained without a fifth of
 * the rows. The final model, trained on all rows, takes the map over (the "prefit on folds, refit on all" of
 * cross-validated calibration).
 * @param train trains the algorithm in question on the given rows
 */
export async function crossFitCalibration(
  kind: Exclude<CalibrationKind, 'none'>,
  pool: WorkerPool,
  table: Table,
  bad: Uint8Array,
  seed: number,
  train: (table: Table, bad: Uint8Array) => Promise<Model>,
): Promise<Calibration> {
  const folds = stratifiedFolds(bad, FOLDS, seed, 'calibration folds');
  const all = Uint32Array.from(bad.keys());
  const margins = sharedFloat64(bad.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = labelledRows(
      table,
      bad,
      all.filter((i) => folds[i] !== fold),
    );
    const model = await train(rest.table, rest.bad);
    const held = all.filter((i) => folds[i] === fold);
    const scores = await scoreTable(pool, model, takeRows(table, held));
    held.forEach((row, k) => {
      margins[row] = scores.margins[k]!;
    });
  }
  switch (kind) {
    case 'platt':
      return { kind, ...fitPlatt(margins, bad) };
    case 'isotonic':
      return { kind, ...fitIsotonic(margins, bad) };
    case 'beta':
      return { kind, ...(await fitBeta(pool, margins, bad)) };
  }
}

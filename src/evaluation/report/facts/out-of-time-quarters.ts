import { type Model, parseAlgorithm, scoreTable, trainModel } from '../../../models/index.ts';
import { sharedUint8, type WorkerPool } from '../../../parallel/index.ts';
import { type DateColumn, type Table, takeRows } from '../../../table/index.ts';
import { aucDeLong, type DeLongAuc } from '../../delong.ts';
import { evaluateByQuarter, outOfTimeSplits, type QuarterResult } from '../../out-of-time.ts';

/** All dated rows with their outcome. */
export interface DatedRows {
  readonly table: Table;
  readonly bad: Uint8Array;
  readonly asOf: DateColumn;
  readonly target: { readonly column: string; readonly bad?: string | undefined };
  /** Columns that are no features, and why. */
  readonly skip: ReadonlyMap<string, string>;
}

/** What a model would have been worth, had it been trained anew before every quarter on the outcomes known by then. */
export interface OutOfTimeQuarters {
  readonly quarters: readonly (QuarterResult & { readonly trainRows: number; readonly embargoed: number })[];
  /** All of their rows together, every row scored by the model of its quarter; absent without any. */
  readonly pooled?: DeLongAuc;
}

/** With fewer known bads than this a new model is an anecdote. OWN. */
export const LEAST_BADS = 30;

/**
 * Trains the model's algorithm with its own options once a quarter and measures each on its quarter alone. Quarters without
 * enough known outcomes before them, or without both classes, are left out.
 */
export async function outOfTimeQuarters(
  pool: WorkerPool,
  { artefact }: Model,
  { table, bad, asOf, target, skip }: DatedRows,
  command: string,
): Promise<OutOfTimeQuarters> {
  const { config, seed } = artefact.provenance;
  const badOf = (rows: Uint32Array): Uint8Array => {
    const own = sharedUint8(rows.length);
    rows.forEach((row, i) => {
      own[i] = bad[row]!;
    });
    return own;
  };
  const quarters: OutOfTimeQuarters['quarters'][number][] = [];
  const pd: number[] = [];
  const outcomes: number[] = [];
  for (const split of outOfTimeSplits(asOf.values)) {
    const known = badOf(split.train);
    if (known.reduce((sum, y) => sum + y, 0) < LEAST_BADS) continue;
    const { model } = await trainModel(takeRows(table, split.train), {
      algorithm: parseAlgorithm(artefact.algorithm),
      target,
      bad: known,
      skip,
      pool,
      seed,
      config,
      command,
    });
    const scored = await scoreTable(pool, model, takeRows(table, split.test));
    const own = badOf(split.test);
    if (!own.includes(0) || !own.includes(1)) continue;
    for (const [row, value] of scored.pd.entries()) {
      pd.push(value);
      outcomes.push(own[row]!);
    }
    const [result] = evaluateByQuarter(
      scored.pd,
      own,
      Int32Array.from(split.test, (row) => asOf.values[row]!),
    );
    quarters.push({ ...result!, trainRows: split.train.length, embargoed: split.embargoed });
  }
  if (quarters.length === 0) return { quarters };
  return { quarters, pooled: aucDeLong(Float64Array.from(pd), Uint8Array.from(outcomes)) };
}

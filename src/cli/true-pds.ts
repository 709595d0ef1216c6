import { join } from 'node:path';
import { distanceToOracle } from '../evaluation/index.ts';
import type { ReportOracle } from '../evaluation/report/index.ts';
import type { WorkerPool } from '../parallel/index.ts';
import { readManifest } from '../sources/index.ts';
import {
  asFloat64,
  type CategoryColumn,
  columnOf,
  type NumericColumn,
  readTable,
  textAt,
} from '../table/index.ts';
import type { CommandContext } from './command.ts';
import { type Part, placeOf } from './dataset.ts';

/** What the oracle of a simulated book knows. */
export interface TruePds {
  readonly pdOf: ReadonlyMap<string, number>;
  /** Futures lived for each, the fewest. */
  readonly futures: number;
}

/** Names the application of a row. */
const APPLICATION_COLUMN = 'applicationId';

/** The true PDs of a book; undefined where it was not simulated with futures. */
export async function readTruePds(dir: string): Promise<TruePds | undefined> {
  const { files } = await readManifest(dir);
  if ((files['truth/oracle']?.rows ?? 0) === 0) return undefined;
  const table = await readTable(join(dir, 'truth', 'oracle.parquet'), {
    columns: ['applicationId', 'pd', 'futures'],
    kinds: { applicationId: 'category', pd: 'numeric', futures: 'numeric' },
  });
  const ids = columnOf(table, 'applicationId') as CategoryColumn;
  const pd = asFloat64(columnOf(table, 'pd') as NumericColumn);
  const futures = asFloat64(columnOf(table, 'futures') as NumericColumn);
  return {
    pdOf: new Map(Array.from(pd, (value, row) => [textAt(ids, row) ?? '', value])),
    futures: futures.reduce((fewest, k) => Math.min(fewest, k), Number.POSITIVE_INFINITY),
  };
}

/** The model between chance and the oracle, on the rows with a true PD; undefined where these are of one class. */
export async function oracleOf(
  { pdOf, futures }: TruePds,
  part: Part,
  pd: Float64Array,
  pool: WorkerPool,
  { seed, onProgress }: CommandContext,
): Promise<ReportOracle | undefined> {
  const ids = columnOf(part.table, APPLICATION_COLUMN);
  if (ids.kind !== 'category') return undefined;
  const known = [...pd.keys()].filter((row) => pdOf.has(textAt(ids, row) ?? ''));
  const bad = Uint8Array.from(known, (row) => part.bad[row]!);
  if (!bad.includes(0) || !bad.includes(1)) return undefined;
  const scores = {
    model: Float64Array.from(known, (row) => pd[row]!),
    baseline: new Float64Array(known.length).fill(0.5),
    ceiling: Float64Array.from(known, (row) => pdOf.get(textAt(ids, row) ?? '')!),
  };
  const distance = await distanceToOracle(pool, scores, bad, { seed, place: placeOf(part), onProgress });
  return { distance, rows: known.length, futures };
}

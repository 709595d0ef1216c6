import type { Option } from 'commander';
import { fail } from '../core/index.ts';
import { computeFeatureTable } from '../features/index.ts';
import { type TargetSpec, targetOf } from '../models/index.ts';
import type { WorkerPool } from '../parallel/index.ts';
import { openBook } from '../sources/index.ts';
import { type Column, columnOf, readTable, type Table } from '../table/index.ts';
import { type CommandContext, commaList, exactlyOne, option } from './command.ts';

/** Where rows come from: a book, whose applications become feature rows, or the user's own table. */
export interface DatasetOptions {
  readonly data?: string;
  readonly table?: string;
  readonly target?: string;
  readonly bad?: string;
  readonly drop?: readonly string[];
  readonly id?: string;
  readonly categorical?: readonly string[];
}

/** The options that name a dataset; the target's are left out where no outcome is needed. */
export function datasetOptions({ withTarget }: { readonly withTarget: boolean }): Option[] {
  const rows = [
    option('--data <dir>', 'a book (from simulate or ingest): one row per application'),
    option('--table <file>', 'your own table: .csv, .csv.gz, .parquet, .ndjson'),
    option('--categorical <columns>', 'columns of the table to read as text, comma-separated').argParser(
      commaList,
    ),
  ];
  const target = [
    option('--target <column>', 'outcome column of the table'),
    option('--bad <value>', 'value of the outcome that means bad (default: 1 or true)'),
    option('--drop <columns>', 'columns of the table not to use, comma-separated').argParser(commaList),
    option('--id <column>', 'identifier column of the table: kept in scores, never a feature'),
  ];
  return withTarget ? [...rows, ...target] : rows;
}

/** Columns of a feature table that say whose row it is. */
const BOOK_ID_COLUMNS = ['applicationId', 'firmId', 'asOf'] as const;
const BOOK_TARGET: TargetSpec = { column: 'bad' };

export interface LabelledDataset {
  readonly table: Table;
  readonly target: TargetSpec;
  /** 1 = bad, one per row. */
  readonly bad: Uint8Array;
  /** Columns that are no features, and why. */
  readonly skip: ReadonlyMap<string, string>;
}

/** Reads rows with their outcome. `kinds` fixes the kind of columns that a model knows. */
export async function readLabelled(
  options: DatasetOptions,
  pool: WorkerPool,
  context: CommandContext,
  kinds: Readonly<Record<string, Column['kind']>> = {},
): Promise<LabelledDataset> {
  exactlyOne({ ...options }, 'data', 'table');
  if (options.data !== undefined) {
    const table = await featureRows(options.data, pool, context, true);
    const bad = targetOf(table, BOOK_TARGET);
    const skip = new Map([
      ...BOOK_ID_COLUMNS.map((name) => [name, 'identifier'] as const),
      ['bad', 'the target'] as const,
    ]);
    for (const name of options.drop ?? []) skip.set(name, 'dropped by the user');
    return { table, target: BOOK_TARGET, bad, skip };
  }
  const { target: column, drop = [], id } = options;
  if (column === undefined)
    throw fail('PARUS_USAGE', { problem: '--table got no --target; expected the outcome column' });
  const table = await readTable(options.table!, { kinds: { ...kinds, ...textKinds(options.categorical) } });
  const target = { column, bad: options.bad };
  columnOf(table, column);
  const skip = new Map([[column, 'the target']]);
  for (const name of drop) skip.set(name, 'dropped by the user');
  if (id !== undefined) skip.set(id, 'identifier');
  return { table, target, bad: targetOf(table, target), skip };
}

/** Reads rows to be scored: no outcome needed. */
export async function readUnlabelled(
  options: DatasetOptions,
  pool: WorkerPool,
  context: CommandContext,
  kinds: Readonly<Record<string, Column['kind']>>,
): Promise<Table> {
  exactlyOne({ ...options }, 'data', 'table');
  if (options.data !== undefined) return featureRows(options.data, pool, context, false);
  return readTable(options.table!, { kinds: { ...kinds, ...textKinds(options.categorical) } });
}

function textKinds(names: readonly string[] = []): Record<string, Column['kind']> {
  return Object.fromEntries(names.map((name) => [name, 'category']));
}

async function featureRows(
  dir: string,
  pool: WorkerPool,
  context: CommandContext,
  withOutcomes: boolean,
): Promise<Table> {
  const book = await openBook(dir);
  return computeFeatureTable(book, { pool, onProgress: context.onProgress, withOutcomes });
}

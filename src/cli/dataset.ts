import type { Option } from 'commander';
import { fail } from '../core/index.ts';
import { computeFeatureTable, featureTrends } from '../features/index.ts';
import {
  type AlgorithmName,
  stratifiedSplit,
  type TargetSpec,
  takeWeights,
  targetOf,
  weightsOf,
} from '../models/index.ts';
import { sharedUint8, type WorkerPool } from '../parallel/index.ts';
import { openBookReader } from '../sources/index.ts';
import { type Column, columnOf, readTable, type Table, takeRows } from '../table/index.ts';
import { type CommandContext, commaList, exactlyOne, numberBetween, option } from './command.ts';

/** Where rows come from: a book, whose applications become feature rows, or the user's own table. */
export interface DatasetOptions {
  readonly data?: string;
  readonly table?: string;
  readonly target?: string;
  readonly bad?: string;
  readonly drop?: readonly string[];
  readonly id?: string;
  readonly categorical?: readonly string[];
  readonly weight?: string;
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
  /** How the bad rate must run over a column, where that is known beforehand. */
  readonly trends: Readonly<Record<string, 'ascending' | 'descending'>>;
  /** What each row counts for in training, where a column of weights was named. */
  readonly weights?: Float64Array;
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
    const skip = new Map<string, string>([
      ...BOOK_ID_COLUMNS.map((name) => [name, 'identifier'] as const),
      ['bad', 'the target'] as const,
    ]);
    for (const name of options.drop ?? []) skip.set(name, 'dropped by the user');
    const weighed = weightsIn(table, options, skip);
    return { table, target: BOOK_TARGET, bad, skip, trends: featureTrends(), ...weighed };
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
  const weighed = weightsIn(table, options, skip);
  return { table, target, bad: targetOf(table, target), skip, trends: {}, ...weighed };
}

/** The row weights where a column was named, which is then no feature. @param skip INOUT */
function weightsIn(
  table: Table,
  { weight }: DatasetOptions,
  skip: Map<string, string>,
): { readonly weights?: Float64Array } {
  if (weight === undefined) return {};
  const other = skip.get(weight);
  if (other !== undefined) {
    throw fail('PARUS_USAGE', {
      problem: `--weight names ${weight}, which is ${other}; expected another column`,
    });
  }
  skip.set(weight, 'the row weights');
  return { weights: weightsOf(table, weight) };
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
  const reader = await openBookReader(dir);
  return computeFeatureTable(reader, { pool, onProgress: context.onProgress, withOutcomes });
}

/** How rows are parted into training and test. */
export interface SplitOptions extends DatasetOptions {
  readonly test?: string;
  readonly holdout?: number;
}

const DEFAULT_HOLDOUT = 0.3;

export function splitOptions(): Option[] {
  return [
    option('--test <file>', 'measure on this table instead of a holdout'),
    option(
      '--holdout <share>',
      'share of rows kept for the test, stratified and seeded (default: 0.3)',
    ).argParser(numberBetween('--holdout', 0, 1)),
  ];
}

/** One part of the rows, named for messages. */
export interface Part extends LabelledDataset {
  readonly name: string;
}

/** Reads the rows and parts them: a test table of its own, or a stratified, seeded holdout. */
export async function readParts(
  options: SplitOptions,
  pool: WorkerPool,
  context: CommandContext,
  kinds: Readonly<Record<string, Column['kind']>> = {},
): Promise<{ train: Part; test: Part }> {
  if (options.test !== undefined && options.holdout !== undefined) {
    throw fail('PARUS_USAGE', { problem: 'got --test and --holdout; expected one of them' });
  }
  const all = await readLabelled(options, pool, context, kinds);
  if (options.test !== undefined) {
    const same = Object.fromEntries([...all.table.columns].map(([name, column]) => [name, column.kind]));
    const table = await readTable(options.test, { kinds: same });
    columnOf(table, all.target.column);
    const { weights: _trainingOnly, ...unweighted } = all;
    const test = { ...unweighted, table, bad: targetOf(table, all.target), name: 'the test table' };
    return { train: { ...all, name: 'the training table' }, test };
  }
  const split = stratifiedSplit(all.bad, options.holdout ?? DEFAULT_HOLDOUT, context.seed);
  return {
    train: { ...rowsOf(all, split.train), name: 'the training part' },
    test: { ...rowsOf(all, split.test), name: 'the test part' },
  };
}

function rowsOf(dataset: LabelledDataset, rows: Uint32Array): LabelledDataset {
  const bad = sharedUint8(rows.length);
  rows.forEach((row, i) => {
    bad[i] = dataset.bad[row]!;
  });
  const weighed = dataset.weights && takeWeights(dataset.weights, rows);
  return { ...dataset, table: takeRows(dataset.table, rows), bad, ...weighed };
}

/** Algorithms that can keep the directions of the catalogue. */
const TRENDED: ReadonlySet<AlgorithmName> = new Set<AlgorithmName>(['scorecard', 'boosting']);

/** An algorithm's options with what the rows demand: scorecard and boosting follow the catalogue's directions. */
export function withTrends(
  algorithm: AlgorithmName,
  config: Readonly<Record<string, unknown>>,
  { trends }: LabelledDataset,
): Record<string, unknown> {
  if (!TRENDED.has(algorithm) || Object.keys(trends).length === 0) return { ...config };
  return { ...config, trend: { ...trends, ...(config['trend'] as object | undefined) } };
}

/** Where rows are, for messages about them. */
export function placeOf({ target, table, name }: Part): { column: string; path: string; part: string } {
  return { column: target.column, path: table.origin, part: name };
}

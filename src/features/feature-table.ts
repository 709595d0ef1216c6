import { type Day, fail } from '../core/index.ts';
import {
  type OnProgress,
  type ShardRange,
  shardRanges,
  sharedFloat64,
  sharedInt32,
  taskRef,
  type WorkerPool,
} from '../parallel/index.ts';
import {
  type Book,
  type DossierSource,
  dossierSources,
  type SourceRows,
  slicesOf,
} from '../sources/index.ts';
import {
  type CategoryColumn,
  type Column,
  MISSING_CODE,
  MISSING_INT32,
  makeTable,
  type Table,
} from '../table/index.ts';
import { featureNames } from './catalogue.ts';
import { computeFeatures } from './compute.ts';

export interface FeatureTableOptions {
  readonly pool: WorkerPool;
  /** One row per firm at this day, instead of one per application at the day it was made. */
  readonly asOf?: Day | undefined;
  /** Only applications whose outcome is known, with the outcome as Int32 column `bad`. Cannot go with `asOf`. */
  readonly withOutcomes?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Names of the columns before the features. */
export const featureTableIds = ['applicationId', 'firmId', 'asOf'] as const;

/** Rows a worker takes at once; a matter of scheduling only, every row stands alone. */
const SHARD_ROWS = 256;

type FeatureSources = {
  readonly [S in DossierSource]: Pick<SourceRows<S>, 'columns' | 'offsets'>;
};

interface ShardInput extends ShardRange {
  readonly sources: FeatureSources;
  /** Per row: firm, day and application (NaN where there is none). */
  readonly firms: Int32Array;
  readonly days: Int32Array;
  readonly amountFen: Float64Array;
  readonly termMonths: Float64Array;
  /** OUT: one shared column per feature; this shard writes rows [start, end). */
  readonly columns: readonly Float64Array[];
}

/** Worker task: computes the features of rows [start, end). */
export function computeFeatureShard(input: ShardInput): void {
  const { start, end, sources, firms, days, amountFen, termMonths, columns } = input;
  const vector = new Float64Array(columns.length);
  for (let row = start; row < end; row++) {
    const amount = amountFen[row]!;
    const application = Number.isNaN(amount)
      ? undefined
      : { amountFen: amount, termMonths: termMonths[row]! };
    computeFeatures({ records: slicesOf(sources, firms[row]!) }, application, days[row]!, vector, 0);
    for (let i = 0; i < vector.length; i++) columns[i]![row] = vector[i]!;
  }
}

/**
 * Computes the features of a book: columns applicationId, firmId, asOf (date), the features in catalogue order and, with
 * `withOutcomes`, `bad`. One row per application at the day it was made, ordered by firm and day; with `asOf`, one row
 * per firm of which a record is known at that day, applicationId missing. Same bytes at any number of workers.
 * @throws PARUS_FILE_EMPTY where no row is left, PARUS_USAGE for asOf together with withOutcomes.
 */
export async function computeFeatureTable(book: Book, options: FeatureTableOptions): Promise<Table> {
  const { pool, asOf, withOutcomes = false, onProgress } = options;
  if (asOf !== undefined && withOutcomes) {
    throw fail('PARUS_USAGE', { problem: 'outcomes belong to applications; drop asOf or outcomes' });
  }
  const rows = asOf === undefined ? applicationRows(book, withOutcomes) : firmRows(book, asOf);
  const n = rows.firms.length;
  if (n === 0) throw fail('PARUS_FILE_EMPTY', { path: book.dir, got: rows.empty });
  const columns = featureNames.map(() => sharedFloat64(n));
  const shared = {
    sources: featureSources(book),
    ...rows.facts,
    firms: rows.firms,
    days: rows.days,
    columns,
  };
  const shards = shardRanges(n, SHARD_ROWS).map((range) => ({ ...shared, ...range }));
  await pool.mapShards(taskRef(import.meta.url, computeFeatureShard), shards, {
    label: 'features',
    onProgress,
  });
  const firmId: CategoryColumn = { kind: 'category', codes: rows.firms, levels: book.firmIds };
  const all: (readonly [string, Column])[] = [
    ['applicationId', rows.applicationId],
    ['firmId', firmId],
    ['asOf', { kind: 'date', values: rows.days }],
    ...columns.map((values, i) => [featureNames[i]!, { kind: 'numeric', values }] as const),
  ];
  if (rows.bad) all.push(['bad', { kind: 'numeric', values: rows.bad }]);
  return makeTable(all, book.dir);
}

function featureSources(book: Book): FeatureSources {
  const parts = dossierSources.map((source) => {
    const { columns, offsets } = book.rows[source];
    return [source, { columns, offsets }];
  });
  return Object.fromEntries(parts) as FeatureSources;
}

interface RowPlan {
  readonly firms: Int32Array;
  readonly days: Int32Array;
  readonly facts: { readonly amountFen: Float64Array; readonly termMonths: Float64Array };
  readonly applicationId: CategoryColumn;
  readonly bad?: Int32Array;
  /** What to say when there is no row. */
  readonly empty: string;
}

function applicationRows(book: Book, withOutcomes: boolean): RowPlan {
  const { columns, offsets, nRows, levels } = book.rows.applications;
  const outcome = outcomeByApplication(book);
  const ids = levels['applicationId'] ?? [];
  const kept: number[] = [];
  const owners: number[] = [];
  for (let firm = 0; firm + 1 < offsets.length; firm++) {
    for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
      if (withOutcomes && !outcome.has(ids[columns.applicationId[row]!]!)) continue;
      kept.push(row);
      owners.push(firm);
    }
  }
  const plan = newPlan(kept.length, ids);
  kept.forEach((row, i) => {
    plan.firms[i] = owners[i]!;
    plan.days[i] = columns.eventDate[row]!;
    plan.facts.amountFen[i] = columns.amountFen[row]!;
    plan.facts.termMonths[i] = columns.termMonths[row]!;
    plan.applicationId.codes[i] = columns.applicationId[row]!;
  });
  const empty = withOutcomes && nRows > 0 ? 'no application with an outcome' : 'no application';
  if (!withOutcomes) return { ...plan, empty };
  const bad = sharedInt32(kept.length);
  kept.forEach((row, i) => {
    bad[i] = outcome.get(ids[columns.applicationId[row]!]!) ?? MISSING_INT32;
  });
  return { ...plan, bad, empty };
}

function newPlan(n: number, ids: readonly string[]): Omit<RowPlan, 'empty'> {
  return {
    firms: sharedInt32(n),
    days: sharedInt32(n),
    facts: { amountFen: sharedFloat64(n), termMonths: sharedFloat64(n) },
    applicationId: { kind: 'category', codes: sharedInt32(n), levels: ids },
  };
}

/** Outcome by application; where two records speak of one application, the last in the book's order holds. */
function outcomeByApplication(book: Book): ReadonlyMap<string, number> {
  const { columns, nRows, levels } = book.rows.outcomes;
  const ids = levels['applicationId'] ?? [];
  const outcome = new Map<string, number>();
  for (let row = 0; row < nRows; row++) outcome.set(ids[columns.applicationId[row]!]!, columns.bad[row]!);
  return outcome;
}

function firmRows(book: Book, asOf: Day): RowPlan {
  const firms: number[] = [];
  for (let firm = 0; firm < book.firmIds.length; firm++) if (isKnown(book, firm, asOf)) firms.push(firm);
  const plan = newPlan(firms.length, []);
  plan.firms.set(firms);
  plan.days.fill(asOf);
  plan.facts.amountFen.fill(Number.NaN);
  plan.facts.termMonths.fill(Number.NaN);
  plan.applicationId.codes.fill(MISSING_CODE);
  return { ...plan, empty: 'no firm of which anything is known at that day' };
}

function isKnown(book: Book, firm: number, asOf: Day): boolean {
  return dossierSources.some((source) => {
    const { columns, offsets } = book.rows[source];
    for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
      if (columns.eventDate[row]! > asOf) return false;
      if (columns.arrivalDate[row]! <= asOf) return true;
    }
    return false;
  });
}

import { weightedAuc } from '../kernels/ranking.ts';
import {
  type OnProgress,
  type ShardRange,
  shardRanges,
  sharedUint8,
  taskRef,
  type WorkerPool,
} from '../parallel/index.ts';
import { drawReplicate } from './bootstrap.ts';
import { type BootstrapOptions, bootstrapSettings, type Interval, percentileInterval } from './interval.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, oneClass, UNNAMED_PLACE } from './labelled.ts';
import { orderRows } from './ranked.ts';

/** The PDs of one model on the rows that all compared models scored. */
export interface ScoredModel {
  readonly name: string;
  readonly pd: Float64Array;
}

/** `name` minus `against` on the same rows. */
export interface AucDifference {
  readonly name: string;
  readonly against: string;
  readonly difference: number;
  readonly ci95: Interval;
  /** Standard deviation of the difference over the replicates. */
  readonly standardError: number;
}

export interface ModelComparison {
  readonly rows: number;
  readonly bads: number;
  readonly confidence: number;
  readonly replicates: number;
  readonly oneClassReplicates: number;
  /** In the order given. */
  readonly models: readonly { readonly name: string; readonly auc: number; readonly ci95: Interval }[];
  /** Every pair, the later model minus the earlier one. */
  readonly differences: readonly AucDifference[];
}

export interface ComparisonOptions extends BootstrapOptions {
  readonly place?: EvaluationPlace | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** One model's order of the rows, made once. */
interface ModelOrder {
  readonly rows: Uint32Array;
  /** 1 where the score changes after a position. */
  readonly lastOfTies: Uint8Array;
}

const REPLICATES_PER_SHARD = 10;

/**
 * AUC of several models on the same rows, and the paired bootstrap of their differences: every replicate draws the
 * same rows for all models, so what the sample does to both cancels. Same seed, same bytes at any number of workers.
 * @throws PARUS_CONFIG_INVALID and, for each model's PDs, the errors of `evaluateScores`.
 */
export async function compareModels(
  pool: WorkerPool,
  models: readonly ScoredModel[],
  bad: BadFlags,
  { place = UNNAMED_PLACE, onProgress, ...options }: ComparisonOptions,
): Promise<ModelComparison> {
  const { replicates, confidence } = bootstrapSettings(options);
  for (const { name, pd } of models)
    checkLabelled(pd, bad, { ...place, path: `${place.path} (${name})` }, true);
  const rows = bad.length;
  const scores = models.map(({ pd }) => pd);
  const { aucs, columns } = await replicateAucs(pool, scores, bad, options, onProgress);

  let bads = 0;
  for (let row = 0; row < rows; row++) bads += bad[row]!;
  const intervalOf = (column: Float64Array): Interval => {
    const interval = percentileInterval(column, confidence);
    if (!interval) throw oneClass(place, { bads, rows });
    return interval;
  };
  const differences = models.flatMap((later, b) =>
    models.slice(0, b).map((earlier, a): AucDifference => {
      const column = columns[b]!.map((auc, r) => auc - columns[a]![r]!);
      return {
        name: later.name,
        against: earlier.name,
        difference: aucs[b]! - aucs[a]!,
        ci95: intervalOf(column),
        standardError: standardDeviation(column),
      };
    }),
  );
  return {
    rows,
    bads,
    confidence,
    replicates,
    oneClassReplicates: columns[0]?.filter(Number.isNaN).length ?? 0,
    models: models.map(({ name }, m) => ({ name, auc: aucs[m]!, ci95: intervalOf(columns[m]!) })),
    differences,
  };
}

/** AUCs of the sample and, all replicates of a model side by side, of the resamples. */
export interface ReplicateAucs {
  readonly aucs: readonly number[];
  /** NaN in every model's column where a replicate lost a class. */
  readonly columns: readonly Float64Array[];
}

/** AUC of checked scores of several models on the sample and on the same resamples of it, in workers. @throws PARUS_CONFIG_INVALID */
export async function replicateAucs(
  pool: WorkerPool,
  scores: readonly Float64Array[],
  bad: BadFlags,
  options: BootstrapOptions,
  onProgress: OnProgress | undefined,
): Promise<ReplicateAucs> {
  const { seed, replicates } = bootstrapSettings(options);
  const rows = bad.length;
  const flags = sharedUint8(rows);
  flags.set(bad);
  const orders = scores.map((own) => orderOf(own, bad));

  const weights = new Uint16Array(rows).fill(1);
  const aucs = orders.map((order) => weightedAuc(order.rows, order.lastOfTies, flags, weights));

  const shards = shardRanges(replicates, REPLICATES_PER_SHARD).map((range) => ({
    orders,
    flags,
    seed,
    range,
  }));
  const outputs = await pool.mapShards(taskRef(import.meta.url, aucsOfReplicates), shards, {
    label: 'paired bootstrap',
    onProgress,
  });
  const columns = scores.map((_, m) => {
    const column = new Float64Array(replicates);
    shards.forEach(({ range }, iShard) => {
      const size = range.end - range.start;
      column.set(outputs[iShard]!.subarray(m * size, (m + 1) * size), range.start);
    });
    return column;
  });
  return { aucs, columns };
}

function orderOf(scores: Float64Array, bad: BadFlags): ModelOrder {
  const { rows, pd } = orderRows(scores, bad);
  const n = rows.length;
  const lastOfTies = sharedUint8(n);
  for (let p = 0; p < n; p++) lastOfTies[p] = p + 1 < n && pd[p + 1] === pd[p] ? 0 : 1;
  return { rows, lastOfTies };
}

/** Task: AUC of every model on replicates `range`, model by model. */
export function aucsOfReplicates({
  orders,
  flags,
  seed,
  range,
}: {
  readonly orders: readonly ModelOrder[];
  readonly flags: Uint8Array;
  readonly seed: number;
  readonly range: ShardRange;
}): Float64Array {
  const size = range.end - range.start;
  const weights = new Uint16Array(flags.length);
  const aucs = new Float64Array(orders.length * size);
  for (let r = range.start; r < range.end; r++) {
    drawReplicate(seed, r, weights);
    orders.forEach((order, m) => {
      aucs[m * size + r - range.start] = weightedAuc(order.rows, order.lastOfTies, flags, weights);
    });
  }
  return aucs;
}

/** Sample standard deviation; NaN values are left out, and one value has none (0). */
function standardDeviation(values: Float64Array): number {
  const kept = values.filter((value) => !Number.isNaN(value));
  const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  const squares = kept.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return kept.length > 1 ? Math.sqrt(squares / (kept.length - 1)) : 0;
}

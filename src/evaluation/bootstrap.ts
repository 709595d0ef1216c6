import { openStream } from '../core/index.ts';
import { drawMultinomial, SWEEP_SLOTS, sweepRanking } from '../kernels/ranking.ts';
import {
  type OnProgress,
  type ShardRange,
  shardRanges,
  taskRef,
  type WorkerPool,
} from '../parallel/index.ts';
import { type BootstrapOptions, bootstrapSettings, type Interval, percentileInterval } from './interval.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, oneClass, UNNAMED_PLACE } from './labelled.ts';
import { METRIC_NAMES, type MetricName, type Metrics, metricsOfRanked, metricsOfSlots } from './metrics.ts';
import { type Ranked, rankRows } from './ranked.ts';

/** An interval for every metric. */
export type MetricIntervals = Readonly<Record<MetricName, Interval>>;

/** Metrics of the sample and how far they would move on another sample of the same size. */
export interface Evaluation {
  readonly metrics: Metrics;
  /** Percentile intervals at `confidence`; `ks` and `ece` are biased upwards, as these statistics are themselves. */
  readonly ci95: MetricIntervals;
  readonly confidence: number;
  readonly replicates: number;
  /** Replicates without goods or without bads: no AUC exists for them, and they are in no interval. */
  readonly oneClassReplicates: number;
}

export interface EvaluationOptions extends BootstrapOptions {
  readonly place?: EvaluationPlace | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Replicates of one task: long enough to pay for a message, short enough for progress on a million rows. */
const REPLICATES_PER_SHARD = 10;

/**
 * Metrics with bootstrap intervals: rows are resampled with replacement (goods and bads together), in workers, on the
 * order sorted once. The same seed gives the same bytes at any number of workers.
 * @throws PARUS_CONFIG_INVALID and the errors of `evaluateScores`; PARUS_TARGET_ONE_CLASS also when every replicate
 * lost a class.
 */
export async function evaluateWithIntervals(
  pool: WorkerPool,
  pd: Float64Array,
  bad: BadFlags,
  { place = UNNAMED_PLACE, onProgress, ...options }: EvaluationOptions,
): Promise<Evaluation> {
  const { seed, replicates, confidence } = bootstrapSettings(options);
  checkLabelled(pd, bad, place, true);
  const ranked = rankRows(pd, bad);
  const metrics = metricsOfRanked(ranked);

  const shards = shardRanges(replicates, REPLICATES_PER_SHARD).map((range) => ({ ranked, seed, range }));
  const label = 'bootstrap';
  const slots = await pool.mapShards(taskRef(import.meta.url, sweepReplicates), shards, {
    label,
    onProgress,
  });

  const values = new Map(METRIC_NAMES.map((name) => [name, new Float64Array(replicates)] as const));
  let oneClassReplicates = 0;
  shards.forEach(({ range }, iShard) => {
    for (let r = range.start; r < range.end; r++) {
      const replicate = metricsOfSlots(slots[iShard]!, (r - range.start) * SWEEP_SLOTS);
      const lost = Number.isNaN(replicate.auc);
      if (lost) oneClassReplicates += 1;
      for (const [name, column] of values) column[r] = lost ? Number.NaN : replicate[name];
    }
  });
  const intervals = [...values].map(([name, column]) => {
    const interval = percentileInterval(column, confidence);
    if (!interval) throw oneClass(place, { bads: metrics.bads, rows: metrics.rows });
    return [name, interval] as const;
  });
  const ci95 = Object.fromEntries(intervals) as Record<MetricName, Interval>;
  return { metrics, ci95, confidence, replicates, oneClassReplicates };
}

/** Task: the sweep's slots of replicates `range`, one after the other. */
export function sweepReplicates({
  ranked,
  seed,
  range,
}: {
  readonly ranked: Ranked;
  readonly seed: number;
  readonly range: ShardRange;
}): Float64Array {
  const { rows, pd, bad, loss } = ranked;
  const weights = new Uint16Array(rows.length);
  const weightsByRank = new Uint16Array(rows.length);
  const slots = new Float64Array((range.end - range.start) * SWEEP_SLOTS);
  for (let r = range.start; r < range.end; r++) {
    drawReplicate(seed, r, weights);
    for (let p = 0; p < rows.length; p++) weightsByRank[p] = weights[rows[p]!]!;
    const out = slots.subarray((r - range.start) * SWEEP_SLOTS);
    sweepRanking(pd, bad, loss, weightsByRank, out);
  }
  return slots;
}

/**
 * How often each row is in replicate `r` of `seed`; `weights` OUT. Depends on nothing else: all models evaluated with one
 * seed on the same rows see the same replicates, so their intervals are comparable and their differences paired.
 */
export function drawReplicate(seed: number, r: number, weights: Uint16Array): void {
  const keys = openStream(seed, 'evaluation/bootstrap');
  drawMultinomial(keys.integer(2 ** 32, r, 0), keys.integer(2 ** 32, r, 1), weights);
}

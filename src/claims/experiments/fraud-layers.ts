import { fraudGraphNames, loadFraudRules } from '../../decision/fraud/index.ts';
import { featureNames } from '../../features/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import type { Experiment } from '../context.ts';
import { type FraudBook, readFraudBook } from './fraud-book.ts';
import { type LayerMetrics, measureLayer } from './fraud-metrics.ts';
import { type LayerScores, scoreLayers } from './fraud-scores.ts';

/** One layer by itself or on top of those before it, measured. */
export type MeasuredLayer = LayerMetrics & Pick<LayerScores, 'layer' | 'as'>;

/** What the layers reach: learnt on one book, judged on another. */
export interface FraudMeasurement {
  readonly applications: number;
  readonly frauds: number;
  /** Frauds that the training book has, and those found by the day of training. */
  readonly trainingFrauds: number;
  readonly trainingFound: number;
  readonly layers: readonly MeasuredLayer[];
}

/** Firms of a book at least: fewer have too few frauds to learn from. */
const LEAST_FIRMS = 8_000;

const loadRules = () => loadFraudRules([...featureNames, ...fraudGraphNames]);

/** C03: what each layer of the fraud step finds. */
export const fraudLayers: Experiment<FraudMeasurement> = {
  name: 'fraud-layers',
  version: 1,
  config: async () => (await loadRules()).hash,
  async measure(seed, lab) {
    const firms = Math.max(LEAST_FIRMS, lab.scale.firms);
    const train = await readFraudBook(await lab.book(seed, { part: 0, firms }), lab.pool, seed);
    const judged = await readFraudBook(await lab.book(seed, { part: 1, firms }), lab.pool, seed);
    return measureFraudLayers(lab.pool, train, judged, seed);
  },
};

/** Learns all layers on `train`, takes thresholds there, and measures on `judged`. @param seed of forests, boosting and networks */
export async function measureFraudLayers(
  pool: WorkerPool,
  train: FraudBook,
  judged: FraudBook,
  seed: number,
): Promise<FraudMeasurement> {
  const scores = await scoreLayers(pool, train, judged, await loadRules(), seed);
  return {
    applications: judged.nRows,
    frauds: sum(judged.fraud),
    trainingFrauds: sum(train.fraud),
    trainingFound: sum(train.found),
    layers: scores.map(({ layer, as, past, judged: now }) => ({
      layer,
      as,
      ...measureLayer(
        { scores: past, fraud: train.fraud },
        { scores: now, fraud: judged.fraud, kind: judged.kind },
      ),
    })),
  };
}

const sum = (flags: Uint8Array): number => flags.reduce((total, flag) => total + flag, 0);

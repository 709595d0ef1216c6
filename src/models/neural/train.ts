import { fail } from '../../core/index.ts';
import type { DesignSpec } from '../artefact.ts';
import { fitDesign } from '../design/fit.ts';
import { stratifiedFolds } from '../folds.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import type { NeuralConfig } from './config.ts';
import { encodeNetworkRows, networkInputs } from './encode.ts';
import { fitNetworkTask } from './fit-network.ts';
import { layoutOf, shapeOf, slotsOf } from './shape.ts';

/** Entries of a row at most: beyond, rows do not fit the memory of a small machine and nets of this size learn nothing. OWN. */
const MAX_WIDTH = 2000;

/** Embeddings grow slowly with their levels: 1.6 n^0.56, a rule of practitioners, and at most 16. OWN. */
function embeddingSize(slots: number): number {
  return Math.min(16, Math.ceil(1.6 * slots ** 0.56));
}

/**
 * A small ensemble of multilayer perceptrons on rank-normal numbers and embedded categories. Each network runs in a worker
 * of its own and stops by its own part of the rows.
 * @throws PARUS_TRAIN_TOO_WIDE
 */
export async function trainNeural(
  { inputs, bound, bad }: TrainingSet,
  { pool, seed, config, phase }: TrainContext<NeuralConfig>,
): Promise<Fitted> {
  const { design, rows, embeddingSizes, shape } = await phase('bin', async () => {
    const specs = await fitDesign(pool, inputs, bound);
    const parts = networkInputs(specs);
    const sizes = parts.categories.map((spec) => embeddingSize(slotsOf(spec)));
    const planned = shapeOf(specs, sizes, config.hidden, config.activation);
    const { width } = layoutOf(planned);
    if (width > MAX_WIDTH) {
      throw fail('PARUS_TRAIN_TOO_WIDE', { algorithm: 'neural', columns: width, limit: MAX_WIDTH });
    }
    const encoded = await encodeNetworkRows(pool, parts, bound);
    return { design: specs, rows: { ...encoded, bad }, embeddingSizes: sizes, shape: planned };
  });
  const parts = Math.round(1 / config.validationShare);
  const folds = stratifiedFolds(bad, parts, seed, 'network validation');
  const tasks = Array.from({ length: config.networks }, (_, network) => ({
    rows,
    shape,
    config,
    seed,
    network,
    folds,
    validationFold: network % parts,
  }));
  const networks = await phase('fit', () => pool.mapShards(fitNetworkTask, tasks, { label: 'networks' }));
  const mean = (of: (network: (typeof networks)[number]) => number): number =>
    networks.reduce((sum, network) => sum + of(network), 0) / networks.length;
  return {
    body: {
      kind: 'networks',
      activation: config.activation,
      hidden: [...config.hidden],
      design,
      embeddingSizes,
      baseline: averageRow(design, rows.numbers, rows.slots, bad.length),
      networks: networks.map(({ parameters }) => Array.from(parameters)),
    },
    notes: {
      networks: networks.length,
      parameters: networks[0]!.parameters.length,
      epochs: networks.map(({ epoch }) => epoch).join(', '),
      validationLogLoss: mean(({ validationLoss }) => validationLoss),
    },
    dropped: [],
  };
}

/** Means of the numbers and shares of every embedding's rows. */
function averageRow(
  design: readonly DesignSpec[],
  numbers: Float64Array,
  slots: Int32Array,
  nRows: number,
): { numbers: number[]; slots: number[][] } {
  const { width, categories } = networkInputs(design);
  const means = new Array<number>(width).fill(0);
  for (let i = 0; i < nRows; i++)
    for (let j = 0; j < width; j++) means[j]! += numbers[i * width + j]! / nRows;
  const shares = categories.map((spec) => new Array<number>(slotsOf(spec)).fill(0));
  for (let i = 0; i < nRows; i++) {
    for (const [c, share] of shares.entries()) share[slots[i * categories.length + c]!]! += 1 / nRows;
  }
  return { numbers: means, slots: shares };
}

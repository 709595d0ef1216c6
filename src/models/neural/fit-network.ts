import { fail, openStream, streamKey } from '../../core/index.ts';
import { stepAdamW } from '../../kernels/adamw.ts';
import { taskRef } from '../../parallel/index.ts';
import type { NeuralConfig } from './config.ts';
import { makeNetwork, type Network } from './network.ts';
import type { NetworkLayout, NetworkShape } from './shape.ts';
import { startParameters } from './start.ts';

/** Training rows on shared memory, row-major. */
export interface NetworkRows {
  /** numbers per row: see `NetworkShape.numbers`. */
  readonly numbers: Float64Array;
  /** One slot per category and row. */
  readonly slots: Int32Array;
  readonly bad: Uint8Array;
}

export interface FitNetworkInput {
  readonly rows: NetworkRows;
  readonly shape: NetworkShape;
  readonly config: NeuralConfig;
  readonly seed: number;
  /** Number of the network: names its draws. */
  readonly network: number;
  /** Fold of every row, and the fold that this network stops by. */
  readonly folds: Uint8Array;
  readonly validationFold: number;
}

export interface FittedNetwork {
  readonly parameters: Float64Array;
  /** The pass with the least log loss on the validation rows, from 1. */
  readonly epoch: number;
  readonly validationLoss: number;
}

/** Training rows that the configured weight decay is meant for. */
const DECAY_ROWS = 1000;

/**
 * Trains one network by AdamW with early stopping; the worker's task.
 * @throws PARUS_CONFIG_INVALID where it diverges at once
 */
export function fitNetwork(task: FitNetworkInput): FittedNetwork {
  const { rows, shape, config, seed, network: number, folds, validationFold } = task;
  const all = Uint32Array.from(rows.bad.keys());
  const train = all.filter((i) => folds[i] !== validationFold);
  const held = all.filter((i) => folds[i] === validationFold);
  const parameters = startParameters(shape, seed, number, baseMargin(rows.bad, train, config.badWeight));
  const network = makeNetwork(shape, parameters, config.batchRows);
  const { decayEnd, length } = network.layout;
  const memory = { first: new Float64Array(length), second: new Float64Array(length) };
  const gradients = new Float64Array(length);
  const outGradient = new Float64Array(config.batchRows);
  const slots = new Int32Array(config.batchRows * shape.embeddings.length);
  const order = openStream(seed, 'network row order');
  const [key0, key1] = streamKey(seed, `network ${number} dropout`);
  const best = { parameters: parameters.slice(), epoch: 0, loss: Number.POSITIVE_INFINITY };
  // A decay beyond 1 / learningRate would turn weights round.
  const decay = Math.min(1 / config.learningRate, (config.weightDecay * DECAY_ROWS) / train.length);
  let step = 0;
  for (let epoch = 1; epoch <= config.epochs; epoch++) {
    shuffle(train, (n, i) => order.integer(n, i, epoch, number));
    for (let from = 0; from < train.length; from += config.batchRows) {
      const batch = train.subarray(from, from + config.batchRows);
      const margins = loadBatch(network, shape, rows, batch, slots).forward(batch.length, {
        share: config.dropout,
        key0,
        key1,
        step,
      });
      logLossGradient(margins, rows.bad, batch, config.badWeight, outGradient);
      network.backward(batch.length, outGradient, slots, gradients);
      step += 1;
      stepAdamW(parameters, gradients, memory, step, config.learningRate, decay, decayEnd);
    }
    const loss = meanLoss(network, shape, rows, held, config, slots);
    if (loss < best.loss) {
      best.parameters.set(parameters);
      best.loss = loss;
      best.epoch = epoch;
    } else if (epoch - best.epoch >= config.patience) break;
  }
  if (best.epoch === 0) {
    const problem = 'learningRate: a network diverged in its first pass; expected a smaller one';
    throw fail('PARUS_CONFIG_INVALID', { path: 'the training configuration', problem });
  }
  fillUntrained(best.parameters, network.layout, shape, rows.slots, train);
  return {
    parameters: best.parameters.map((value) => Number(value.toPrecision(STORED_DIGITS))),
    epoch: best.epoch,
    validationLoss: best.loss,
  };
}

export const fitNetworkTask = taskRef(import.meta.url, fitNetwork);

/** Digits of a stored parameter: as exact as single precision, and half the file of double. */
const STORED_DIGITS = 8;

/** Embedding rows that no training row used, such as that of unseen levels, take the average of the others. */
function fillUntrained(
  parameters: Float64Array,
  { embeddings }: NetworkLayout,
  shape: NetworkShape,
  slots: Int32Array,
  train: Uint32Array,
): void {
  const nCategories = shape.embeddings.length;
  for (const [c, { slots: nSlots, size }] of shape.embeddings.entries()) {
    const counts = new Float64Array(nSlots);
    for (const row of train) counts[slots[row * nCategories + c]!]! += 1;
    const table = parameters.subarray(embeddings[c]!, embeddings[c]! + nSlots * size);
    const mean = new Float64Array(size);
    for (let i = 0; i < table.length; i++) {
      mean[i % size]! += (counts[Math.floor(i / size)]! * table[i]!) / train.length;
    }
    for (let slot = 0; slot < nSlots; slot++) if (counts[slot] === 0) table.set(mean, slot * size);
  }
}

/** Log-odds of bad of the rows, weighted. */
function baseMargin(bad: Uint8Array, rows: Uint32Array, badWeight: number): number {
  let bads = 0;
  for (const row of rows) bads += bad[row]!;
  return Math.log((badWeight * bads) / (rows.length - bads));
}

/** Fisher-Yates; draw(n, i) is an integer below n. @param rows INOUT */
function shuffle(rows: Uint32Array, draw: (n: number, i: number) => number): void {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = draw(i + 1, i);
    const row = rows[i]!;
    rows[i] = rows[j]!;
    rows[j] = row;
  }
}

/** Copies rows into the network's input. @param slots OUT */
function loadBatch(
  network: Network,
  { numbers: width, embeddings }: NetworkShape,
  { numbers, slots: allSlots }: NetworkRows,
  batch: Uint32Array,
  slots: Int32Array,
): Network {
  const nCategories = embeddings.length;
  for (let i = 0; i < batch.length; i++) {
    const row = batch[i]!;
    const to = i * network.layout.width;
    for (let j = 0; j < width; j++) network.input[to + j] = numbers[row * width + j]!;
    for (let c = 0; c < nCategories; c++) slots[i * nCategories + c] = allSlots[row * nCategories + c]!;
    network.embed(i, slots, i * nCategories);
  }
  return network;
}

/** Gradient of the mean log loss of the batch in each row's log-odds. @param out OUT */
function logLossGradient(
  margins: Float64Array,
  bad: Uint8Array,
  batch: Uint32Array,
  badWeight: number,
  out: Float64Array,
): void {
  for (let i = 0; i < batch.length; i++) {
    const y = bad[batch[i]!]!;
    const p = 1 / (1 + Math.exp(-margins[i]!));
    out[i] = ((y ? badWeight : 1) * (p - y)) / batch.length;
  }
}

/** Mean log loss of rows, nothing switched off. */
function meanLoss(
  network: Network,
  shape: NetworkShape,
  rows: NetworkRows,
  held: Uint32Array,
  { batchRows, badWeight }: NeuralConfig,
  slots: Int32Array,
): number {
  let sum = 0;
  for (let from = 0; from < held.length; from += batchRows) {
    const batch = held.subarray(from, from + batchRows);
    const margins = loadBatch(network, shape, rows, batch, slots).forward(batch.length);
    for (let i = 0; i < batch.length; i++) {
      const m = margins[i]!;
      const y = rows.bad[batch[i]!]!;
      // log(1 + exp(m)) - y m, written so that large |m| loses nothing.
      sum += (y ? badWeight : 1) * (Math.log1p(Math.exp(-Math.abs(m))) + Math.max(m, 0) - y * m);
    }
  }
  return sum / held.length;
}

import { fail, openStream } from '../../core/index.ts';
import { stepAdamW } from '../../kernels/adamw.ts';
import { makeSageNetwork, sageLayout } from '../../kernels/graph-sage.ts';
import { joinTeam, type TeamInput, taskRef } from '../../parallel/index.ts';
import { mostNodes, openSageReader, type SageData, sageShape } from './sage-batch.ts';
import type { SageConfig } from './sage-config.ts';

/** Asks whose gradients one member sums; a batch is a few of them, so that the sums do not depend on who makes them. */
export const SLICE_ASKS = 32;

export interface SageFitInput extends SageData {
  readonly labels: Uint8Array;
  /** Numbers of the asks to learn from and of those held out. */
  readonly train: Int32Array;
  readonly held: Int32Array;
  readonly config: SageConfig;
  readonly badWeight: number;
  readonly seed: number;
  /** INOUT shared: the network. */
  readonly parameters: Float64Array;
  /** Scratch, shared: gradients by slice of a batch, loss by slice of the held out. */
  readonly sliceGradients: Float64Array;
  readonly sliceLosses: Float64Array;
}

export interface FittedSage {
  readonly parameters: Float64Array;
  /** The pass with the least loss on the asks held out, from 1. */
  readonly epoch: number;
  readonly validationLoss: number;
}

/**
 * One member of the team that trains the network: minibatches by AdamW, stopped by the asks held out. All members know the
 * order and the losses; the first steps. @throws PARUS_CONFIG_INVALID where it diverges at once
 */
export function fitSage({ seat, input }: TeamInput<SageFitInput>): FittedSage {
  const { config, badWeight, labels, parameters, sliceGradients, sliceLosses, held } = input;
  const shape = sageShape(input.nodes.width, config);
  const { length, biases } = sageLayout(shape);
  const network = makeSageNetwork(shape, parameters, SLICE_ASKS, mostNodes(SLICE_ASKS, config));
  const reader = openSageReader(input, config, input.seed, SLICE_ASKS);
  const outGradient = new Float64Array(SLICE_ASKS);
  const gradients = new Float64Array(length);
  const memory = { first: new Float64Array(length), second: new Float64Array(length) };
  const shuffles = openStream(input.seed, 'graph network row order');
  const train = input.train.slice();
  const best = { parameters: parameters.slice(), epoch: 0, validationLoss: Number.POSITIVE_INFINITY };
  let step = 0;

  return joinTeam(seat, (team) => {
    /** Gradients of one slice of a batch, already divided by the batch. */
    const learnSlice = (batch: Int32Array, slice: number, epoch: number): void => {
      const asks = batch.subarray(slice * SLICE_ASKS, (slice + 1) * SLICE_ASKS);
      const read = reader.read(asks, epoch);
      const margins = network.forward(read);
      for (let i = 0; i < asks.length; i++) {
        const y = labels[asks[i]!]!;
        const p = 1 / (1 + Math.exp(-margins[i]!));
        outGradient[i] = ((y ? badWeight : 1) * (p - y)) / batch.length;
      }
      network.backward(read, outGradient, sliceGradients.subarray(slice * length, (slice + 1) * length));
    };
    const stepBatch = (nSlices: number): void => {
      gradients.fill(0);
      for (let s = 0; s < nSlices; s++)
        for (let p = 0; p < length; p++) gradients[p]! += sliceGradients[s * length + p]!;
      step += 1;
      stepAdamW(parameters, gradients, memory, step, config.learningRate, config.weightDecay, biases[0]);
    };
    const lossOfSlice = (slice: number): number => {
      const asks = held.subarray(slice * SLICE_ASKS, (slice + 1) * SLICE_ASKS);
      const margins = network.forward(reader.read(asks, 0));
      let sum = 0;
      for (let i = 0; i < asks.length; i++) {
        const m = margins[i]!;
        const y = labels[asks[i]!]!;
        // log(1 + exp(m)) - y m, written so that large |m| loses nothing.
        sum += (y ? badWeight : 1) * (Math.log1p(Math.exp(-Math.abs(m))) + Math.max(m, 0) - y * m);
      }
      return sum;
    };

    for (let epoch = 1; epoch <= config.epochs; epoch++) {
      shuffle(train, (n, i) => shuffles.integer(n, i, epoch));
      for (let from = 0; from < train.length; from += config.batchAsks) {
        const batch = train.subarray(from, from + config.batchAsks);
        const nSlices = Math.ceil(batch.length / SLICE_ASKS);
        for (let s = team.claim(); s < nSlices; s = team.claim()) learnSlice(batch, s, epoch);
        team.barrier();
        if (team.member === 0) stepBatch(nSlices);
        team.barrier();
      }
      const nHeld = Math.ceil(held.length / SLICE_ASKS);
      for (let s = team.claim(); s < nHeld; s = team.claim()) sliceLosses[s] = lossOfSlice(s);
      team.barrier();
      let loss = 0;
      for (let s = 0; s < nHeld; s++) loss += sliceLosses[s]! / held.length;
      if (loss < best.validationLoss) {
        best.parameters.set(parameters);
        best.epoch = epoch;
        best.validationLoss = loss;
      } else if (epoch - best.epoch >= config.patience) break;
      // Nobody may step before all have kept the best.
      team.barrier();
    }
    if (best.epoch === 0) {
      const problem = 'learningRate: the network diverged in its first pass; expected a smaller one';
      throw fail('PARUS_CONFIG_INVALID', { path: 'the configuration of the graph network', problem });
    }
    return best;
  });
}

export const fitSageTask = taskRef(import.meta.url, fitSage);

/** Fisher-Yates; draw(n, i) is an integer below n. @param asks INOUT */
function shuffle(asks: Int32Array, draw: (n: number, i: number) => number): void {
  for (let i = asks.length - 1; i > 0; i--) {
    const j = draw(i + 1, i);
    const ask = asks[i]!;
    asks[i] = asks[j]!;
    asks[j] = ask;
  }
}

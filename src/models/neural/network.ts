import { activate, multiplySlope } from '../../kernels/activations.ts';
import { addToRows, multiplyTransposed, sumColumns, transpose } from '../../kernels/dense.ts';
import { dropOut } from '../../kernels/dropout.ts';
import { layoutOf, type NetworkLayout, type NetworkShape } from './shape.ts';

/** Switches hidden units off while training; draws are named by the step. */
export interface Dropout {
  readonly share: number;
  readonly key0: number;
  readonly key1: number;
  readonly step: number;
}

/** The next layer's dropout draws start so far on: hidden layers are at most three. */
const LAYERS_MOST = 4;

/** A network at work on at most `maxRows` rows at once; owns its buffers and reads `parameters` where they lie. */
export interface Network {
  readonly layout: NetworkLayout;
  /** INOUT: rows of the first layer, `layout.width` apart: numbers, then embeddings (see `embed`). */
  readonly input: Float64Array;
  /** Fills the embeddings of row `row` of `input` from the slots of its categories. */
  embed(row: number, slots: ArrayLike<number>, at: number): void;
  /** Log-odds of bad of the first `n` rows of `input`: a view that the next call overwrites. */
  forward(n: number, dropout?: Dropout): Float64Array;
  /**
   * After `forward` of the same rows: turns the gradient of the loss in each row's log-odds into that in the parameters.
   * @param slots IN categories' slots of the rows, as given to `embed` @param gradients OUT as long as the parameters
   */
  backward(n: number, outGradient: Float64Array, slots: ArrayLike<number>, gradients: Float64Array): void;
  /** After `forward`: the gradient of each row's log-odds in its `input`, as a view. */
  inputGradient(n: number): Float64Array;
}

/** Makes a network on `parameters`, laid out as `layoutOf(shape)` says; backpropagation as in Rumelhart et al. 1986. */
export function makeNetwork(shape: NetworkShape, parameters: Float64Array, maxRows: number): Network {
  const layout = layoutOf(shape);
  const { layers, width } = layout;
  const last = layers.length - 1;
  const widest = Math.max(width, ...shape.hidden);
  const weights = layers.map(({ weights: at, inputs, outputs }) =>
    parameters.subarray(at, at + inputs * outputs),
  );
  const biases = layers.map(({ biases: at, outputs }) => parameters.subarray(at, at + outputs));
  const sums = layers.map(({ outputs }) => new Float64Array(maxRows * outputs));
  const values = layers.map(({ inputs }) => new Float64Array(maxRows * inputs));
  const masks = layers.map(({ inputs }) => new Float64Array(maxRows * inputs));
  const input = values[0]!;
  const delta = new Float64Array(maxRows * widest);
  const upper = new Float64Array(maxRows * widest);
  const turned = new Float64Array(Math.max(maxRows * widest, ...layers.map((l) => l.inputs * l.outputs)));
  const turnedDelta = new Float64Array(maxRows * widest);
  let masked = false;

  function forward(n: number, dropout?: Dropout): Float64Array {
    masked = dropout !== undefined && dropout.share > 0;
    for (const [l, { inputs, outputs }] of layers.entries()) {
      multiplyTransposed(values[l]!, weights[l]!, n, outputs, inputs, sums[l]!);
      addToRows(sums[l]!, n, outputs, biases[l]!);
      if (l === last) break;
      const next = values[l + 1]!;
      activate(shape.activation, sums[l]!, n * outputs, next);
      if (!masked) continue;
      const { share, key0, key1, step } = dropout!;
      dropOut(next, n * outputs, share, key0, key1, step * LAYERS_MOST + l, masks[l + 1]!);
    }
    return sums[last]!;
  }

  /** Brings `delta`, the gradient in the sums of layer l, down to the values that it reads. */
  function throughWeights(l: number, n: number): void {
    const { inputs, outputs } = layers[l]!;
    transpose(weights[l]!, outputs, inputs, turned);
    multiplyTransposed(delta, turned, n, inputs, outputs, upper);
    delta.set(upper.subarray(0, n * inputs));
  }

  /** Brings `delta` from the values of hidden layer l to its sums. */
  function throughActivation(l: number, n: number): void {
    const size = n * layers[l - 1]!.outputs;
    if (masked) {
      const mask = masks[l]!;
      for (let i = 0; i < size; i++) delta[i]! *= mask[i]!;
    }
    multiplySlope(shape.activation, sums[l - 1]!, size, delta);
  }

  function backward(n: number, outGradient: Float64Array, slots: ArrayLike<number>, gradients: Float64Array) {
    delta.set(outGradient.subarray(0, n));
    for (let l = last; l >= 0; l--) {
      const { inputs, outputs, weights: at, biases: biasAt } = layers[l]!;
      transpose(delta, n, outputs, turnedDelta);
      transpose(values[l]!, n, inputs, turned);
      multiplyTransposed(turnedDelta, turned, outputs, inputs, n, gradients.subarray(at));
      sumColumns(delta, n, outputs, gradients.subarray(biasAt));
      if (l === 0 && shape.embeddings.length === 0) return;
      throughWeights(l, n);
      if (l > 0) throughActivation(l, n);
    }
    scatterEmbeddings(n, slots, gradients);
  }

  /** Adds the gradients in the embedded entries of every row to the slots that they were read from. */
  function scatterEmbeddings(n: number, slots: ArrayLike<number>, gradients: Float64Array): void {
    gradients.fill(0, 0, layers[0]!.weights);
    const nCategories = shape.embeddings.length;
    let column = shape.numbers;
    for (const [c, { size }] of shape.embeddings.entries()) {
      for (let i = 0; i < n; i++) {
        const to = layout.embeddings[c]! + slots[i * nCategories + c]! * size;
        for (let e = 0; e < size; e++) gradients[to + e]! += delta[i * width + column + e]!;
      }
      column += size;
    }
  }

  return {
    layout,
    input,
    forward,
    backward,
    embed(row, slots, at) {
      let to = row * width + shape.numbers;
      for (const [c, { size }] of shape.embeddings.entries()) {
        const from = layout.embeddings[c]! + slots[at + c]! * size;
        for (let e = 0; e < size; e++) input[to++] = parameters[from + e]!;
      }
    },
    inputGradient(n) {
      delta.fill(1, 0, n);
      for (let l = last; l >= 0; l--) {
        throughWeights(l, n);
        if (l > 0) throughActivation(l, n);
      }
      return delta;
    },
  };
}

import { activate, multiplySlope } from './activations.ts';
import { addToRows, multiplyTransposed, sumColumns, transpose } from './dense.ts';

/** Sizes of a GraphSAGE network of two layers with one output. */
export interface SageShape {
  /** Numbers of a node. */
  readonly inputs: number;
  /** Numbers that describe how a node is joined to its neighbours, beside their own. */
  readonly relation: number;
  /** Units of the first and of the second layer. */
  readonly hidden: readonly [number, number];
}

/**
 * Where the parameters lie: [ weights 1 | weights 2 | weights 3 | biases 1 | biases 2 | bias 3 ], weights outputs x inputs,
 * row-major. A layer reads [ node | mean of its neighbours | relation ].
 */
export interface SageLayout {
  readonly width1: number;
  readonly width2: number;
  readonly weights: readonly [number, number, number];
  readonly biases: readonly [number, number, number];
  readonly length: number;
}

export function sageLayout({ inputs, relation, hidden: [first, second] }: SageShape): SageLayout {
  const width1 = 2 * inputs + relation;
  const width2 = 2 * first + relation;
  const weights = [0, first * width1, first * width1 + second * width2] as const;
  const decayEnd = weights[2] + second;
  const biases = [decayEnd, decayEnd + first, decayEnd + first + second] as const;
  return { width1, width2, weights, biases, length: biases[2] + 1 };
}

/** What the network reads of a few questions: their own nodes first, then the sampled neighbours, question after question. */
export interface SageBatch {
  readonly nAsks: number;
  /** Questions and sampled neighbours together. */
  readonly nNodes: number;
  /** nNodes x width1: see `SageLayout`. */
  readonly rows: Float64Array;
  /** Neighbours of each question. */
  readonly counts: Int32Array;
  /** nAsks x relation: how each question's node is joined to its neighbours. */
  readonly relations: Float64Array;
}

/** A network at work on at most `mostNodes` rows; owns its buffers and reads `parameters` where they lie. */
export interface SageNetwork {
  /** Log-odds of the questions of a batch: a view that the next call overwrites. */
  forward(batch: SageBatch): Float64Array;
  /**
   * After `forward` of the same batch: turns the gradient of the loss in each question's log-odds into that in the parameters.
   * @param gradients OUT as long as the parameters
   */
  backward(batch: SageBatch, outGradient: Float64Array, gradients: Float64Array): void;
}

/**
 * GraphSAGE with the mean aggregator (Hamilton, Ying, Leskovec, NIPS 2017, algorithm 1 with concatenation, without the scaling
 * of line 7, since one output is read and not distances), rectified units, and a logistic unit on top.
 */
export function makeSageNetwork(
  shape: SageShape,
  parameters: Float64Array,
  mostAsks: number,
  mostNodes: number,
): SageNetwork {
  const { relation, hidden } = shape;
  const [first, second] = hidden;
  const { width1, width2, weights, biases } = sageLayout(shape);
  const w1 = parameters.subarray(weights[0], weights[1]);
  const w2 = parameters.subarray(weights[1], weights[2]);
  const w3 = parameters.subarray(weights[2], biases[0]);
  const [b1, b2, b3] = [0, 1, 2].map((l) =>
    parameters.subarray(biases[l], biases[l + 1] ?? parameters.length),
  ) as [Float64Array, Float64Array, Float64Array];
  const sums1 = new Float64Array(mostNodes * first);
  const values1 = new Float64Array(mostNodes * first);
  const delta1 = new Float64Array(mostNodes * first);
  const rows2 = new Float64Array(mostAsks * width2);
  const deltaRows2 = new Float64Array(mostAsks * width2);
  const sums2 = new Float64Array(mostAsks * second);
  const values2 = new Float64Array(mostAsks * second);
  const delta2 = new Float64Array(mostAsks * second);
  const out = new Float64Array(mostAsks);
  const turned = new Float64Array(
    Math.max(mostNodes * width1, mostAsks * width2, second * width2, mostAsks * second),
  );
  const turnedDelta = new Float64Array(Math.max(mostNodes * first, mostAsks * second));

  /** Rows of the second layer: own values, mean of the neighbours', relation. */
  function gatherSecond({ nAsks, counts, relations }: SageBatch): void {
    rows2.fill(0, 0, nAsks * width2);
    let node = nAsks;
    for (let i = 0; i < nAsks; i++) {
      const at = i * width2;
      for (let h = 0; h < first; h++) rows2[at + h] = values1[i * first + h]!;
      const n = counts[i]!;
      for (let k = 0; k < n; k++, node++)
        for (let h = 0; h < first; h++) rows2[at + first + h]! += values1[node * first + h]! / n;
      for (let r = 0; r < relation; r++) rows2[at + 2 * first + r] = relations[i * relation + r]!;
    }
  }

  return {
    forward(batch) {
      const { nAsks, nNodes, rows } = batch;
      multiplyTransposed(rows, w1, nNodes, first, width1, sums1);
      addToRows(sums1, nNodes, first, b1);
      activate('relu', sums1, nNodes * first, values1);
      gatherSecond(batch);
      multiplyTransposed(rows2, w2, nAsks, second, width2, sums2);
      addToRows(sums2, nAsks, second, b2);
      activate('relu', sums2, nAsks * second, values2);
      multiplyTransposed(values2, w3, nAsks, 1, second, out);
      addToRows(out, nAsks, 1, b3);
      return out;
    },
    backward({ nAsks, nNodes, rows, counts }, outGradient, gradients) {
      transpose(values2, nAsks, second, turned);
      multiplyTransposed(outGradient, turned, 1, second, nAsks, gradients.subarray(weights[2]));
      sumColumns(outGradient, nAsks, 1, gradients.subarray(biases[2]));
      for (let i = 0; i < nAsks; i++)
        for (let h = 0; h < second; h++) delta2[i * second + h] = outGradient[i]! * w3[h]!;
      multiplySlope('relu', sums2, nAsks * second, delta2);
      transpose(delta2, nAsks, second, turnedDelta);
      transpose(rows2, nAsks, width2, turned);
      multiplyTransposed(turnedDelta, turned, second, width2, nAsks, gradients.subarray(weights[1]));
      sumColumns(delta2, nAsks, second, gradients.subarray(biases[1]));
      transpose(w2, second, width2, turned);
      multiplyTransposed(delta2, turned, nAsks, width2, second, deltaRows2);
      let node = nAsks;
      for (let i = 0; i < nAsks; i++) {
        const at = i * width2;
        for (let h = 0; h < first; h++) delta1[i * first + h] = deltaRows2[at + h]!;
        const n = counts[i]!;
        for (let k = 0; k < n; k++, node++)
          for (let h = 0; h < first; h++) delta1[node * first + h] = deltaRows2[at + first + h]! / n;
      }
      multiplySlope('relu', sums1, nNodes * first, delta1);
      transpose(delta1, nNodes, first, turnedDelta);
      transpose(rows, nNodes, width1, turned);
      multiplyTransposed(turnedDelta, turned, first, width1, nNodes, gradients.subarray(weights[0]));
      sumColumns(delta1, nNodes, first, gradients.subarray(biases[0]));
    },
  };
}

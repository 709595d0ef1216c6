import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { makeSageNetwork, type SageBatch, type SageShape, sageLayout } from '../../src/kernels/graph-sage.ts';

const shape: SageShape = { inputs: 3, relation: 2, hidden: [4, 3] };
const layout = sageLayout(shape);

function drawn(length: number, name: string, seed = 1): Float64Array {
  const stream = openStream(seed, name);
  return Float64Array.from({ length }, (_, i) => stream.normal(0, 0.7, i));
}

/** Three questions with two, no and one neighbour. */
function batchOf(seed: number): SageBatch {
  return {
    nAsks: 3,
    nNodes: 6,
    rows: drawn(6 * layout.width1, 'rows', seed),
    counts: Int32Array.of(2, 0, 1),
    relations: drawn(3 * shape.relation, 'relations', seed),
  };
}

/** The network written out with plain sums. */
function naiveMargins(parameters: Float64Array, { rows, counts, relations, nAsks }: SageBatch): number[] {
  const layer = (input: readonly number[], l: 0 | 1, units: number): number[] =>
    Array.from({ length: units }, (_, h) => {
      const sum = input.reduce(
        (s, x, j) => s + x * parameters[layout.weights[l] + h * input.length + j]!,
        parameters[layout.biases[l] + h]!,
      );
      return Math.max(0, sum);
    });
  const first = Array.from({ length: 6 }, (_, node) =>
    layer([...rows.subarray(node * layout.width1, (node + 1) * layout.width1)], 0, 4),
  );
  let next = nAsks;
  return Array.from({ length: nAsks }, (_, i) => {
    const near = first.slice(next, next + counts[i]!);
    next += counts[i]!;
    const mean = [0, 1, 2, 3].map((h) => near.reduce((s, values) => s + values[h]! / near.length, 0));
    const second = layer([...first[i]!, ...mean, ...relations.subarray(2 * i, 2 * i + 2)], 1, 3);
    return second.reduce(
      (s, v, h) => s + v * parameters[layout.weights[2] + h]!,
      parameters[layout.biases[2]]!,
    );
  });
}

describe('makeSageNetwork', () => {
  it('gives what plain sums give', () => {
    for (const seed of [1, 2, 3]) {
      const parameters = drawn(layout.length, 'parameters', seed);
      const margins = makeSageNetwork(shape, parameters, 3, 6).forward(batchOf(seed));
      naiveMargins(parameters, batchOf(seed)).forEach((margin, i) => {
        expect(margins[i]).toBeCloseTo(margin, 12);
      });
    }
  });

  it('gives the gradients of finite differences in every parameter', () => {
    for (const seed of [1, 2, 3]) {
      const parameters = drawn(layout.length, 'parameters', seed);
      const batch = batchOf(seed);
      const network = makeSageNetwork(shape, parameters, 3, 6);
      const upstream = Float64Array.of(0.7, -1.1, 0.4);
      const loss = (): number => network.forward(batch).reduce((sum, m, i) => sum + upstream[i]! * m, 0);
      loss();
      const gradients = new Float64Array(layout.length);
      network.backward(batch, upstream, gradients);
      const step = 1e-6;
      for (let p = 0; p < layout.length; p++) {
        const kept = parameters[p]!;
        parameters[p] = kept + step;
        const above = loss();
        parameters[p] = kept - step;
        const below = loss();
        parameters[p] = kept;
        expect(gradients[p]).toBeCloseTo((above - below) / (2 * step), 6);
      }
      expect(gradients.filter((g) => g !== 0).length).toBeGreaterThan(layout.length / 4);
    }
  });

  it('gives a question the same bits alone as among others', () => {
    const parameters = drawn(layout.length, 'parameters');
    const { rows, relations } = batchOf(1);
    const all = makeSageNetwork(shape, parameters, 3, 6).forward(batchOf(1))[1];
    const alone = makeSageNetwork(shape, parameters, 3, 6).forward({
      nAsks: 1,
      nNodes: 1,
      rows: rows.slice(layout.width1, 2 * layout.width1),
      counts: Int32Array.of(0),
      relations: relations.slice(2, 4),
    })[0];
    expect(alone).toBe(all);
  });
});

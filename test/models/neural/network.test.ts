import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { makeNetwork } from '../../../src/models/neural/network.ts';
import { midpointShares, pathShares } from '../../../src/models/neural/path-shares.ts';
import { layoutOf, type NetworkShape, shapeOf } from '../../../src/models/neural/shape.ts';
import { startParameters } from '../../../src/models/neural/start.ts';

const SHAPE: NetworkShape = {
  numbers: 3,
  embeddings: [
    { slots: 4, size: 2 },
    { slots: 3, size: 1 },
  ],
  hidden: [5, 4],
  activation: 'silu',
};
const draws = openStream(3, 'network test');
const N = 7;
const numbers = Float64Array.from({ length: N * 3 }, (_, i) => draws.normal(0, 1, i, 0));
const slots = Int32Array.from({ length: N * 2 }, (_, i) => draws.integer(i % 2 === 0 ? 4 : 3, i, 1));

function load(parameters: Float64Array, shape = SHAPE, maxRows = N) {
  const network = makeNetwork(shape, parameters, maxRows);
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < 3; j++) network.input[i * network.layout.width + j] = numbers[i * 3 + j]!;
    network.embed(i, slots, i * 2);
  }
  return network;
}

/** The log-odds of row i, as the formulas read. */
function naive(parameters: Float64Array, shape: NetworkShape, i: number): number {
  const { embeddings, layers } = layoutOf(shape);
  let values = [...numbers.slice(i * 3, i * 3 + 3)];
  shape.embeddings.forEach(({ size }, c) => {
    const at = embeddings[c]! + slots[i * 2 + c]! * size;
    values.push(...parameters.slice(at, at + size));
  });
  for (const [l, { inputs, outputs, weights, biases }] of layers.entries()) {
    values = Array.from({ length: outputs }, (_, o) => {
      const sum = values.reduce(
        (s, v, j) => s + v * parameters[weights + o * inputs + j]!,
        parameters[biases + o]!,
      );
      if (l === layers.length - 1) return sum;
      return shape.activation === 'relu' ? Math.max(0, sum) : sum / (1 + Math.exp(-sum));
    });
  }
  return values[0]!;
}

describe.each(['relu', 'silu'] as const)('a network of %s', (activation) => {
  const shape = { ...SHAPE, activation };
  const parameters = startParameters(shape, 9, 1, -1);
  // Biases off 0, so that a wrong one would show.
  for (let i = layoutOf(shape).decayEnd; i < parameters.length; i++)
    parameters[i]! += draws.normal(0, 0.3, i, 2);

  it('gives the log-odds of its naive twin', () => {
    const margins = load(parameters, shape).forward(N);
    for (let i = 0; i < N; i++) expect(margins[i]).toBeCloseTo(naive(parameters, shape, i), 12);
  });

  it('has the gradient of finite differences in every parameter', () => {
    const outGradient = Float64Array.from({ length: N }, (_, i) => draws.normal(0, 1, i, 3));
    const gradients = new Float64Array(parameters.length).fill(99);
    const network = load(parameters, shape);
    network.forward(N);
    network.backward(N, outGradient, slots, gradients);
    const step = 1e-6;
    const lossAt = (k: number, shift: number) => {
      const moved = parameters.slice();
      moved[k]! += shift;
      return outGradient.reduce((sum, g, i) => sum + g * naive(moved, shape, i), 0);
    };
    for (let k = 0; k < parameters.length; k++) {
      const difference = (lossAt(k, step) - lossAt(k, -step)) / (2 * step);
      expect(Math.abs(gradients[k]! - difference)).toBeLessThan(1e-6);
    }
  });

  it('has the gradient of finite differences in its input', () => {
    const network = load(parameters, shape);
    network.forward(N);
    const { width } = network.layout;
    const gradient = network.inputGradient(N).slice(0, N * width);
    const step = 1e-6;
    for (let at = 0; at < N * width; at++) {
      const moved = load(parameters, shape);
      moved.input[at]! += step;
      const up = moved.forward(N)[Math.floor(at / width)]!;
      moved.input[at]! -= 2 * step;
      const down = moved.forward(N)[Math.floor(at / width)]!;
      expect(Math.abs(gradient[at]! - (up - down) / (2 * step))).toBeLessThan(1e-6);
    }
  });

  it('has path shares that add up to the difference, before and after the rest is spread', () => {
    const network = load(parameters, shape, 16);
    const { width } = network.layout;
    const row = network.input.slice(2 * width, 3 * width);
    const baseline = network.input.slice(5 * width, 6 * width);
    const difference = naive(parameters, shape, 2) - naive(parameters, shape, 5);
    const sum = (shares: Float64Array) => shares.reduce((total, share) => total + share, 0);
    const fine = midpointShares(network, 16, baseline, row, 4096);
    expect(Math.abs(sum(fine) - difference)).toBeLessThan(2e-3);
    const shares = pathShares(network, 16, baseline, row);
    expect(sum(shares)).toBeCloseTo(difference, 12);
    shares.forEach((share, j) => {
      expect(Math.abs(share - fine[j]!)).toBeLessThan(5e-3);
    });
  });
});

it('drops hidden units with their gradients', () => {
  const parameters = startParameters(SHAPE, 9, 1, -1);
  const network = load(parameters);
  const plain = network.forward(N).slice(0, N);
  const dropout = { share: 0.5, key0: 1, key1: 2, step: 3 };
  const dropped = network.forward(N, dropout).slice(0, N);
  expect(dropped).not.toEqual(plain);
  const outGradient = new Float64Array(N).fill(1);
  const gradients = new Float64Array(parameters.length);
  network.backward(N, outGradient, slots, gradients);
  const step = 1e-6;
  for (let k = 0; k < parameters.length; k += 3) {
    const at = (shift: number) => {
      const moved = parameters.slice();
      moved[k]! += shift;
      return load(moved)
        .forward(N, dropout)
        .subarray(0, N)
        .reduce((a, b) => a + b, 0);
    };
    expect(Math.abs(gradients[k]! - (at(step) - at(-step)) / (2 * step))).toBeLessThan(1e-5);
  }
  expect(network.forward(N).slice(0, N)).toEqual(plain);
});

it('lays parameters out end to end, biases last', () => {
  const { width, embeddings, layers, decayEnd, length } = layoutOf(SHAPE);
  expect(width).toBe(6);
  expect(embeddings).toEqual([0, 8]);
  expect(layers.map(({ weights }) => weights)).toEqual([11, 41, 61]);
  expect(decayEnd).toBe(65);
  expect(layers.map(({ biases }) => biases)).toEqual([65, 70, 74]);
  expect(length).toBe(75);
});

it('takes its shape from the design: missing numbers have a second entry, categories two more slots', () => {
  const design = [
    { kind: 'rankNormal', missingColumn: true },
    { kind: 'oneHot', levels: [0, 3] },
    { kind: 'rankNormal', missingColumn: false },
  ] as const;
  expect(shapeOf(design, [2], [8], 'relu')).toEqual({
    numbers: 3,
    embeddings: [{ slots: 4, size: 2 }],
    hidden: [8],
    activation: 'relu',
  });
});

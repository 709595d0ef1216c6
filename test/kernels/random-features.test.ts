import { expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { randomFeatures } from '../../src/kernels/random-features.ts';

const WIDTH = 3;
const stream = openStream(4, 'random-features');
const points = Float64Array.from({ length: 4 * WIDTH }, (_, i) => stream.normal(0, 1, i, 0));

function features(nFeatures: number, gamma: number, row: number): Float64Array {
  const frequencies = Float64Array.from({ length: nFeatures * WIDTH }, (_, i) => stream.normal(0, 1, i, 1));
  const phases = Float64Array.from({ length: nFeatures }, (_, d) => 2 * Math.PI * stream.uniform(d, 2));
  const out = new Float64Array(nFeatures);
  randomFeatures(points, row * WIDTH, WIDTH, frequencies, phases, gamma, out, 0);
  return out;
}

it('writes the cosine of a hand-worked example at the right place', () => {
  const out = new Float32Array(4).fill(7);
  randomFeatures(
    Float64Array.of(9, 2),
    1,
    1,
    Float64Array.of(0.5, 0),
    Float64Array.of(0, Math.PI),
    0.5,
    out,
    1,
  );
  expect([...out]).toEqual([7, Math.fround(Math.cos(1)), -1, 7]);
});

it('has inner products near the radial basis function', () => {
  for (const gamma of [0.05, 0.5]) {
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        let distance = 0;
        for (let q = 0; q < WIDTH; q++) distance += (points[i * WIDTH + q]! - points[j * WIDTH + q]!) ** 2;
        const [a, b] = [features(20_000, gamma, i), features(20_000, gamma, j)];
        const inner = a.reduce((sum, v, d) => sum + v * b[d]!, 0);
        expect(Math.abs(inner - Math.exp(-gamma * distance))).toBeLessThan(0.025);
      }
    }
  }
});

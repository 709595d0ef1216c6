import { expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { boostingMemory } from '../../../src/models/boosting/memory.ts';
import { sampleByGradient } from '../../../src/models/boosting/sample-by-gradient.ts';
import { binBlocksOf, binColumnsOf } from '../../kernels/bin-blocks-of.ts';
import { teamOfOne } from './team-of-one.ts';

const N_ROWS = 500;

/** Memory of a training on every row but each fifth, with gradients that differ. */
function memoryWith(gradientOf: (row: number) => number) {
  const bins = [Array.from({ length: N_ROWS }, (_, row) => row % 3)];
  const train = Uint32Array.from({ length: N_ROWS }, (_, row) => row).filter((row) => row % 5 > 0);
  const memory = boostingMemory(
    binColumnsOf(bins),
    binBlocksOf(bins),
    new Uint8Array(N_ROWS),
    train,
    new Uint32Array(0),
    2,
    1,
    { samplesByGradient: true, dropsTrees: false },
  );
  for (let row = 0; row < N_ROWS; row++) {
    memory.gradients[row] = gradientOf(row);
    memory.hessians[row] = 0.25;
  }
  return memory;
}

const draws = openStream(3, 'gradients');
const gradientOf = (row: number): number => Math.fround(draws.uniform(row) - 0.4);

it('keeps the rows of the largest gradients as they are and makes the others that it drew larger', () => {
  const memory = memoryWith(gradientOf);
  const { trainRows, rows, gradients, hessians } = memory;
  const nIn = sampleByGradient(teamOfOne(), memory, 0.2, 0.1, 1, 0);
  const sampled = Array.from(rows.subarray(0, nIn));
  const left = Array.from(rows.subarray(nIn));
  const bySize = Array.from(trainRows).sort((a, b) => Math.abs(gradientOf(b)) - Math.abs(gradientOf(a)));
  const top = new Set(bySize.slice(0, 0.2 * trainRows.length));
  expect(sampled).toEqual(sampled.toSorted((a, b) => a - b));
  expect([...sampled, ...left].toSorted((a, b) => a - b)).toEqual(Array.from(trainRows));
  expect([...top].every((row) => sampled.includes(row))).toBe(true);
  // (1 - 0.2) / 0.1 of Ke et al.
  for (const row of sampled) {
    expect(gradients[row]! / gradientOf(row)).toBeCloseTo(top.has(row) ? 1 : 8, 5);
    expect(hessians[row]).toBeCloseTo(top.has(row) ? 0.25 : 2, 5);
  }
  expect(sampled.length - top.size).toBeGreaterThan(20);
  expect(sampled.length - top.size).toBeLessThan(60);
});

it('keeps the sums of gradients and Hessians on average', () => {
  const rounds = 400;
  let [gradient, hessian, of] = [0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    const memory = memoryWith(gradientOf);
    const nIn = sampleByGradient(teamOfOne(), memory, 0.1, 0.2, 1, round);
    for (const row of memory.rows.subarray(0, nIn)) {
      gradient += memory.gradients[row]! / rounds;
      hessian += memory.hessians[row]! / rounds;
    }
    of = memory.trainRows.length;
  }
  let total = 0;
  for (let row = 0; row < N_ROWS; row++) if (row % 5 > 0) total += gradientOf(row);
  // Standard errors over the rounds: 0.4 and 0.9.
  expect(Math.abs(gradient - total)).toBeLessThan(1.6);
  expect(Math.abs(hessian - 0.25 * of)).toBeLessThan(3.6);
});

it('keeps all rows that tie with the last of the largest', () => {
  const memory = memoryWith((row) => (row % 2 ? 0.5 : -0.5));
  expect(sampleByGradient(teamOfOne(), memory, 0.2, 0.1, 1, 0)).toBe(memory.trainRows.length);
  expect(memory.gradients.every((g) => Math.abs(g) === 0.5)).toBe(true);
});

it('draws from all rows alike where none counts as large', () => {
  const memory = memoryWith(gradientOf);
  const nIn = sampleByGradient(teamOfOne(), memory, 0, 0.5, 1, 0);
  expect(nIn).toBeGreaterThan(160);
  expect(nIn).toBeLessThan(240);
  for (const row of memory.rows.subarray(0, nIn)) {
    expect(memory.gradients[row]! / gradientOf(row)).toBeCloseTo(2, 5);
  }
});

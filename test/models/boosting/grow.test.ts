import { expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { PACK } from '../../../src/kernels/gradient-packing.ts';
import { growTree } from '../../../src/models/boosting/grow.ts';
import { boostingMemory } from '../../../src/models/boosting/memory.ts';
import { binBlocksOf, binColumnsOf } from '../../kernels/bin-blocks-of.ts';
import { naiveGrow } from './naive-grow.ts';
import { teamOfOne } from './team-of-one.ts';

const MISSING = 9;

it.each([1, 2, 3, 4, 5, 6])('grows the same tree as the naive twin, seed %i', (seed) => {
  const draws = openStream(seed, 'grow');
  const nRows = 300;
  const bins = Array.from({ length: 5 }, (_, f) =>
    Array.from({ length: nRows }, (_, i) => draws.integer(f === 0 ? MISSING : MISSING + 1, i, f)),
  );
  const packed = Float64Array.from({ length: nRows }, (_, i) => {
    const signal = bins[0]![i]! + (bins[1]![i] === MISSING ? 6 : bins[1]![i]!) - 8;
    return Math.round(signal + draws.normal(0, 3, i, 20)) * PACK + 1 + draws.integer(9, i, 21);
  });
  const rules = {
    gradientUnit: 0.1,
    hessianUnit: 0.02,
    lambda: 1,
    alpha: 0.1,
    hessianOfGradient: 0,
    minChildWeight: 0.5,
    categoryLambda: 0,
    categorySmoothing: 0,
    categorySupport: 0,
  };
  const memory = boostingMemory(
    binColumnsOf(bins),
    binBlocksOf(bins),
    new Uint8Array(nRows),
    Uint32Array.from({ length: nRows }, (_, i) => i),
    new Uint32Array(0),
    8,
    1,
  );
  memory.packed.set(packed);
  memory.rows.set(memory.trainRows);
  const features = bins.map(() => ({ kind: 'numeric' as const, nBins: MISSING, trend: 0 as const }));
  const { tree, leaves } = growTree(teamOfOne(), memory, nRows, new Uint8Array(5).fill(1), rules, {
    features,
    leaves: 8,
    maxDepth: 64,
    minGain: 0,
    interactions: [],
  });
  const naive = naiveGrow(bins, MISSING, packed, rules, 8);
  expect(tree.splits.map(({ feature, bin, rows }) => ({ feature, bin, rows }))).toEqual(
    naive.map(({ feature, bin, left, right }) => ({ feature, bin, rows: left.length + right.length })),
  );
  tree.splits.forEach(({ feature, missingLeft }, i) => {
    const { left, right } = naive[i]!;
    const isThere = [...left, ...right].some((row) => bins[feature]![row] === MISSING);
    if (isThere) expect(missingLeft).toBe(naive[i]!.missingLeft);
  });
  const grownLeaves = leaves.map(({ start, end }) => Array.from(memory.rows.subarray(start, end)));
  const nonLeaves = new Set(naive.flatMap(({ left, right }) => [left, right]).map(String));
  for (const rows of grownLeaves) {
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    expect(nonLeaves.has(String(rows))).toBe(true);
  }
  expect(grownLeaves.flat().toSorted((a, b) => a - b)).toEqual(Array.from(memory.trainRows));
});

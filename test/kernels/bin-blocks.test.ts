import { expect, it } from 'vitest';
import { makeBlocks, paddedFeatures } from '../../src/kernels/bin-blocks.ts';
import { binBlocksOf } from './bin-blocks-of.ts';

it.each([1, 3, 4, 5, 9, 31, 64, 65, 130])(
  'holds the bins of %i features row by row, the rest 0',
  (nFeatures) => {
    const nRows = 7;
    const bin = (f: number, row: number): number => (37 * f + 101 * row + 200) % 256;
    const blocks = binBlocksOf(
      Array.from({ length: nFeatures }, (_, f) => Array.from({ length: nRows }, (_, row) => bin(f, row))),
    );
    const seen: number[] = [];
    for (const { firstFeature, nFeatures: own, rowShift, words } of blocks) {
      const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
      for (let k = 0; k < 4 << rowShift; k++) {
        if (k < own) seen.push(firstFeature + k);
        for (let row = 0; row < nRows; row++) {
          expect(bytes[row * (4 << rowShift) + k]).toBe(k < own ? bin(firstFeature + k, row) : 0);
        }
      }
    }
    expect(seen).toEqual(Array.from({ length: nFeatures }, (_, f) => f));
  },
);

it('gives rows a power of two of bytes, a cache line at most', () => {
  const bytesOf = (nFeatures: number): number[] =>
    makeBlocks(1, nFeatures).map(({ rowShift }) => 4 << rowShift);
  expect([1, 4, 5, 9, 17, 33, 64, 70, 200].map(bytesOf)).toEqual([
    [16],
    [16],
    [16],
    [16],
    [32],
    [64],
    [64],
    [64, 16],
    [64, 64, 64, 16],
  ]);
  expect([1, 4, 50, 65].map(paddedFeatures)).toEqual([4, 4, 52, 68]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clearPixels, meanNdvi, ndviSpread, readTile } from '../../../src/features/readings/ndvi.ts';

const tileOf = (bytes: readonly number[]) => Buffer.from(bytes).toString('base64');

describe('readTile', () => {
  test('is the mean, number and standard deviation of the clear pixels of any tile', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constant(255)), {
          minLength: 64,
          maxLength: 64,
        }),
        (bytes) => {
          const clear = bytes.filter((byte) => byte !== 255).map((byte) => byte / 200);
          const mean = clear.reduce((a, b) => a + b, 0) / clear.length;
          const variance = clear.reduce((a, b) => a + (b - mean) ** 2, 0) / clear.length;
          const reading = readTile(tileOf(bytes));
          expect(clearPixels(reading)).toBe(clear.length);
          if (clear.length === 0) return;
          expect(Math.abs(meanNdvi(reading) - 1000 * mean)).toBeLessThan(0.501);
          expect(Math.abs(ndviSpread(reading) - 1000 * Math.sqrt(variance))).toBeLessThan(0.501);
        },
      ),
    );
  });

  test('cloud and texts that are no tile have no clear pixel', () => {
    expect(readTile(tileOf(Array(64).fill(255)))).toBe(0);
    expect(readTile('')).toBe(0);
    expect(readTile(tileOf(Array(48).fill(100)))).toBe(0);
  });

  test('fits 32 bits at its extremes', () => {
    const halves = Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? 200 : 0));
    expect(ndviSpread(readTile(tileOf(halves)))).toBe(500);
    expect(readTile(tileOf(halves)) | 0).toBe(readTile(tileOf(halves)));
    expect(meanNdvi(readTile(tileOf(Array(64).fill(200))))).toBe(1000);
  });
});

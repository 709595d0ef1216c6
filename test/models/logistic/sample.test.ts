import { describe, expect, it } from 'vitest';
import { choiceSample, gatherRows, sampleStride, strideRows } from '../../../src/models/logistic/sample.ts';
import { sharedUint8 } from '../../../src/parallel/index.ts';

/** Outcomes with every `every`-th row bad. */
function outcomes(nRows: number, every: number): Uint8Array {
  const bad = sharedUint8(nRows);
  bad.forEach((_, i) => {
    bad[i] = i % every === 0 ? 1 : 0;
  });
  return bad;
}

describe('sampleStride', () => {
  it('leaves as many rows and as many of the rarer class as asked, and at least 1', () => {
    expect(sampleStride(outcomes(1000, 2), 100, 10)).toBe(10);
    expect(sampleStride(outcomes(1000, 50), 100, 10)).toBe(2);
    expect(sampleStride(outcomes(50, 2), 100, 10)).toBe(1);
  });
});

describe('strideRows', () => {
  it('keeps the share of bads where outcomes alternate in step with the stride', () => {
    const bad = outcomes(1000, 2);
    const rows = strideRows(bad, 10, 0);
    expect(rows).toHaveLength(100);
    expect(Array.from(rows).filter((i) => bad[i])).toHaveLength(50);
  });

  it('parts the rows by the first one taken', () => {
    const bad = outcomes(997, 7);
    const all = [0, 1, 2].flatMap((first) => Array.from(strideRows(bad, 3, first)));
    expect(all).toHaveLength(997);
    expect(all.sort((a, b) => a - b)).toEqual(Array.from(bad.keys()));
  });
});

it('gatherRows copies values and outcomes of the rows named', () => {
  const column = Float64Array.from({ length: 6 }, (_, i) => 10 * i);
  const part = gatherRows([column], outcomes(6, 2), Uint32Array.of(1, 4));
  expect(Array.from(part.columns[0]!)).toEqual([10, 40]);
  expect(Array.from(part.bad)).toEqual([0, 1]);
});

describe('choiceSample', () => {
  it('is the table itself where it is not large or the bads are few', () => {
    for (const bad of [outcomes(99_000, 3), outcomes(300_000, 100)]) {
      const columns = [new Float64Array(bad.length)];
      expect(choiceSample(columns, bad).columns).toBe(columns);
    }
  });

  it('is a part of a large one', () => {
    const bad = outcomes(300_000, 3);
    const part = choiceSample([new Float64Array(bad.length)], bad);
    // Each class is rounded up by itself.
    expect(Math.abs(part.bad.length - 50_000)).toBeLessThan(2);
    expect(part.columns[0]).toHaveLength(part.bad.length);
  });
});

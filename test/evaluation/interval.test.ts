import { describe, expect, it } from 'vitest';
import { percentileInterval } from '../../src/evaluation/interval.ts';

describe('percentileInterval', () => {
  it('interpolates between order statistics as numpy.percentile does', () => {
    // numpy.percentile([1, 2, 3, 4, 10], [5, 95]) = [1.2, 8.8]
    const [low, high] = percentileInterval(Float64Array.of(10, 4, 3, 2, 1), 0.9)!;
    expect(low).toBeCloseTo(1.2, 14);
    expect(high).toBeCloseTo(8.8, 14);
  });

  it('leaves NaN out and gives nothing when nothing is left', () => {
    expect(percentileInterval(Float64Array.of(Number.NaN, 7, Number.NaN), 0.95)).toEqual([7, 7]);
    expect(percentileInterval(Float64Array.of(Number.NaN), 0.95)).toBeUndefined();
    expect(percentileInterval(new Float64Array(0), 0.95)).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addStep,
  logisticGradients,
  logLoss,
  sumGradients,
  weighGradients,
  weightedLogLoss,
} from '../../src/kernels/logistic-gradients.ts';

/** The loss of one row as the definition reads. */
function loss(margin: number, y: number, weight: number): number {
  const p = 1 / (1 + Math.exp(-margin));
  return -(y ? weight * Math.log(p) : Math.log(1 - p));
}

describe('gradients', () => {
  it('are the slopes of the loss, bads weighing more', () => {
    const margin = fc.double({ min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(margin, fc.integer({ min: 0, max: 1 }), fc.constantFrom(1, 2.5), (m, y, weight) => {
        const [g, h] = [new Float32Array(1), new Float32Array(1)];
        logisticGradients(Float64Array.of(m), Uint8Array.of(y), weight, 0, 1, g, h);
        const step = 1e-3;
        const slope = (loss(m + step, y, weight) - loss(m - step, y, weight)) / (2 * step);
        const bend =
          (loss(m + step, y, weight) - 2 * loss(m, y, weight) + loss(m - step, y, weight)) / step ** 2;
        expect(g[0]).toBeCloseTo(slope, 4);
        expect(h[0]).toBeCloseTo(bend, 4);
      }),
    );
  });

  it('stay finite where probabilities round to 0 or 1', () => {
    const [g, h] = [new Float32Array(2), new Float32Array(2)];
    logisticGradients(Float64Array.of(900, -900), Uint8Array.of(0, 1), 1, 0, 2, g, h);
    expect(Array.from(g)).toEqual([1, -1]);
    expect(Array.from(h)).toEqual([0, 0]);
  });

  it('are multiplied by what their rows count for, within the range alone', () => {
    const [g, h] = [Float32Array.of(1, -2, 3), Float32Array.of(0.5, 1, 2)];
    weighGradients(Float64Array.of(9, 0.5, 0), 1, 3, g, h);
    expect(Array.from(g)).toEqual([1, -1, 0]);
    expect(Array.from(h)).toEqual([0.5, 0.5, 0]);
  });

  it('add up over listed rows', () => {
    const out = new Float64Array(5);
    sumGradients(Uint32Array.of(9, 2, 0), 1, 3, Float32Array.of(-3, 7, 1), Float32Array.of(2, 9, 4), out, 1);
    expect(Array.from(out)).toEqual([0, 4, 6, -2, 0]);
  });
});

describe('the log loss', () => {
  it('adds up over listed rows and stays finite for large margins', () => {
    const margins = Float64Array.of(0.5, -1, 3, 900);
    const bad = Uint8Array.of(1, 0, 1, 0);
    const rows = Uint32Array.of(0, 2, 1);
    const expected = loss(0.5, 1, 2) + loss(3, 1, 2) + loss(-1, 0, 2);
    expect(logLoss(rows, 0, 3, margins, bad, 2)).toBeCloseTo(expected, 12);
    expect(logLoss(Uint32Array.of(3), 0, 1, margins, bad, 2)).toBe(900);
  });
});

it('the weighted log loss counts each row as often as it weighs, beside the weight of bads', () => {
  const margins = Float64Array.of(0.5, -1, 3, 900);
  const weights = Float64Array.of(3, 0.5, 0, 2);
  const rows = Uint32Array.of(0, 2, 1, 3);
  const sum = weightedLogLoss(rows, 0, 3, margins, Uint8Array.of(1, 0, 1, 0), 2, weights);
  expect(sum).toBeCloseTo(3 * loss(0.5, 1, 2) + 0.5 * loss(-1, 0, 2), 12);
  expect(weightedLogLoss(rows, 3, 4, margins, Uint8Array.of(1, 0, 1, 0), 2, weights)).toBe(1800);
});

it('a step moves the listed rows alone', () => {
  const margins = Float64Array.of(1, 2, 3);
  addStep(Uint32Array.of(2, 0, 1), 0, 2, 0.5, margins);
  expect(Array.from(margins)).toEqual([1.5, 2, 3.5]);
});

import { describe, expect, it } from 'vitest';
import { minimiseLbfgs } from '../../../src/models/logistic/lbfgs.ts';
import { type Evaluate, wolfeStep } from '../../../src/models/logistic/wolfe.ts';

/** Counts how often a function is asked. */
function counted(evaluate: (x: Float64Array) => { value: number; gradient: Float64Array }) {
  const count = { calls: 0 };
  const asked: Evaluate = async (x) => {
    count.calls += 1;
    return { x, ...evaluate(x) };
  };
  return { asked, count };
}

/** Rosenbrock's banana: a curved valley with its minimum 0 at (1, 1). */
const banana = ([a = 0, b = 0]: Float64Array) => ({
  value: 100 * (b - a * a) ** 2 + (1 - a) ** 2,
  gradient: Float64Array.of(-400 * a * (b - a * a) - 2 * (1 - a), 200 * (b - a * a)),
});

/** 1/2 x'Ax - b'x with the eigenvalues 1 .. 1000. */
const scales = [1, 10, 100, 1000];
const bowl = (x: Float64Array) => ({
  value: x.reduce((sum, v, j) => sum + (scales[j]! * v * v) / 2 - v, 0),
  gradient: x.map((v, j) => scales[j]! * v - 1),
});

const asIs = (): void => undefined;

describe('minimiseLbfgs', () => {
  it("finds the end of Rosenbrock's valley", async () => {
    const { asked, count } = counted(banana);
    const options = { precondition: asIs, tolerance: 1e-16, maxIterations: 200 };
    const { x, converged } = await minimiseLbfgs(asked, Float64Array.of(-1.2, 1), options);
    expect(converged).toBe(true);
    expect(x[0]).toBeCloseTo(1, 6);
    expect(x[1]).toBeCloseTo(1, 6);
    expect(count.calls).toBeLessThan(80);
  });

  it('is there after one step where the preconditioner is the inverse Hessian', async () => {
    const { asked, count } = counted(bowl);
    const precondition = (v: Float64Array): void => {
      for (let j = 0; j < v.length; j++) v[j]! /= scales[j]!;
    };
    const options = { precondition, tolerance: 1e-14, maxIterations: 50 };
    const { x, iterations } = await minimiseLbfgs(asked, Float64Array.of(3, -2, 1, 5), options);
    expect(iterations).toBe(1);
    expect(count.calls).toBe(2);
    scales.forEach((scale, j) => {
      expect(x[j]).toBeCloseTo(1 / scale, 12);
    });
  });

  it('says so where it runs out of iterations', async () => {
    const { asked } = counted(banana);
    const options = { precondition: asIs, tolerance: 1e-16, maxIterations: 3 };
    expect(await minimiseLbfgs(asked, Float64Array.of(-1.2, 1), options)).toMatchObject({
      converged: false,
      iterations: 3,
    });
  });

  it('stops at once at the minimum', async () => {
    const { asked, count } = counted(banana);
    const options = { precondition: asIs, tolerance: 1e-12, maxIterations: 3 };
    expect((await minimiseLbfgs(asked, Float64Array.of(1, 1), options)).iterations).toBe(0);
    expect(count.calls).toBe(1);
  });
});

describe('wolfeStep', () => {
  it.each([
    ['far too long', 1000],
    ['right', 1],
    ['far too short', 0.001],
  ])('meets both conditions where the first trial is %s', async (_, length) => {
    const { asked } = counted((x) => ({
      value: Math.log1p(Math.exp(x[0]!)) - 0.3 * x[0]!,
      gradient: x.map((v) => 1 / (1 + Math.exp(-v)) - 0.3),
    }));
    const from = await asked(Float64Array.of(4));
    const direction = Float64Array.of(-length);
    const to = (await wolfeStep(asked, from, direction))!;
    const slope = from.gradient[0]! * -length;
    const step = (to.x[0]! - 4) / -length;
    expect(to.value).toBeLessThanOrEqual(from.value + 1e-4 * step * slope);
    expect(Math.abs(to.gradient[0]! * length)).toBeLessThanOrEqual(0.9 * Math.abs(slope));
  });

  it('steps back from where the function overflows', async () => {
    const { asked } = counted((x) => ({
      value: Math.exp(x[0]!) - x[0]!,
      gradient: x.map((v) => Math.exp(v) - 1),
    }));
    const from = await asked(Float64Array.of(-1));
    const to = (await wolfeStep(asked, from, Float64Array.of(5000)))!;
    expect(to.value).toBeLessThan(from.value);
  });

  it('gives nothing where no step decreases the value', async () => {
    const { asked } = counted((x) => ({ value: 1 + Math.abs(x[0]!), gradient: Float64Array.of(-1) }));
    const from = await asked(Float64Array.of(0));
    expect(await wolfeStep(asked, from, Float64Array.of(1))).toBeUndefined();
  });
});

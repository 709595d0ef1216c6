/**
 * The exponential as a kernel: inlined where it is used, and the same bits on every machine, which `Math.exp` need not give.
 * By table and polynomial (Tang, ACM Transactions on Mathematical Software 15, 1989): x = (64 k + j) ln 2 / 64 + r, so that
 * exp x = 2^k 2^(j/64) exp r with |r| <= ln 2 / 128.
 */

const STEP_BITS = 6;
const STEPS = 2 ** STEP_BITS;
const PER_STEP = STEPS / Math.LN2;
/** ln 2 / 64 in two parts; the first has its last 21 bits free, so that its product with a number of steps is exact. */
const STEP_HIGH = 0.01083042469326756;
const STEP_LOW = 2.9815858269852933e-12;
/** Adding it and taking it away again rounds a number to the nearest whole one. */
const ROUNDER = 1.5 * 2 ** 52;

/** Beyond it 2^k is no normal number. */
const LARGEST = 708;
const POWERS = 2048;
const LEAST_POWER = -1023;

const roots = Float64Array.from({ length: STEPS }, (_, j) => 2 ** (j / STEPS));
const powers = Float64Array.from({ length: POWERS }, (_, i) => 2 ** (i + LEAST_POWER));

/** exp x to within 3 units in the last place; beyond +-708 that of +-708. NaN gives NaN. */
export function exp(x: number): number {
  const within = x > LARGEST ? LARGEST : x < -LARGEST ? -LARGEST : x;
  const n = within * PER_STEP + ROUNDER - ROUNDER;
  const r = within - n * STEP_HIGH - n * STEP_LOW;
  const steps = n | 0;
  const nearOne = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))));
  // Both places are masked: the compiler then knows that they lie within the tables.
  return roots[steps & (STEPS - 1)]! * nearOne * powers[((steps >> STEP_BITS) - LEAST_POWER) & (POWERS - 1)]!;
}

/** A point of a smooth function: value and gradient. */
export interface SmoothPoint {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Evaluates a function at `x`, which it must not keep. */
export type Evaluate = (x: Float64Array) => Promise<SmoothPoint>;

/** Sufficient decrease and curvature for quasi-Newton directions (Nocedal and Wright, Numerical Optimization, 2006, sec. 3.1). */
const DECREASE = 1e-4;
const CURVATURE = 0.9;
/** Trial steps of one search; Newton-like directions are taken at the first nearly always. */
const MAX_TRIALS = 30;
/** Longest growth from trial to trial while no minimum is enclosed. */
const GROWTH = 4;
/** A trial keeps this share of its interval away from both ends, so that the interval shrinks. */
const LEAST_SHARE = 0.1;

/**
 * A step from `from` along `direction` that meets the strong Wolfe conditions, the first trial being 1 (Nocedal and Wright,
 * algorithms 3.5 and 3.6 with cubic interpolation). Gives undefined where rounding leaves no step that decreases the value.
 */
export async function wolfeStep(
  evaluate: Evaluate,
  from: SmoothPoint,
  direction: Float64Array,
): Promise<SmoothPoint | undefined> {
  const slope0 = dot(from.gradient, direction);
  const at = async (step: number): Promise<Trial> => {
    const point = await evaluate(from.x.map((v, j) => v + step * direction[j]!));
    return { step, point, value: point.value, slope: dot(point.gradient, direction) };
  };
  let low: Trial = { step: 0, point: from, value: from.value, slope: slope0 };
  let high: Trial | undefined;
  let step = 1;
  for (let trials = 0; trials < MAX_TRIALS; trials++) {
    const trial = await at(step);
    const decreased = trial.value <= from.value + DECREASE * step * slope0 && trial.value < low.value;
    if (!decreased) {
      high = trial;
    } else {
      if (Math.abs(trial.slope) <= -CURVATURE * slope0) return trial.point;
      // The minimum lies on the side to which the function falls from the trial.
      const falls = high ? trial.slope * (high.step - low.step) : trial.slope;
      if (falls >= 0) high = low;
      low = trial;
    }
    step = high ? between(low, high) : GROWTH * low.step;
  }
  return low.step > 0 ? low.point : undefined;
}

interface Trial {
  readonly step: number;
  readonly point: SmoothPoint;
  readonly value: number;
  readonly slope: number;
}

/** The minimum of the cubic through both ends (eq. 3.59), kept off the ends. */
function between(a: Trial, b: Trial): number {
  const span = b.step - a.step;
  const d1 = a.slope + b.slope - (3 * (b.value - a.value)) / span;
  const root = Math.sqrt(Math.max(0, d1 * d1 - a.slope * b.slope)) * Math.sign(span);
  const share = 1 - (b.slope + root - d1) / (b.slope - a.slope + 2 * root);
  const kept = Number.isFinite(share) ? Math.min(Math.max(share, LEAST_SHARE), 1 - LEAST_SHARE) : 0.5;
  return a.step + kept * span;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

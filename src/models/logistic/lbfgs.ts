import { dot, type Evaluate, type SmoothPoint, wolfeStep } from './wolfe.ts';

export interface LbfgsOptions {
  /** Applies a fixed guess of the inverse Hessian to `v` (INOUT); symmetric and positive definite. */
  readonly precondition: (v: Float64Array) => void;
  /** Stops where the quadratic model promises a smaller share of the value than this. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

export interface LbfgsResult extends SmoothPoint {
  readonly iterations: number;
  readonly converged: boolean;
}

/** Pairs of steps and changes of gradient kept. OWN: more than ten gained no pass on credit tables. */
const MEMORY = 10;

/**
 * Minimises a smooth convex function by limited-memory BFGS (Nocedal and Wright, Numerical Optimization, 2006, algorithms 7.4
 * and 7.5) from a preconditioned start: the two loops begin with the given inverse Hessian, scaled as in eq. 7.20.
 */
export async function minimiseLbfgs(
  evaluate: Evaluate,
  start: Float64Array,
  { precondition, tolerance, maxIterations }: LbfgsOptions,
): Promise<LbfgsResult> {
  const pairs: Pair[] = [];
  let point = await evaluate(start);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const direction = towardsMinimum(point.gradient, pairs, precondition);
    // Half the squared Newton step in the metric of the model: what a full step would gain.
    const promise = -dot(point.gradient, direction) / 2;
    if (promise <= tolerance * Math.abs(point.value)) {
      return { ...point, iterations: iteration, converged: true };
    }
    const next = await wolfeStep(evaluate, point, direction);
    // Nothing decreases the value any more: rounding has the last word.
    if (!next) return { ...point, iterations: iteration, converged: true };
    remember(pairs, point, next, precondition);
    point = next;
  }
  return { ...point, iterations: maxIterations, converged: false };
}

interface Pair {
  /** x_{k+1} - x_k and g_{k+1} - g_k. */
  readonly s: Float64Array;
  readonly y: Float64Array;
  /** 1 / y's. */
  readonly rho: number;
  /** s'y / y'Py for the preconditioner P. */
  readonly scale: number;
}

function remember(
  pairs: Pair[],
  from: SmoothPoint,
  to: SmoothPoint,
  precondition: (v: Float64Array) => void,
): void {
  const s = to.x.map((v, j) => v - from.x[j]!);
  const y = to.gradient.map((v, j) => v - from.gradient[j]!);
  const sy = dot(s, y);
  // The Wolfe conditions make it positive, unless rounding has eaten it.
  if (!(sy > 0)) return;
  const py = y.slice();
  precondition(py);
  pairs.push({ s, y, rho: 1 / sy, scale: sy / dot(y, py) });
  if (pairs.length > MEMORY) pairs.shift();
}

/** -H g by the two loops. */
function towardsMinimum(
  gradient: Float64Array,
  pairs: readonly Pair[],
  precondition: (v: Float64Array) => void,
): Float64Array {
  const q = gradient.map((g) => -g);
  const alphas = pairs.map(() => 0);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y, rho } = pairs[k]!;
    const alpha = rho * dot(s, q);
    alphas[k] = alpha;
    for (let j = 0; j < q.length; j++) q[j]! -= alpha * y[j]!;
  }
  precondition(q);
  const scale = pairs.at(-1)?.scale ?? 1;
  for (let j = 0; j < q.length; j++) q[j]! *= scale;
  for (const [k, { s, y, rho }] of pairs.entries()) {
    const beta = rho * dot(y, q);
    for (let j = 0; j < q.length; j++) q[j]! += (alphas[k]! - beta) * s[j]!;
  }
  return q;
}

/** A line from scores to log-odds of bad: log-odds = slope * score + intercept. */
export interface PlattLine {
  readonly slope: number;
  readonly intercept: number;
}

const MAX_ITERATIONS = 100;
const MAX_HALVINGS = 30;
/** Gradients of a mean below this leave nothing that a double could show in a PD. */
const TOLERANCE = 1e-10;
/** Keeps the Newton equations solvable where all scores are equal. */
const RIDGE = 1e-12;

/**
 * Fits the line by maximum likelihood to smoothed targets: (B + 1) / (B + 2) for bads, 1 / (G + 2) for goods (Platt,
 * "Probabilistic outputs for support vector machines", 1999), by Newton's method with step halving (Lin, Lin, Weng,
 * Machine Learning 2007). A slope that is not positive would turn the ranking round: the line is then flat at the
 * average. The scores must come from rows that their model has not seen.
 * @param scores IN higher is riskier @param bad IN 1 = bad
 */
export function fitPlatt(scores: Float64Array, bad: Uint8Array): PlattLine {
  const n = scores.length;
  let bads = 0;
  for (const y of bad) bads += y;
  const high = (bads + 1) / (bads + 2);
  const low = 1 / (n - bads + 2);
  const average = (bads * high + (n - bads) * low) / n;
  const flat = { slope: 0, intercept: Math.log(average / (1 - average)) };
  // Newton runs on standardised scores: the size of decision values says nothing about the steps to take.
  const { mean, sd } = momentsOf(scores);
  if (sd === 0) return flat;
  const z = scores.map((s) => (s - mean) / sd);

  const lossAt = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const m = a * z[i]! + b;
      sum += Math.log1p(Math.exp(-Math.abs(m))) + Math.max(m, 0) - (bad[i] ? high : low) * m;
    }
    return sum / n;
  };

  let a = 0;
  let b = flat.intercept;
  let loss = lossAt(a, b);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    let ga = 0;
    let gb = 0;
    let haa = RIDGE;
    let hab = 0;
    let hbb = RIDGE;
    for (let i = 0; i < n; i++) {
      const p = 1 / (1 + Math.exp(-(a * z[i]! + b)));
      const d = (p - (bad[i] ? high : low)) / n;
      const w = (p * (1 - p)) / n;
      ga += d * z[i]!;
      gb += d;
      haa += w * z[i]! * z[i]!;
      hab += w * z[i]!;
      hbb += w;
    }
    if (Math.abs(ga) < TOLERANCE && Math.abs(gb) < TOLERANCE) break;
    const determinant = haa * hbb - hab * hab;
    const da = (hab * gb - hbb * ga) / determinant;
    const db = (hab * ga - haa * gb) / determinant;
    let step = 1;
    let next = lossAt(a + da, b + db);
    for (let halving = 0; !(next <= loss) && halving < MAX_HALVINGS; halving++) {
      step /= 2;
      next = lossAt(a + step * da, b + step * db);
    }
    if (!(next <= loss)) break;
    a += step * da;
    b += step * db;
    loss = next;
  }
  return a > 0 ? { slope: a / sd, intercept: b - (a * mean) / sd } : flat;
}

function momentsOf(values: Float64Array): { mean: number; sd: number } {
  let sum = 0;
  for (const v of values) sum += v;
  const mean = sum / values.length;
  let squares = 0;
  for (const v of values) squares += (v - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / values.length) };
}

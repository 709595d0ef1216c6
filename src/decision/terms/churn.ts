import { z } from 'zod';

/** Share of customers who left an offer at a rate. */
export interface ChurnPoint {
  /** Nominal annual rate offered, 0-1. */
  readonly annualRate: number;
  /** 0-1. */
  readonly churn: number;
}

/** A churn curve as files carry it: a few knots, rates rising and churn never falling. */
export const churnCurveSchema = z
  .strictObject({
    rates: z.array(z.number().min(0).max(1)).min(2),
    churn: z.array(z.number().min(0).max(1)).min(2),
  })
  .superRefine(({ rates, churn }, context) => {
    const issue = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (rates.length !== churn.length)
      issue(['churn'], `expected ${rates.length} values, got ${churn.length}`);
    for (let k = 1; k < rates.length; k++) {
      // Nearer than a hundredth of a basis point the slopes between knots lose their digits.
      if (!(rates[k]! - rates[k - 1]! > 1e-6)) issue(['rates', k], 'expected rising rates');
      if (churn[k] !== undefined && churn[k]! < churn[k - 1]!)
        issue(['churn', k], 'churn falls as the rate rises');
    }
  });
export type ChurnCurve = z.infer<typeof churnCurveSchema>;

/** A churn curve ready to be asked: knots, slopes at the knots, and how fast who is left leaves beyond the last. */
export interface ReadyChurn extends ChurnCurve {
  /** Churn per unit of rate. */
  readonly slopes: readonly number[];
  /** Fall of the log of the share who stay, per unit of rate. */
  readonly tailHazard: number;
}

/**
 * A churn curve from points, in any order: the first and the last rate stand as they are, the points between are
 * averaged in `groups` groups of neighbours, and pooling adjacent violators (Ayer et al., Annals of Mathematical
 * Statistics 1955) makes the means monotone. Points at one rate are averaged first. At least two rates.
 */
export function fitChurn(points: readonly ChurnPoint[], groups: number = points.length): ChurnCurve {
  const byRate = averageByRate(points);
  const inner = byRate.slice(1, -1);
  const size = Math.max(1, Math.ceil(inner.length / Math.max(1, groups)));
  const cells: Cell[] = byRate.slice(0, 1);
  for (let k = 0; k < inner.length; k += size) cells.push(merge(inner.slice(k, k + size)));
  if (byRate.length > 1) cells.push(byRate.at(-1)!);
  return {
    rates: cells.map(({ rate }) => rate),
    churn: poolAdjacentViolators(
      cells.map(({ churn }) => churn),
      cells.map(({ weight }) => weight),
    ),
  };
}

interface Cell {
  readonly rate: number;
  readonly churn: number;
  readonly weight: number;
}

function averageByRate(points: readonly ChurnPoint[]): Cell[] {
  const at = new Map<number, Cell[]>();
  for (const { annualRate, churn } of points)
    at.set(annualRate, [...(at.get(annualRate) ?? []), { rate: annualRate, churn, weight: 1 }]);
  return [...at.values()].map(merge).sort((a, b) => a.rate - b.rate);
}

function merge(cells: readonly Cell[]): Cell {
  const weight = cells.reduce((sum, cell) => sum + cell.weight, 0);
  const mean = (key: 'rate' | 'churn'): number =>
    cells.reduce((sum, cell) => sum + cell[key] * cell.weight, 0) / weight;
  return { rate: mean('rate'), churn: mean('churn'), weight };
}

/** The non-decreasing sequence that is nearest to `values` in weighted squares. Weights > 0. */
export function poolAdjacentViolators(values: readonly number[], weights: readonly number[]): number[] {
  const blocks: { sum: number; weight: number; length: number }[] = [];
  values.forEach((value, i) => {
    let block = { sum: value * weights[i]!, weight: weights[i]!, length: 1 };
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      if (last.sum / last.weight <= block.sum / block.weight) break;
      block = {
        sum: last.sum + block.sum,
        weight: last.weight + block.weight,
        length: last.length + block.length,
      };
      blocks.pop();
    }
    blocks.push(block);
  });
  return blocks.flatMap(({ sum, weight, length }) => Array<number>(length).fill(sum / weight));
}

/**
 * Prepares a curve: slopes by the weighted harmonic mean of neighbouring chords (Fritsch and Butland, SIAM J. Sci. Stat.
 * Comput. 5, 1984), which keeps the cubic between knots monotone; at the ends the chord itself.
 */
export function readyChurn({ rates, churn }: ChurnCurve): ReadyChurn {
  const last = rates.length - 1;
  const chord = (k: number): number => (churn[k + 1]! - churn[k]!) / (rates[k + 1]! - rates[k]!);
  const slopes = rates.map((_, k) => {
    if (k === 0) return chord(0);
    if (k === last) return chord(last - 1);
    const left = chord(k - 1);
    const right = chord(k);
    if (left <= 0 || right <= 0) return 0;
    const before = rates[k]! - rates[k - 1]!;
    const after = rates[k + 1]! - rates[k]!;
    const [toLeft, toRight] = [2 * after + before, after + 2 * before];
    return (toLeft + toRight) / (toLeft / left + toRight / right);
  });
  const stayed = Math.log((1 - churn[0]!) / (1 - churn[last]!));
  return { rates, churn, slopes, tailHazard: stayed / (rates[last]! - rates[0]!) };
}

/**
 * The share of customers who leave at a rate, 0-1: monotone cubic between the knots, flat below the first; beyond the last
 * those who stayed go on leaving at the mean pace of the whole curve, so that no absurd rate looks profitable.
 */
export function churnAt({ rates, churn, slopes, tailHazard }: ReadyChurn, annualRate: number): number {
  const last = rates.length - 1;
  if (annualRate <= rates[0]!) return churn[0]!;
  if (annualRate >= rates[last]!) {
    const stayed = 1 - churn[last]!;
    return stayed === 0 ? 1 : 1 - stayed * Math.exp(-tailHazard * (annualRate - rates[last]!));
  }
  let k = 0;
  while (rates[k + 1]! <= annualRate) k += 1;
  const width = rates[k + 1]! - rates[k]!;
  const t = (annualRate - rates[k]!) / width;
  const [low, high] = [churn[k]!, churn[k + 1]!];
  const rise = t * t * (3 - 2 * t);
  const bend = width * t * (1 - t) * ((1 - t) * slopes[k]! - t * slopes[k + 1]!);
  // Rounding may leave the interval by an ulp where the curve is flat.
  return Math.min(high, Math.max(low, low + (high - low) * rise + bend));
}

/**
 * Churn at every whole step of `stepBp` basis points from 0 to 100 %: entry k is the churn at k steps. Computed once for a
 * curve and kept, because a price tries some hundred steps per decision.
 */
export function churnBySteps(curve: ReadyChurn, stepBp: number): Float64Array {
  const kept = stepTables.get(curve);
  if (kept?.stepBp === stepBp) return kept.churn;
  const churn = Float64Array.from({ length: Math.floor(10_000 / stepBp) + 1 }, (_, step) =>
    churnAt(curve, (step * stepBp) / 10_000),
  );
  stepTables.set(curve, { stepBp, churn });
  return churn;
}

const stepTables = new WeakMap<ReadyChurn, { readonly stepBp: number; readonly churn: Float64Array }>();

import { rankBin } from '../kernels/ranking.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';
import { type Ordered, orderRows } from './ranked.ts';

/** Classifying rows with PD >= `pd` as bad. All shares are in [0, 1]. */
export interface Threshold {
  readonly pd: number;
  /** Share of all rows at or above the threshold. */
  readonly share: number;
  /** Share of the bads at or above it: recall, true-positive rate. */
  readonly badShare: number;
  /** Share of the goods at or above it: false-positive rate. */
  readonly goodShare: number;
  /** Bad rate at or above it. */
  readonly precision: number;
}

/** One tenth of the rows by PD, ties kept together. */
export interface Decile {
  readonly rows: number;
  readonly bads: number;
  readonly minPd: number;
  readonly maxPd: number;
  readonly meanPd: number;
  readonly badRate: number;
  /** 95 % interval of the bad rate by Wilson's score method. */
  readonly badRate95: readonly [number, number];
  /** Share of all bads in this decile and the riskier ones. */
  readonly cumulativeBadShare: number;
  /** Bad rate of this decile and the riskier ones over the overall bad rate. */
  readonly cumulativeLift: number;
}

/** Shares of each class whose PD falls in [pdEdges[i], pdEdges[i + 1]); the last bin takes its upper edge. */
export interface PdHistogram {
  /** Evenly spaced in log-odds. */
  readonly pdEdges: readonly number[];
  readonly goodShares: readonly number[];
  readonly badShares: readonly number[];
}

/** Aggregates to draw: at most MAX_POINTS of anything, never rows. */
export interface Curves {
  readonly badRate: number;
  /** From the strictest threshold to the laxest, without the origin: ROC, precision-recall and KS in one list. */
  readonly thresholds: readonly Threshold[];
  /** The threshold of the largest gap |badShare - goodShare|; it is one of `thresholds`. */
  readonly ksAt: Threshold;
  /** Riskiest first; calibration and lift. Fewer than ten when ties fill several. */
  readonly deciles: readonly Decile[];
  readonly histogram: PdHistogram;
}

export const MAX_POINTS = 200;

/** Steps along the ROC curve; the end of the curve and the KS point come on top. */
const CURVE_STEPS = MAX_POINTS - 2;
const HISTOGRAM_BINS = 40;
/** PDs beyond these log-odds (1 in 160,000) share the outermost bins: one certain row must not flatten the picture. */
const HISTOGRAM_REACH = 12;

/**
 * What reports draw about PDs against outcomes.
 * @throws PARUS_SCORE_INVALID, PARUS_SCORE_ROWS, PARUS_TARGET_VALUES, PARUS_TARGET_ONE_CLASS
 */
export function curves(pd: Float64Array, bad: BadFlags, place: EvaluationPlace = UNNAMED_PLACE): Curves {
  checkLabelled(pd, bad, place, true);
  const ranked = orderRows(pd, bad);
  const bads = ranked.bad.reduce((sum, y) => sum + y, 0);
  return {
    badRate: bads / pd.length,
    ...thresholdsOf(ranked, bads),
    deciles: decilesOf(ranked, bads),
    histogram: histogramOf(ranked, bads),
  };
}

/** Keeps the first threshold past each of CURVE_STEPS equal steps of badShare + goodShare, which never falls. */
function thresholdsOf(ranked: Ordered, bads: number): Pick<Curves, 'thresholds' | 'ksAt'> {
  const n = ranked.pd.length;
  const goods = n - bads;
  const at = (p: number, badsAbove: number): Threshold => ({
    pd: ranked.pd[p]!,
    share: (p + 1) / n,
    badShare: badsAbove / bads,
    goodShare: (p + 1 - badsAbove) / goods,
    precision: badsAbove / (p + 1),
  });
  const thresholds: { readonly threshold: Threshold; readonly position: number }[] = [];
  let badsAbove = 0;
  let step = 1;
  let gap = -1;
  let ksPosition = 0;
  let ksAt = at(0, 0);
  for (let p = 0; p < n; p++) {
    badsAbove += ranked.bad[p]!;
    if (p + 1 < n && ranked.pd[p + 1] === ranked.pd[p]) continue;
    const badShare = badsAbove / bads;
    const goodShare = (p + 1 - badsAbove) / goods;
    if (Math.abs(badShare - goodShare) > gap) {
      gap = Math.abs(badShare - goodShare);
      ksAt = at(p, badsAbove);
      ksPosition = p;
    }
    const reached = ((badShare + goodShare) / 2) * CURVE_STEPS;
    if (reached < step && p + 1 < n) continue;
    thresholds.push({ threshold: at(p, badsAbove), position: p });
    step = Math.floor(reached) + 1;
  }
  if (!thresholds.some(({ position }) => position === ksPosition)) {
    thresholds.push({ threshold: ksAt, position: ksPosition });
    thresholds.sort((a, b) => a.position - b.position);
  }
  return { thresholds: thresholds.map(({ threshold }) => threshold), ksAt };
}

function decilesOf(ranked: Ordered, bads: number): Decile[] {
  const n = ranked.pd.length;
  const deciles: Decile[] = [];
  let start = 0;
  let pdSum = 0;
  let badsHere = 0;
  let badsAbove = 0;
  for (let p = 0; p < n; p++) {
    pdSum += ranked.pd[p]!;
    badsHere += ranked.bad[p]!;
    const groupEnds = p + 1 === n || ranked.pd[p + 1] !== ranked.pd[p];
    if (!groupEnds || (p + 1 < n && rankBin(p + 1, n) === rankBin(start, n))) continue;
    const rows = p + 1 - start;
    badsAbove += badsHere;
    deciles.push({
      rows,
      bads: badsHere,
      minPd: ranked.pd[p]!,
      maxPd: ranked.pd[start]!,
      meanPd: pdSum / rows,
      badRate: badsHere / rows,
      badRate95: wilsonInterval(badsHere, rows),
      cumulativeBadShare: badsAbove / bads,
      cumulativeLift: badsAbove / (p + 1) / (bads / n),
    });
    start = p + 1;
    pdSum = 0;
    badsHere = 0;
  }
  return deciles;
}

/** 97.5 % point of the standard normal. */
const Z_95 = 1.959963984540054;

/**
 * Interval of a share, `hits` of `trials` > 0 (Wilson 1927, JASA 22, p. 209); within [0, 1] at any count.
 * @param z half-width in standard errors; default 95 %
 */
export function wilsonInterval(hits: number, trials: number, z: number = Z_95): readonly [number, number] {
  const share = hits / trials;
  const z2 = (z * z) / trials;
  const centre = share + z2 / 2;
  const reach = Math.sqrt((share * (1 - share) * z * z) / trials + (z2 * z2) / 4);
  // Exact at the ends, where the formula rounds to one side or the other of them.
  const low = hits === 0 ? 0 : (centre - reach) / (1 + z2);
  const high = hits === trials ? 1 : (centre + reach) / (1 + z2);
  return [low, high];
}

function histogramOf(ranked: Ordered, bads: number): PdHistogram {
  const n = ranked.pd.length;
  const top = logOddsWithinReach(ranked.pd[0]!);
  const bottom = logOddsWithinReach(ranked.pd[n - 1]!);
  // One value only: a bin of one unit around it.
  const from = top > bottom ? bottom : bottom - 0.5;
  const width = top > bottom ? (top - bottom) / HISTOGRAM_BINS : 1;
  const bins = top > bottom ? HISTOGRAM_BINS : 1;
  const counts = [new Float64Array(bins), new Float64Array(bins)] as const;
  for (let p = 0; p < n; p++) {
    const bin = Math.floor((logOddsWithinReach(ranked.pd[p]!) - from) / width);
    counts[ranked.bad[p] === 1 ? 1 : 0][Math.min(bins - 1, bin)]!++;
  }
  const pdEdges = Array.from({ length: bins + 1 }, (_, i) => 1 / (1 + Math.exp(-(from + i * width))));
  return {
    pdEdges,
    goodShares: [...counts[0]].map((count) => count / (n - bads)),
    badShares: [...counts[1]].map((count) => count / bads),
  };
}

function logOddsWithinReach(pd: number): number {
  return Math.max(-HISTOGRAM_REACH, Math.min(HISTOGRAM_REACH, Math.log(pd / (1 - pd))));
}

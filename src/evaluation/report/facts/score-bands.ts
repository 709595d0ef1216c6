import type { Model } from '../../../models/index.ts';
import { scoreOf } from '../../../scorecard/index.ts';
import type { ScoredPart, ScoredParts } from './scored-part.ts';

/** Rows whose score falls in [from, to). All shares are of their class or part, [0, 1]. */
export interface ScoreBand {
  readonly from: number;
  readonly to: number;
  /** Of the training rows. */
  readonly trainShare: number;
  /** Of the goods and of the bads of the test rows. */
  readonly goodShare: number;
  readonly badShare: number;
  /** Test rows and bads. */
  readonly rows: number;
  readonly bads: number;
}

/** Widths of a band in points, narrowest first; the first that needs at most MAX_BANDS is taken. OWN. */
const WIDTHS = [5, 10, 20, 50, 100, 200, 500, 1000] as const;
const MAX_BANDS = 40;

/** Where scores fall, lowest first, without gaps. Scores are those that a decision would print: whole points. */
export function scoreBands(model: Model, { train, test }: ScoredParts): ScoreBand[] {
  const before = scoresOf(model, train);
  const now = scoresOf(model, test);
  let low = Infinity;
  let high = -Infinity;
  for (const scores of [before, now]) {
    for (const score of scores) {
      low = Math.min(low, score);
      high = Math.max(high, score);
    }
  }
  const reach = (width: number): number => Math.floor(high / width) - Math.floor(low / width) + 1;
  const width = WIDTHS.find((w) => reach(w) <= MAX_BANDS) ?? WIDTHS.at(-1)!;
  const first = Math.floor(low / width);
  const counts = Array.from({ length: reach(width) }, () => ({ train: 0, goods: 0, bads: 0 }));
  for (const score of before) counts[Math.floor(score / width) - first]!.train += 1;
  now.forEach((score, row) => {
    counts[Math.floor(score / width) - first]![test.bad[row] === 1 ? 'bads' : 'goods'] += 1;
  });
  const bads = counts.reduce((sum, band) => sum + band.bads, 0);
  return counts.map((band, b) => ({
    from: (first + b) * width,
    to: (first + b + 1) * width,
    trainShare: band.train / before.length,
    goodShare: band.goods / (now.length - bads),
    badShare: band.bads / bads,
    rows: band.goods + band.bads,
    bads: band.bads,
  }));
}

function scoresOf({ artefact }: Model, { bound, margins }: ScoredPart): Float64Array {
  return margins.map((margin, row) => scoreOf(artefact, bound, row, margin));
}

import { shortestBetween } from '../../binning/index.ts';
import { CODE_MISSING, CODE_UNSEEN } from '../../models/index.ts';
import { below } from '../../models/tree/flat-trees.ts';
import { type Axis, type NumberAxis, rankOf, regionOf, shareBelow } from '../axis.ts';
import type { Move } from './probe.ts';

/** The directions in which a number may move. */
export type Direction = 'up' | 'down';

/** A value that an input could take instead, and how far away it is. */
export interface Option extends Move {
  /** Distance in shares of the training rows: see `optionsOf`. */
  readonly size: number;
}

/** What limits the values of an input beside its axis. */
export interface Limits {
  /** The input counts something: only whole numbers are attainable. */
  readonly isWhole: boolean;
  /** The only direction allowed; undefined: both. Missing and special values have no side and are not held to it. */
  readonly only?: Direction | undefined;
}

/** A missing or special value is taken for one in the middle of the training rows, and becoming known costs this much more. OWN. */
const UNKNOWN_SIZE = 0.5;

/**
 * Values inside a region keep this share of its width from the end that is not part of it, where that prints shorter. OWN.
 */
const NEAR = 0.01;

/**
 * The other values of an input that the model tells apart, one a region, each the nearest one that prints short. Sizes are in
 * shares of the training rows: for a number the rows passed between the middle of its bin (its own place on a line) and the
 * value; for a category the rows that are in other bins than the new level. Nobody becomes missing or unseen, and bins
 * without training rows are no options.
 * @param from the bound value now: a number (NaN missing) or a level's code
 */
export function optionsOf(axis: Axis, input: number, from: number, limits: Limits): Option[] {
  if (axis.kind === 'category') {
    return axis.shares.flatMap((share, level) =>
      level === from ? [] : [{ input, value: level, size: 1 - share }],
    );
  }
  const rank = rankOf(axis, from);
  const at = (value: number, size: number): Option => ({ input, value, size });
  if (rank === undefined) {
    return entries(axis, limits).map(({ value, rank: to }) =>
      at(value, UNKNOWN_SIZE + Math.abs(to - UNKNOWN_SIZE)),
    );
  }
  const allowed = ({ value }: Option): boolean =>
    value !== from && (limits.only === undefined || value > from === (limits.only === 'up'));
  if (axis.isLine) {
    return axis.breaks.map((knot) => at(knot, Math.abs(rankOf(axis, knot)! - rank))).filter(allowed);
  }
  const own = regionOf(axis, from);
  return axis.shares
    .flatMap((share, region) => {
      if (region === own || share === 0) return [];
      return region > own
        ? [at(lowest(axis, region, limits), shareBelow(axis, region) - rank)]
        : [at(highest(axis, region, limits), rank - shareBelow(axis, region + 1))];
    })
    .filter(allowed);
}

/** Is there no value to start from, so that a change means making one known? */
export function isUnknown(axis: Axis, from: number): boolean {
  return axis.kind === 'category' ? from === CODE_MISSING || from === CODE_UNSEEN : Number.isNaN(from);
}

/** A value of each region and its rank, nearest to the middle of the training rows. */
function entries(axis: NumberAxis, limits: Limits): { readonly value: number; readonly rank: number }[] {
  if (axis.isLine) return axis.breaks.map((value) => ({ value, rank: rankOf(axis, value)! }));
  return axis.shares.flatMap((share, region) => {
    if (share === 0) return [];
    const [low, high] = [shareBelow(axis, region), shareBelow(axis, region + 1)];
    if (low >= UNKNOWN_SIZE) return [{ value: lowest(axis, region, limits), rank: low }];
    if (high <= UNKNOWN_SIZE) return [{ value: highest(axis, region, limits), rank: high }];
    return [{ value: middleOf(axis, region, limits), rank: UNKNOWN_SIZE }];
  });
}

/** The next number above `x`. */
export function above(x: number): number {
  return -below(-x);
}

/** The lowest attainable value of a region that has a lower end. */
function lowest({ breaks, special }: NumberAxis, region: number, { isWhole }: Limits): number {
  const low = breaks[region - 1]!;
  const high = breaks[region] ?? Number.POSITIVE_INFINITY;
  const whole = Math.ceil(low);
  if (isWhole && whole < high && !special.includes(whole)) return whole;
  return special.includes(low) ? above(low) : low;
}

/** The highest attainable value of a region that has an upper end, in few digits. */
function highest({ breaks, special }: NumberAxis, region: number, { isWhole }: Limits): number {
  const high = breaks[region]!;
  const low = breaks[region - 1];
  const whole = Math.ceil(high) - 1;
  if (isWhole && whole >= (low ?? whole) && !special.includes(whole)) return whole;
  const width = low === undefined ? Math.abs(high) || 1 : high - low;
  const top = below(high);
  const short = shortestBetween(high - NEAR * width, top);
  if (!special.includes(short)) return short;
  return special.includes(top) ? below(top) : top;
}

/** A value inside a region, in few digits. */
export function middleOf(axis: NumberAxis, region: number, limits: Limits): number {
  const low = axis.breaks[region - 1];
  const high = axis.breaks[region];
  if (low === undefined) return high === undefined ? 0 : highest(axis, region, limits);
  if (high === undefined) return lowest(axis, region, limits);
  const short = shortestBetween(low, below(high));
  return axis.special.includes(short) ? lowest(axis, region, limits) : short;
}

import type { NumberAxis } from '../axis.ts';
import { regionOf } from '../axis.ts';
import type { Problem } from './found.ts';
import { isReached } from './goal.ts';
import { type Limits, middleOf } from './options.ts';
import type { Move } from './probe.ts';

/** How far a changed number may go while the goal holds; ends that are absent are open. */
export interface Range {
  readonly atLeast?: number;
  /** In place of `atLeast` where the end itself is a special value. */
  readonly above?: number;
  readonly below?: number;
  readonly atMost?: number;
}

/**
 * The values around a changed number with which the goal is still reached, the other changes made: away from where it was, to
 * the first bin or knot that the model no longer passes. Bins are alike throughout but for special values in their midst; on
 * lines the knots are tried.
 */
export function rangeOf(problem: Problem, moves: readonly Move[], move: Move, limits: Limits): Range {
  const axis = problem.axes[move.input] as NumberAxis;
  const from = problem.probe.row[move.input]!;
  const holds = (values: readonly number[]): boolean[] => {
    const trials = values.map((value) => moves.map((other) => (other === move ? { ...move, value } : other)));
    return Array.from(problem.probe.pds(trials), (pd) => isReached(problem.goal, pd));
  };
  const isFree = Number.isNaN(from) || axis.special.includes(from);
  return axis.isLine
    ? lineRange(axis, from, move.value, isFree, holds)
    : binRange(axis, from, move.value, isFree, holds, limits);
}

function lineRange(
  { breaks }: NumberAxis,
  from: number,
  value: number,
  isFree: boolean,
  holds: (values: readonly number[]) => boolean[],
): Range {
  const up = breaks.filter((knot) => knot > value);
  const down = breaks.filter((knot) => knot < value).reverse();
  const end = (knots: readonly number[]): number | undefined => {
    const fails = holds(knots).indexOf(false);
    return fails < 0 ? undefined : (knots[fails - 1] ?? value);
  };
  const top = isFree || value > from ? end(up) : value;
  const bottom = isFree || value < from ? end(down) : value;
  return {
    ...(bottom !== undefined && { atLeast: bottom }),
    ...(top !== undefined && { atMost: top }),
  };
}

function binRange(
  axis: NumberAxis,
  from: number,
  value: number,
  isFree: boolean,
  holds: (values: readonly number[]) => boolean[],
  limits: Limits,
): Range {
  const own = regionOf(axis, value);
  const passed = holds(axis.shares.map((_, region) => middleOf(axis, region, limits)));
  let [low, high] = [own, own];
  if (isFree || value < from) while (low > 0 && passed[low - 1]) low -= 1;
  if (isFree || value > from) while (high < axis.breaks.length && passed[high + 1]) high += 1;
  const [bottom, top] = [axis.breaks[low - 1], axis.breaks[high]];
  return {
    ...(bottom !== undefined && (axis.special.includes(bottom) ? { above: bottom } : { atLeast: bottom })),
    ...(top !== undefined && { below: top }),
  };
}

import { CODE_MISSING, type ModelInput } from '../../models/index.ts';
import type { Wording } from '../reasons.ts';
import type { Shown } from '../show-value.ts';
import type { Problem } from './found.ts';
import { isReached } from './goal.ts';
import { isUnknown } from './options.ts';
import type { Move } from './probe.ts';
import { type Range, rangeOf } from './range.ts';
import { levelChange, numberChange } from './wording.ts';

/** One input that would have to be different. */
export interface Change extends Shown {
  readonly feature: string;
  /** The value now; null where it is missing, or a level that the model does not know. */
  readonly from: number | string | null;
  /** A value, the nearest that does. */
  readonly to: number | string;
  /** All values around it that do as well; for categories the levels. */
  readonly range: Range | { readonly levels: readonly string[] };
  /** The value is missing now: it would have to become known first. */
  readonly isMissingNow: boolean;
}

/** One of the moves that together reach the goal, with all values that would do in its place, in words. */
export function changeOf(problem: Problem, moves: readonly Move[], move: Move, wording: Wording): Change {
  const { probe, axes, changeable } = problem;
  const input = probe.model.artefact.inputs[move.input]!;
  const from = probe.row[move.input]!;
  const words = wording.get(input.name);
  const isMissingNow = isUnknown(axes[move.input]!, from);
  if (input.kind === 'category') {
    const levels = levelsThatDo(problem, moves, move, input);
    return {
      feature: input.name,
      from: input.levels[from] ?? null,
      to: input.levels[move.value]!,
      range: { levels },
      isMissingNow: from === CODE_MISSING,
      ...levelChange(input, from, levels, from === CODE_MISSING, words),
    };
  }
  const { limits } = changeable.find((other) => other.input === move.input)!;
  const range = rangeOf(problem, moves, move, limits);
  return {
    feature: input.name,
    from: isMissingNow ? null : from,
    to: move.value,
    range,
    isMissingNow,
    ...numberChange(input, from, move.value, range, words),
  };
}

/** The levels that would do in place of the one chosen, it first. */
function levelsThatDo(
  { probe, goal }: Problem,
  moves: readonly Move[],
  move: Move,
  { levels }: ModelInput & { readonly kind: 'category' },
): string[] {
  const from = probe.row[move.input]!;
  const others = levels.map((_, level) => level).filter((level) => level !== move.value && level !== from);
  const pds = probe.pds(
    others.map((value) => moves.map((other) => (other === move ? { ...move, value } : other))),
  );
  return [move.value, ...others.filter((_, i) => isReached(goal, pds[i]!))].map((level) => levels[level]!);
}

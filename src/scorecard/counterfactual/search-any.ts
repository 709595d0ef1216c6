import { pdOfMargin } from '../../models/index.ts';
import type { Found, Problem } from './found.ts';
import { isReached } from './goal.ts';
import { type Option, optionsOf } from './options.ts';

/** Rows scored for the changes of one input alone; inputs with more values are thinned evenly. OWN. */
const FIRST_ROWS = 6000;
/** Changes of one input alone that are combined: the best of each of so many inputs, and so many values of each. OWN. */
const POOL_INPUTS = 24;
const POOL_VALUES = 6;
/** Combinations kept from one number of inputs to the next. OWN. */
const BEAM = 24;
/** Most inputs changed together: more are no advice. OWN. */
const MOST_INPUTS = 8;

interface Trial {
  readonly moves: readonly Option[];
  readonly pd: number;
  /** Log-odds before calibration, which may be flat where the model itself still tells rows apart. */
  readonly margin: number;
}

/**
 * A small change that reaches the goal in any model: trees, boosting, networks. Every value that the model tells apart is tried
 * alone, the most useful ones are combined, and what is found is made smaller as long as the goal holds. Bounded in work, hence
 * without proof that nothing nearer exists. PDs are the model's own.
 */
export function searchAny(problem: Problem): Found {
  const choices = valuesOf(problem);
  const alone = scored(
    problem,
    choices.flatMap((options) => options.map((option) => [option])),
  );
  const first = smallest(problem, alone);
  if (first) return { moves: first.moves, isExact: false };
  const pool = poolOf(problem, alone);
  let beam = best(pool);
  for (let k = 2; k <= MOST_INPUTS && beam.length > 0; k++) {
    const next = scored(problem, combined(beam, pool));
    const reached = smallest(problem, next);
    if (reached) return { moves: shrunk(problem, choices, reached.moves), isExact: false };
    beam = best(next);
  }
  return { moves: undefined, isExact: false };
}

/** The values of each changeable input, thinned so that all together can be tried alone. */
function valuesOf({ probe, axes, changeable }: Problem): Option[][] {
  const most = Math.max(1, Math.floor(FIRST_ROWS / Math.max(1, changeable.length)));
  return changeable.map(({ input, limits }) => {
    const options = optionsOf(axes[input]!, input, probe.row[input]!, limits);
    if (options.length <= most) return options;
    return Array.from({ length: most }, (_, i) => options[Math.floor((i * options.length) / most)]!);
  });
}

function scored({ probe, uncalibrated }: Problem, trials: readonly (readonly Option[])[]): Trial[] {
  const calibrated = probe.margins(trials);
  const margins = uncalibrated === probe ? calibrated : uncalibrated.margins(trials);
  return trials.map((moves, i) => ({ moves, pd: pdOfMargin(calibrated[i]!), margin: margins[i]! }));
}

const sizeOf = (moves: readonly Option[]): number => moves.reduce((sum, { size }) => sum + size, 0);

/** Of the trials that reach the goal the smallest; the first of equals. */
function smallest({ goal }: Problem, trials: readonly Trial[]): Trial | undefined {
  return trials
    .filter(({ pd }) => isReached(goal, pd))
    .reduce<Trial | undefined>(
      (least, trial) => (least && sizeOf(least.moves) <= sizeOf(trial.moves) ? least : trial),
      undefined,
    );
}

function best(trials: readonly Trial[]): Trial[] {
  return trials.toSorted((a, b) => a.margin - b.margin || sizeOf(a.moves) - sizeOf(b.moves)).slice(0, BEAM);
}

/** The changes of one input that lower the log-odds: of the inputs that lower them most, the values that lower them most. */
function poolOf({ uncalibrated }: Problem, alone: readonly Trial[]): Trial[] {
  const now = uncalibrated.margins([[]])[0]!;
  const byInput = Map.groupBy(
    alone.filter(({ margin }) => margin < now),
    ({ moves }) => moves[0]!.input,
  );
  return [...byInput.values()]
    .map((trials) => trials.toSorted((a, b) => a.margin - b.margin || sizeOf(a.moves) - sizeOf(b.moves)))
    .sort((a, b) => a[0]!.margin - b[0]!.margin)
    .slice(0, POOL_INPUTS)
    .flatMap((trials) => trials.slice(0, POOL_VALUES));
}

/** Every combination of the beam with one more change of the pool, each once. */
function combined(beam: readonly Trial[], pool: readonly Trial[]): Option[][] {
  const made = new Map<string, Option[]>();
  for (const { moves } of beam) {
    for (const { moves: more } of pool) {
      const added = more[0]!;
      if (moves.some(({ input }) => input === added.input)) continue;
      const together = [...moves, added].sort((a, b) => a.input - b.input);
      made.set(together.map(({ input, value }) => `${input}=${value}`).join(' '), together);
    }
  }
  return [...made.values()];
}

/** Leaves changes out, then makes each as small as the goal allows, in the order of the inputs. */
function shrunk(problem: Problem, choices: readonly Option[][], moves: readonly Option[]): readonly Option[] {
  let kept = moves;
  for (const move of moves) {
    const others = kept.filter((other) => other !== move);
    const place = problem.changeable.findIndex(({ input }) => input === move.input);
    const smaller = choices[place]!.filter(({ size }) => size < move.size).map((option) => [
      ...others,
      option,
    ]);
    const found = smallest(problem, scored(problem, [others, ...smaller, kept]));
    if (found) kept = found.moves;
  }
  return kept;
}

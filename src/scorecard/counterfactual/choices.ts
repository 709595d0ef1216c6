import { shortestBetween } from '../../binning/index.ts';
import { termReader } from '../../models/additive/shapes.ts';
import type { AdditiveBody } from '../../models/artefact.ts';
import { below } from '../../models/tree/flat-trees.ts';
import { type NumberAxis, rankOf } from '../axis.ts';
import type { Problem } from './found.ts';
import { above, type Limits, type Option, optionsOf } from './options.ts';

/** Another value of an input and the log-odds that it saves. */
export interface Choice extends Option {
  readonly gain: number;
}

/** What one input has to offer in a sum of terms. */
export interface Offer {
  readonly input: number;
  /** Smallest first, each saving more than the one before: all others cost as much for less. */
  readonly choices: readonly Choice[];
  readonly mostGain: number;
  /** The smallest change on a line that saves `gain`, in few digits; undefined where the input is no line or cannot. */
  readonly reach: ((gain: number) => Choice | undefined) | undefined;
}

/** On a line, a value in few digits may go this share of its segment further than it must. OWN. */
const NEAR = 0.01;

/** What every changeable input offers; inputs that save nothing are left out. */
export function offersOf({ probe, axes, changeable }: Problem, { terms }: AdditiveBody): Offer[] {
  const readers = terms.map((term) => ({ input: term.input, read: termReader(term) }));
  return changeable.flatMap(({ input, limits }) => {
    const own = readers.filter((reader) => reader.input === input);
    const shareOf = (value: number): number => own.reduce((sum, { read }) => sum + read(value), 0);
    const from = probe.row[input]!;
    const start = shareOf(from);
    const axis = axes[input]!;
    const all = optionsOf(axis, input, from, limits).map(
      (option): Choice => ({ ...option, gain: start - shareOf(option.value) }),
    );
    const choices = efficient(all);
    const last = choices.at(-1);
    if (last === undefined) return [];
    const onLine = axis.kind === 'number' && axis.isLine && rankOf(axis, from) !== undefined;
    const reach = onLine ? lineReach(axis, from, all, shareOf, limits) : undefined;
    return [{ input, choices, mostGain: last.gain, reach }];
  });
}

/** The choices that save more than every smaller one. */
function efficient(choices: readonly Choice[]): Choice[] {
  const kept: Choice[] = [];
  for (const choice of choices.toSorted((a, b) => a.size - b.size || b.gain - a.gain)) {
    if (choice.gain > (kept.at(-1)?.gain ?? 0)) kept.push(choice);
  }
  return kept;
}

/** Gains are sums of rounded numbers: a value is chosen to save this much more than it must. OWN: far below any grade's width. */
const GAIN_MARGIN = 1e-9;

function lineReach(
  axis: NumberAxis,
  from: number,
  knots: readonly Choice[],
  shareOf: (value: number) => number,
  { isWhole }: Limits,
): (gain: number) => Choice | undefined {
  const { input } = knots[0]!;
  const here: Choice = { input, value: from, size: 0, gain: 0 };
  const rank = rankOf(axis, from)!;
  const up = [here, ...knots.filter(({ value }) => value > from)];
  const down = [here, ...knots.filter(({ value }) => value < from).reverse()];
  const made = (value: number): Choice => ({
    input,
    value,
    size: Math.abs(rankOf(axis, value)! - rank),
    gain: shareOf(from) - shareOf(value),
  });

  const along = (path: readonly Choice[], gain: number): Choice | undefined => {
    const needed = gain + GAIN_MARGIN;
    const next = path.findIndex((knot) => knot.gain >= needed);
    if (next < 1) return undefined;
    const [low, high] = [path[next - 1]!, path[next]!];
    const step = high.value - low.value;
    const exact = low.value + ((needed - low.gain) / (high.gain - low.gain)) * step;
    const loose = exact + NEAR * step;
    const isPast = step > 0 ? loose >= high.value : loose <= high.value;
    const short = isPast ? high.value : shortFrom(exact, loose);
    const value = isWhole ? (step > 0 ? Math.ceil(exact) : Math.floor(exact)) : short;
    const choice = made(value);
    return choice.gain >= gain ? choice : high;
  };

  return (gain) => {
    const [a, b] = [along(up, gain), along(down, gain)];
    if (a === undefined || b === undefined) return a ?? b;
    return b.size < a.size ? b : a;
  };
}

/** The shortest number from `near` to `far`, both included; `far` may lie below. */
function shortFrom(near: number, far: number): number {
  return near < far ? shortestBetween(below(near), far) : -shortestBetween(-above(near), -far);
}

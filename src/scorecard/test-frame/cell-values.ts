import type { ModelInput } from '../../models/index.ts';
import { below } from '../../models/tree/flat-trees.ts';
import { MISSING_TEXTS } from '../../table/index.ts';
import type { Axis, NumberAxis } from '../axis.ts';
import { above, middleOf } from '../counterfactual/options.ts';

/** A cell of the frame: a number, a text, or missing. */
export type Cell = number | string | undefined;

/** Values of one input that belong together: the sides of one boundary, or one value alone. */
export interface CellGroup {
  readonly cells: readonly { readonly cell: Cell; readonly what: string }[];
}

/** Numbers have no limits of their own: the frame puts them where arithmetic is most easily lost. */
const EXTREMES: readonly (readonly [number, string])[] = [
  [-Number.MAX_VALUE, 'least double'],
  [0, 'zero'],
  [Number.MAX_VALUE, 'largest double'],
];

const FREE = { isWhole: false };

/**
 * Every value of an input that a deployed copy could read wrongly: each boundary with the doubles next to it, a short number in
 * each region, special values with theirs, the ends of the doubles, every level, a level never seen, and missing. Levels whose
 * text means missing in a file are left out: no file can hold them.
 */
export function cellGroups(axis: Axis, input: ModelInput): CellGroup[] {
  const missing: CellGroup = { cells: [{ cell: undefined, what: 'missing' }] };
  if (input.kind === 'category') {
    const levels = namedLevels(input).map((level) => ({ cells: [{ cell: level, what: `level ${level}` }] }));
    return [...levels, { cells: [{ cell: unseenLevel(input), what: 'level never seen' }] }, missing];
  }
  const { breaks, special } = axis as NumberAxis;
  return [
    ...breaks.map((cut) => around(cut, String(cut))),
    ...breaks.concat(Number.POSITIVE_INFINITY).map((_, region) => {
      const cell = middleOf(axis as NumberAxis, region, FREE);
      return { cells: [{ cell, what: `inside at ${cell}` }] };
    }),
    ...special.map((value) => around(value, `special ${value}`)),
    ...EXTREMES.map(([cell, what]) => ({ cells: [{ cell, what }] })),
    missing,
  ];
}

function around(value: number, name: string): CellGroup {
  return {
    cells: [
      { cell: below(value), what: `just below ${name}` },
      { cell: value, what: `at ${name}` },
      { cell: above(value), what: `just above ${name}` },
    ],
  };
}

/** A usual value of an input: in the middle of the training rows, or the commonest level. */
export function typicalCell(axis: Axis, input: ModelInput): Cell {
  if (input.kind === 'category') {
    const { shares } = axis;
    const named = namedLevels(input);
    const shareOf = (level: string): number => shares[input.levels.indexOf(level)]!;
    return named.reduce<string | undefined>(
      (most, level) => (most !== undefined && shareOf(most) >= shareOf(level) ? most : level),
      undefined,
    );
  }
  const number = axis as NumberAxis;
  let [region, passed] = [0, number.shares[0]!];
  while (passed < 0.5 && region < number.breaks.length) passed += number.shares[++region]!;
  return middleOf(number, region, FREE);
}

/** The levels that a file can hold. */
export function namedLevels({ levels }: ModelInput & { readonly kind: 'category' }): string[] {
  return levels.filter((level) => !(MISSING_TEXTS as readonly string[]).includes(level));
}

/** A text that is no level of the input. */
export function unseenLevel({ levels }: ModelInput & { readonly kind: 'category' }): string {
  let text = 'never seen';
  while (levels.includes(text)) text += '!';
  return text;
}

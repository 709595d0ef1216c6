import type { TreeNodes, TreesBody } from '../tree-body.ts';
import { MISSING_RIGHT, SLOT_CUTS, SLOT_LEVELS, type Slot } from './row-coder.ts';

/** Slots at most: beyond that, coding a row costs more than walking its trees saves. OWN. */
const MOST_SLOTS_PER_INPUT = 8;

/** The codes of a row, and where each split finds its own. */
export interface Slots {
  readonly all: readonly Slot[];
  readonly ofCategory: (input: number) => number;
  /** The codes that go right at a split on a category. */
  readonly codesRight: (
    category: TreeNodes['categories'][number],
    missingLeft: number,
    nLevels: number,
  ) => number[];
  /** Where a split on a number is tested, and the last code that goes left. */
  readonly ofNumber: (tree: TreeNodes, split: number) => { readonly slot: number; readonly last: number };
}

/**
 * The slots that a model's splits need; undefined where rows cannot be coded: a category of more than SLOT_LEVELS levels, or
 * so many distinct thresholds that a row has more than MOST_SLOTS_PER_INPUT codes an input.
 * @param nLevels levels of each input, 0 for numbers
 */
export function makeSlots({ trees }: TreesBody, nLevels: readonly number[]): Slots | undefined {
  // The thresholds of each input, and the sides that missing goes to.
  const thresholds = nLevels.map(() => new Set<number>());
  const sides = nLevels.map(() => new Set<number>());
  for (const { input, threshold, missingLeft } of trees) {
    input.forEach((f, i) => {
      const cut = threshold[i];
      if (typeof cut === 'number') thresholds[f]!.add(cut);
      sides[f]!.add(missingLeft[i]!);
    });
  }
  if (nLevels.some((levels, f) => levels > SLOT_LEVELS && sides[f]!.size > 0)) return undefined;
  const all: Slot[] = [];
  const places = nLevels.map((levels, input) => {
    const first = all.length;
    const cuts = Float64Array.from(thresholds[input]!).sort();
    const views = [...sides[input]!].sort();
    if (levels > 0) {
      if (views.length > 0) all.push({ kind: 'category', input, nLevels: levels });
    } else {
      // A split on missing alone needs a slot, if one without cuts.
      for (let from = 0; from === 0 || from < cuts.length; from += SLOT_CUTS) {
        const part = cuts.subarray(from, from + SLOT_CUTS);
        for (const left of views)
          all.push({ kind: 'numeric', input, cuts: part, missing: left ? 0 : MISSING_RIGHT });
      }
    }
    const rank = new Map(Array.from(cuts, (cut, k) => [cut, k]));
    return { first, views, rank };
  });
  if (all.length > MOST_SLOTS_PER_INPUT * nLevels.length) return undefined;
  return {
    all,
    ofCategory: (input) => places[input]!.first,
    codesRight,
    ofNumber: ({ input, threshold, missingLeft }, split) => {
      const { first, views, rank } = places[input[split]!]!;
      const cut = threshold[split]!;
      const view = views.indexOf(missingLeft[split]!);
      // Every number is left of a split on missing alone.
      if (cut === null) return { slot: first + view, last: Math.min(rank.size, SLOT_CUTS) };
      const k = rank.get(cut)!;
      const part = Math.floor(k / SLOT_CUTS);
      return { slot: first + part * views.length + view, last: k % SLOT_CUTS };
    },
  };
}

const codesRight: Slots['codesRight'] = ({ left, unseenLeft }, missingLeft, nLevels) => {
  const goesLeft = new Set(left);
  const right = Array.from({ length: nLevels }, (_, level) => level).filter((level) => !goesLeft.has(level));
  if (!unseenLeft) right.push(nLevels);
  if (!missingLeft) right.push(nLevels + 1);
  return right;
};

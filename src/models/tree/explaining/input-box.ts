import { CODE_MISSING, CODE_UNSEEN } from '../../model.ts';
import type { FlatTrees } from '../flat-trees.ts';

/**
 * What is still open about the inputs of a row on some path through the trees: numbers within (low, high], or missing; for
 * categories the levels, unseen and missing.
 */
export interface InputBox {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** 1: may be missing. */
  readonly missing: Uint8Array;
  /** Categories: 1 by level, then unseen, then missing; undefined for numbers. */
  readonly codes: readonly (Uint8Array | undefined)[];
}

/** Every row. @param nLevels levels of each input, 0 for numbers */
export function wholeBox(nLevels: readonly number[]): InputBox {
  const n = nLevels.length;
  return {
    low: new Float64Array(n).fill(Number.NEGATIVE_INFINITY),
    high: new Float64Array(n).fill(Number.POSITIVE_INFINITY),
    missing: new Uint8Array(n).fill(1),
    codes: nLevels.map((levels) => (levels > 0 ? new Uint8Array(levels + 2).fill(1) : undefined)),
  };
}

export function copyBox({ low, high, missing, codes }: InputBox): InputBox {
  return {
    low: low.slice(),
    high: high.slice(),
    missing: missing.slice(),
    codes: codes.map((flags) => flags?.slice()),
  };
}

/**
 * Calls `visit` while `box` (INOUT) is narrowed to the rows that go one way at a split, and widens it again; not called where
 * no row does.
 */
export function narrowed(
  box: InputBox,
  trees: FlatTrees,
  split: number,
  isLeft: boolean,
  visit: () => void,
): void {
  const f = trees.input[split]!;
  const missingGoes = (trees.missingLeft[split] === 1) === isLeft;
  const codes = box.codes[f];
  if (codes) {
    const kept = codes.slice();
    const flags = trees.levelsLeft[split]!;
    let any = 0;
    for (let c = 0; c < codes.length; c++) {
      const goes = c < flags.length ? (flags[c] === 1) === isLeft : missingGoes;
      if (!goes) codes[c] = 0;
      any |= codes[c]!;
    }
    if (any) visit();
    codes.set(kept);
    return;
  }
  const [low, high, missing] = [box.low[f]!, box.high[f]!, box.missing[f]!];
  const limit = trees.limit[split]!;
  if (isLeft) box.high[f] = Math.min(high, limit);
  else box.low[f] = Math.max(low, limit);
  if (!missingGoes) box.missing[f] = 0;
  const hasNumbers = hasNumber(box, f);
  // A number that cannot be leaves a box of missing alone.
  if (!hasNumbers) box.low[f] = box.high[f] = Number.NaN;
  if (hasNumbers || box.missing[f]) visit();
  box.low[f] = low;
  box.high[f] = high;
  box.missing[f] = missing;
}

function hasNumber({ low, high }: InputBox, f: number): boolean {
  return low[f]! < high[f]!;
}

/** One row of the box: NaN for missing, or a level's code. */
export function rowOf(box: InputBox): Float64Array {
  return Float64Array.from(box.low, (low, f) => {
    const codes = box.codes[f];
    if (codes) {
      const c = codes.indexOf(1);
      return c < codes.length - 2 ? c : c === codes.length - 2 ? CODE_UNSEEN : CODE_MISSING;
    }
    const high = box.high[f]!;
    if (!(low < high)) return Number.NaN;
    if (high !== Number.POSITIVE_INFINITY) return high;
    return low === Number.NEGATIVE_INFINITY ? 0 : above(low);
  });
}

/** The least number above `x`, which is finite. */
export function above(x: number): number {
  if (x === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const value = new Float64Array(bits.buffer);
  value[0] = x;
  bits[0]! += x > 0 ? 1n : -1n;
  return value[0]!;
}

/** Parts of `outer` that lie in `inner` and not, cut at the first input where the two differ; undefined where none does. */
export function cutBox(outer: InputBox, inner: InputBox): readonly [InputBox, InputBox] | undefined {
  for (let f = 0; f < outer.low.length; f++) {
    const [inside, outside] = [copyBox(outer), copyBox(outer)];
    const codes = inner.codes[f];
    if (codes) {
      if (codes.every((flag, c) => flag === outer.codes[f]![c])) continue;
      inside.codes[f]!.set(codes);
      outside.codes[f]!.forEach((flag, c) => {
        outside.codes[f]![c] = flag && !codes[c] ? 1 : 0;
      });
      return [inside, outside];
    }
    const [innerHas, outerHas] = [hasNumber(inner, f), hasNumber(outer, f)];
    if (outerHas && !innerHas) {
      inside.low[f] = inside.high[f] = Number.NaN;
      outside.missing[f] = 0;
      return [inside, outside];
    }
    if (outerHas && inner.low[f]! > outer.low[f]!) {
      inside.low[f] = inner.low[f]!;
      inside.missing[f] = inner.missing[f]!;
      outside.high[f] = inner.low[f]!;
      outside.missing[f] = outer.missing[f]! && !inner.missing[f] ? 1 : 0;
      return [inside, outside];
    }
    if (outerHas && inner.high[f]! < outer.high[f]!) {
      inside.high[f] = inner.high[f]!;
      inside.missing[f] = inner.missing[f]!;
      outside.low[f] = inner.high[f]!;
      outside.missing[f] = outer.missing[f]! && !inner.missing[f] ? 1 : 0;
      return [inside, outside];
    }
    if (outerHas && outer.missing[f] && !inner.missing[f]) {
      inside.missing[f] = 0;
      outside.low[f] = outside.high[f] = Number.NaN;
      return [inside, outside];
    }
  }
  return undefined;
}

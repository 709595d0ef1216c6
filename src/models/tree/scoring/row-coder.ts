import { upperBound } from '../../additive/shapes.ts';
import { type BoundColumns, CODE_MISSING } from '../../model.ts';

/** Cuts that one slot tells apart: codes 0 .. 254, and one more for missing. */
export const SLOT_CUTS = 254;

/** Levels that a slot of a category tells apart, beside unseen and missing. */
export const SLOT_LEVELS = 254;

/** Code of a missing number that goes right at every split which reads the slot. */
export const MISSING_RIGHT = 255;

/** One byte of a coded row: what the trees need to know about an input. */
export type Slot = NumericSlot | CategorySlot;

export interface NumericSlot {
  readonly kind: 'numeric';
  readonly input: number;
  /** Ascending, at most SLOT_CUTS; a number's code is the count of cuts at or below it. */
  readonly cuts: Float64Array;
  /** MISSING_RIGHT, or 0 to go left at every split. */
  readonly missing: number;
}

/** A level's code is its number, then come unseen and missing. */
export interface CategorySlot {
  readonly kind: 'category';
  readonly input: number;
  readonly nLevels: number;
}

/** Writes the codes of rows [from, from + n) to `codes` (OUT), row by row, one byte a slot; n is at most `blockRows`. */
export type RowCoder = (columns: BoundColumns['columns'], from: number, n: number, codes: Uint8Array) => void;

/** Bits of a double's upper half that a cell leaves out: it goes by exponent and the first six of the mantissa. */
const CELL_SHIFT = 14;
const MAGNITUDE = 0x7fffffff;

/**
 * Where to start looking for a number's code: its exponent and leading digits name a cell, and the cell the code of its
 * lowest number, from where the code is a step or two forwards. Cells run over the magnitudes of the cuts alone, positive
 * ones first, then negative ones, so that hundreds of inputs stay in the cache.
 */
interface CodeGuide {
  /** Ascending, then NaN, which stops every search. */
  readonly cuts: Float64Array;
  readonly first: Uint8Array;
  /** Magnitudes below cell `base` share cell 0 with it, those above share the last. */
  readonly base: number;
  readonly last: number;
}

export function makeRowCoder(slots: readonly Slot[], blockRows: number): RowCoder {
  const width = slots.length;
  const values = new Float64Array(blockRows);
  const halves = new Int32Array(values.buffer);
  const guides = slots.map((slot) => (slot.kind === 'numeric' ? makeGuide(slot.cuts) : undefined));

  function codeNumbers(
    { cuts, first, base, last }: CodeGuide,
    missing: number,
    n: number,
    codes: Uint8Array,
    at: number,
  ): void {
    for (let i = 0; i < n; i++) {
      const v = values[i]!;
      let code = missing;
      if (!Number.isNaN(v)) {
        const upper = halves[2 * i + 1]!;
        let cell = ((upper & MAGNITUDE) >>> CELL_SHIFT) - base;
        if (cell < 0) cell = 0;
        else if (cell > last) cell = last;
        code = first[upper < 0 ? last + 1 + cell : cell]!;
        while (cuts[code]! <= v) code += 1;
      }
      codes[i * width + at] = code;
    }
  }

  /** The slot before has the same cuts, but its missing goes right. */
  function copyCodes(n: number, codes: Uint8Array, at: number): void {
    for (let i = 0; i < n; i++) {
      const code = codes[i * width + at - 1]!;
      codes[i * width + at] = code === MISSING_RIGHT ? 0 : code;
    }
  }

  return (columns, from, n, codes) => {
    for (let s = 0; s < width; s++) {
      const slot = slots[s]!;
      const column = columns[slot.input]!;
      if (slot.kind === 'category') {
        const { nLevels } = slot;
        for (let i = 0; i < n; i++) {
          const level = column[from + i]!;
          codes[i * width + s] = level >= 0 ? level : level === CODE_MISSING ? nLevels + 1 : nLevels;
        }
      } else {
        const before = slots[s - 1];
        if (before?.kind === 'numeric' && before.cuts === slot.cuts) {
          copyCodes(n, codes, s);
          continue;
        }
        for (let i = 0; i < n; i++) values[i] = column[from + i]!;
        codeNumbers(guides[s]!, slot.missing, n, codes, s);
      }
    }
  };
}

function makeGuide(cuts: Float64Array): CodeGuide {
  const value = new Float64Array(1);
  const halves = new Uint32Array(value.buffer);
  const cellOf = (magnitude: number): number => {
    value[0] = magnitude;
    return halves[1]! >>> CELL_SHIFT;
  };
  const cells = Array.from(cuts, (cut) => cellOf(Math.abs(cut)));
  const base = Math.min(...cells.filter((cell) => cell > 0), cellOf(Number.MAX_VALUE));
  const last = Math.max(0, ...cells.map((cell) => cell - base));
  /** Least magnitude of a cell. */
  const least = (cell: number): number => {
    if (cell === 0) return 0;
    halves[0] = 0;
    halves[1] = (base + cell) << CELL_SHIFT;
    return value[0]!;
  };
  const first = new Uint8Array(2 * (last + 1));
  for (let cell = 0; cell <= last; cell++) {
    first[cell] = upperBound(cuts, least(cell));
    // The lowest number of a negative cell borders on the next magnitude.
    const lowest = cell === last ? Number.NEGATIVE_INFINITY : -least(cell + 1);
    first[last + 1 + cell] = upperBound(cuts, lowest);
  }
  const padded = new Float64Array(cuts.length + 1).fill(Number.NaN);
  padded.set(cuts);
  return { cuts: padded, first, base, last };
}

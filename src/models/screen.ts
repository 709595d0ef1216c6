import type { ModelInput } from './artefact.ts';
import { type BoundColumns, CODE_MISSING } from './model.ts';

/** An input with what it tells of the outcome by itself. */
interface Told {
  readonly input: number;
  readonly iv: number;
}

/** Bins of equal numbers of rows that a numeric input is cut into for its information value; ties stay together. */
const BINS = 10;

/** Rows added to each class of each bin: empty bins would have infinite weight of evidence. OWN. */
const SMOOTHING = 0.5;

/**
 * The `most` inputs with the highest information value on the training rows, in input order: sum over bins of (share of goods -
 * share of bads) ln(share of goods / share of bads), missing values in a bin of their own. `drop` hears of the others.
 * For algorithms whose cost grows with the square of the columns and which have no selection of their own.
 */
export function strongestInputs(
  inputs: readonly ModelInput[],
  bound: BoundColumns,
  bad: Uint8Array,
  most: number,
  drop: (input: ModelInput, reason: string) => void,
): number[] {
  const told = inputs.map(
    (input, i): Told => ({
      input: i,
      iv: informationValue(binsOf(input, bound.columns[i]!), bad),
    }),
  );
  const ranked = told.sort((a, b) => b.iv - a.iv || a.input - b.input);
  for (const { input, iv } of ranked.slice(most)) {
    drop(inputs[input]!, `information value ${iv.toFixed(4)} is not among the ${most} highest`);
  }
  return ranked
    .slice(0, most)
    .map(({ input }) => input)
    .sort((a, b) => a - b);
}

/** A bin per row; bin 0 holds what is missing. */
function binsOf(input: ModelInput, column: Float64Array | Int32Array): Uint32Array {
  if (input.kind === 'category') {
    return Uint32Array.from(column, (code) => (code === CODE_MISSING ? 0 : Math.max(0, code) + 1));
  }
  const present = Float64Array.from(column).filter((value) => !Number.isNaN(value));
  present.sort();
  const edges: number[] = [];
  for (let k = 1; k < BINS; k++) {
    const edge = present[Math.floor((k * present.length) / BINS)]!;
    if (edge !== edges.at(-1)) edges.push(edge);
  }
  return Uint32Array.from(column, (value) => {
    if (Number.isNaN(value)) return 0;
    let bin = 1;
    for (const edge of edges) if (value >= edge) bin += 1;
    return bin;
  });
}

function informationValue(bins: Uint32Array, bad: Uint8Array): number {
  const n = bins.reduce((a, b) => Math.max(a, b), 0) + 1;
  const bads = new Float64Array(n);
  const goods = new Float64Array(n);
  for (let row = 0; row < bins.length; row++) {
    if (bad[row] === 1) bads[bins[row]!]! += 1;
    else goods[bins[row]!]! += 1;
  }
  const present = [...bads.keys()].filter((bin) => bads[bin]! + goods[bin]! > 0);
  const all = (counts: Float64Array): number =>
    present.reduce((sum, bin) => sum + counts[bin]! + SMOOTHING, 0);
  const [allGoods, allBads] = [all(goods), all(bads)];
  return present.reduce((sum, bin) => {
    const good = (goods[bin]! + SMOOTHING) / allGoods;
    const ill = (bads[bin]! + SMOOTHING) / allBads;
    return sum + (good - ill) * Math.log(good / ill);
  }, 0);
}

import { argsortDescending } from '../../kernels/ranking.ts';
import { sharedInt32 } from '../../parallel/index.ts';
import { rankedAuc } from '../ranked-auc.ts';
import type { BinTree } from '../tree/growing/bin-tree.ts';

/** By row, added to by all trees that did not see it: the sum of their PDs in units, and how many they are. */
export interface OutOfBag {
  readonly sums: Int32Array;
  readonly counts: Int32Array;
}

/** Sums of no tree yet, on shared memory. */
export function emptyOutOfBag(nRows: number): OutOfBag {
  return { sums: sharedInt32(nRows), counts: sharedInt32(nRows) };
}

/** Sums of PDs are whole multiples of this part, so that they do not depend on which tree comes first: 5,000 trees fit. */
const SHARE_UNITS = 2 ** 18;

/** Adds the tree's PD of every row that it drew no times to shared sums (INOUT). @param leafOf leaf by row @param times by row */
export function addOutOfBag(
  { values }: Pick<BinTree, 'values'>,
  leafOf: (row: number) => number,
  times: Uint16Array,
  { sums, counts }: OutOfBag,
): void {
  const units = values.map((value) => Math.round(value * SHARE_UNITS));
  for (let i = 0; i < times.length; i++) {
    if (times[i] !== 0) continue;
    Atomics.add(sums, i, units[leafOf(i)]!);
    Atomics.add(counts, i, 1);
  }
}

/**
 * Mean squared error and AUC of each row's PD from the trees that did not see it, by row weights where there are any; nothing where
 * every tree saw every row, no AUC where such rows are of one class.
 */
export function outOfBagNotes(
  { sums, counts }: OutOfBag,
  bad: Uint8Array,
  weights?: Float64Array,
): { readonly outOfBagBrier?: number; readonly outOfBagAuc?: number } {
  const rows = Uint32Array.from(bad.keys()).filter((row) => counts[row]! > 0);
  if (rows.length === 0) return {};
  const pds = Float64Array.from(rows, (row) => sums[row]! / SHARE_UNITS / counts[row]!);
  const outcomes = Uint8Array.from(rows, (row) => bad[row]!);
  const own = weights && Float64Array.from(rows, (row) => weights[row]!);
  let [squares, total] = [0, 0];
  pds.forEach((pd, i) => {
    const times = own ? own[i]! : 1;
    squares += times * (pd - outcomes[i]!) ** 2;
    total += times;
  });
  const auc = own ? weighedAuc(pds, outcomes, own) : rankedAuc(pds, outcomes);
  return { outOfBagBrier: squares / total, ...(!Number.isNaN(auc) && { outOfBagAuc: auc }) };
}

/** AUC over pairs of a bad and a good, each by the product of their weights, ties counted half; NaN where there is one class only. */
function weighedAuc(pds: Float64Array, bad: Uint8Array, weights: Float64Array): number {
  let [pairs, bads, goods] = [0, 0, 0];
  let [badsHere, goodsHere] = [0, 0];
  const order = argsortDescending(pds);
  order.forEach((row, place) => {
    if (bad[row]) badsHere += weights[row]!;
    else goodsHere += weights[row]!;
    const next = order[place + 1];
    if (next !== undefined && pds[next] === pds[row]) return;
    pairs += goodsHere * (bads + badsHere / 2);
    bads += badsHere;
    goods += goodsHere;
    [badsHere, goodsHere] = [0, 0];
  });
  return pairs / (bads * goods);
}

/**
 * Partition of a leaf's rows into those of its two children, in place and stable, by any number of workers:
 *
 *   rows of the leaf, cut into one range a worker     a b c d | e f g h
 *   each range apart, lefts from the front            a c . . | f . . .
 *   and rights from the back, in `spare`              . . d b | . h g e
 *   placed: all lefts in order, then all rights       a c f b d e g h
 *
 * The children hold their rows in the order of the leaf, whatever the cut: ascending, which also reads memory forwards.
 */

/**
 * Parts rows[from .. to) into `spare` as above and gives the number of lefts. Both places are written for every row and one
 * of them counts: a branch on data would be mispredicted every other time.
 * @param bins IN by row @param goesLeft IN 256 flags, by bin @param spare OUT the range [from, to)
 */
export function partRows(
  rows: Uint32Array,
  from: number,
  to: number,
  bins: Uint8Array,
  goesLeft: Uint8Array,
  spare: Uint32Array,
): number {
  let left = from;
  let right = to - 1;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const isLeft = goesLeft[bins[row]!]!;
    spare[left] = row;
    spare[right] = row;
    left += isLeft;
    right += isLeft - 1;
  }
  return left - from;
}

/** Copies the lefts and rights of a parted range [from, to) to their places in `rows`. @param rows OUT */
export function placeRows(
  spare: Uint32Array,
  from: number,
  to: number,
  nLeft: number,
  leftTo: number,
  rightTo: number,
  rows: Uint32Array,
): void {
  rows.set(spare.subarray(from, from + nLeft), leftTo);
  let at = rightTo;
  for (let i = to - 1; i >= from + nLeft; i--) rows[at++] = spare[i]!;
}

/**
 * Sets of combinations of column values: for each column the pieces it may lie in, as the bits of a whole number. A row
 * of a table is one box, and so is everything there is.
 */
export type Box = readonly bigint[];

/** Work that a computation may still do before it gives up: tables of thousands of overlapping rows. */
export interface Budget {
  left: number;
  /** Work of looking at one box: 1, and more where columns have many pieces. */
  readonly perBox: number;
}

/** The set of the numbered pieces that hold. */
export function bitsOf(holds: readonly boolean[]): bigint {
  // Written as digits: setting one bit after the other would copy the whole number each time.
  return holds.length === 0
    ? 0n
    : BigInt(
        `0b${holds
          .map((one) => (one ? 1 : 0))
          .reverse()
          .join('')}`,
      );
}

/** True where two boxes share a combination. */
export function intersects(a: Box, b: Box): boolean {
  return a.every((bits, i) => (bits & b[i]!) !== 0n);
}

/** True where `outer` has every combination of `inner`. */
export function contains(outer: Box, inner: Box): boolean {
  return inner.every((bits, i) => (bits & ~outer[i]!) === 0n);
}

/**
 * What is left of `box` without all of `others`, as boxes that do not overlap; undefined where the budget did not
 * suffice. The classic subtraction: what remains outside in one column, then the rest within it in the next. Parts that
 * none of the others still to come can touch are put aside: in long tables nearly all.
 */
export function subtract(box: Box, others: readonly Box[], budget: Budget): readonly Box[] | undefined {
  const toCome = unionsFrom(others, box.length);
  const aside: Box[] = [];
  let left: readonly Box[] = [box];
  for (const [k, other] of others.entries()) {
    if (left.length === 0) break;
    budget.left -= left.length * budget.perBox;
    if (budget.left < 0) return undefined;
    const after: Box[] = [];
    for (const one of left) {
      if (!intersects(one, other)) after.push(one);
      else
        for (const part of without(one, other)) (intersects(part, toCome[k + 1]!) ? after : aside).push(part);
    }
    left = after;
  }
  return [...left, ...aside];
}

/** For each place in a list of boxes the least box around all from there on; empty in every column after the last. */
function unionsFrom(boxes: readonly Box[], nColumns: number): Box[] {
  const unions: Box[] = [new Array<bigint>(nColumns).fill(0n)];
  for (const box of boxes.toReversed()) {
    const last = unions.at(-1)!;
    unions.push(last.map((bits, i) => bits | box[i]!));
  }
  return unions.reverse();
}

function without(box: Box, other: Box): Box[] {
  const parts: Box[] = [];
  const rest = [...box];
  for (let i = 0; i < rest.length; i++) {
    const outside = rest[i]! & ~other[i]!;
    if (outside !== 0n) parts.push(rest.map((bits, j) => (j === i ? outside : bits)));
    rest[i] = rest[i]! & other[i]!;
  }
  return parts;
}

/** The number of the lowest piece in a set that is not empty. */
export function lowestPiece(bits: bigint): number {
  let i = 0;
  while (((bits >> BigInt(i)) & 1n) === 0n) i += 1;
  return i;
}

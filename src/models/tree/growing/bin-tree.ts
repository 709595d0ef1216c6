import { BIN_STRIDE, type BinColumns } from '../../../kernels/bin-blocks.ts';

/** A tree while it is trained: its tests are on bins. Children are numbers of splits, or of leaves as -1 - leaf. */
export interface BinTree {
  readonly splits: readonly BinSplit[];
  /** By leaf. */
  readonly values: number[];
  readonly leafRows: number[];
}

export interface BinSplit {
  readonly feature: number;
  /** BIN_STRIDE flags: does this bin go left? */
  readonly goesLeft: Uint8Array;
  /** Numeric: the last value bin that goes left. */
  readonly bin: number;
  readonly missingLeft: boolean;
  /** Where values go that training did not see at this split: to the child with more rows. */
  readonly unseenLeft: boolean;
  readonly gain: number;
  /** Training rows that came here. */
  readonly rows: number;
  left: number;
  right: number;
}

export function isLeaf(child: number): boolean {
  return child < 0;
}

export function leafOfChild(child: number): number {
  return -1 - child;
}

/** Finds rows' leaves by their bins. */
export function binWalker(tree: BinTree, { columns }: BinColumns): (row: number) => number {
  const steps = tree.splits.map(({ feature, goesLeft, left, right }) => {
    return { bins: columns[feature]!, goesLeft, left, right };
  });
  return (row) => {
    let at = steps.length > 0 ? 0 : -1;
    while (at >= 0) {
      const { bins, goesLeft, left, right } = steps[at]!;
      at = goesLeft[bins[row]!] ? left : right;
    }
    return leafOfChild(at);
  };
}

/** Flags of a numeric split: value bins up to `bin` go left, missing where it says. */
export function numericFlags(bin: number, nBins: number, missingLeft: boolean): Uint8Array {
  const flags = new Uint8Array(BIN_STRIDE);
  flags.fill(1, 0, bin + 1);
  flags[nBins] = missingLeft ? 1 : 0;
  return flags;
}

/** Flags of a split on categories: the bins listed go left; those not present at the split go with `unseenLeft`. */
export function categoryFlags(
  present: Uint8Array,
  nLeft: number,
  nPresent: number,
  unseenLeft: boolean,
): Uint8Array {
  const flags = new Uint8Array(BIN_STRIDE).fill(unseenLeft ? 1 : 0);
  for (let k = 0; k < nPresent; k++) flags[present[k]!] = k < nLeft ? 1 : 0;
  return flags;
}

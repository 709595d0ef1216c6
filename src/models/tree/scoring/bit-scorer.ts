import type { TreesBody } from '../tree-body.ts';
import { layBits } from './bit-trees.ts';
import type { BlockScorer } from './block-scorer.ts';
import { QUICK_LEAVES } from './quick-scorer.ts';
import { makeRowCoder } from './row-coder.ts';
import type { Slots } from './slots.ts';

/** Rows of a word, one a bit. */
const WORD_ROWS = 32;

/** Rows whose codes are made together. OWN, by measurement. */
const BLOCK_ROWS = 512;

/** Four bits, one in each byte of a word. */
const SPREAD = Int32Array.from(
  { length: 16 },
  (_, bits) => (bits & 1) | ((bits & 2) << 7) | ((bits & 4) << 14) | ((bits & 8) << 21),
);

/**
 * Scores 32 rows at once, one bit of a word each, without a branch that depends on a row. It is QuickScorer (Lucchese et al.,
 * SIGIR 2015) turned on its side: there the bits of a word are the leaves of a tree, here they are rows.
 *
 *   goesRight  by threshold: the rows beyond it; made from the rows' codes by a running OR from the highest code down
 *   reach      by split and leaf: the rows that come there; left child: reach & ~goesRight, right child: reach & goesRight
 *   bit0..4    the bits of the number of each row's leaf, made by joining the leaves' words in pairs; four rows at a time they
 *              are spread to the bytes of a word
 *
 * @param body trees of at most QUICK_LEAVES leaves @param nLevels levels of each input, 0 for numbers
 */
export function makeBitScorer(body: TreesBody, nLevels: readonly number[], slots: Slots): BlockScorer {
  const { test, child, value, nSplits, firstWord, lastCode, setMembers, firstSet } = layBits(
    body,
    nLevels,
    slots,
  );
  const width = slots.all.length;
  const isNumeric = Uint8Array.from(slots.all, ({ kind }) => (kind === 'numeric' ? 1 : 0));
  const codeRows = makeRowCoder(slots.all, BLOCK_ROWS);
  const codes = new Uint8Array(BLOCK_ROWS * width);
  const goesRight = new Int32Array(firstSet + setMembers.length);
  // A tree's splits, then its leaves.
  const reach = new Int32Array(2 * QUICK_LEAVES);
  const totals = new Float64Array(BLOCK_ROWS);

  /** Which of the rows [start, end) of the block go right at each threshold and set. */
  function compare(start: number, end: number): void {
    goesRight.fill(0);
    for (let s = 0; s < width; s++) {
      const [at, most] = [firstWord[s]!, lastCode[s]!];
      for (let i = start; i < end; i++) {
        const code = codes[i * width + s]!;
        goesRight[at + (code < most ? code : most)]! |= 1 << (i - start);
      }
      if (isNumeric[s] === 0) continue;
      let beyond = 0;
      for (let k = at + most; k >= at; k--) {
        const here = goesRight[k]!;
        goesRight[k] = beyond;
        beyond |= here;
      }
    }
    for (let set = 0; set < setMembers.length; set++) {
      const members = setMembers[set]!;
      let word = 0;
      for (let m = 0; m < members.length; m++) word |= goesRight[members[m]!]!;
      goesRight[firstSet + set] = word;
    }
  }

  /** Adds one tree's leaves to the totals of 32 rows from `start` on; its splits are those from `firstSplit`. */
  function addTree(tree: number, firstSplit: number, n: number, start: number): void {
    reach[0] = -1;
    for (let i = 0; i < n; i++) {
      const split = firstSplit + i;
      const here = reach[i]!;
      const right = goesRight[test[split]!]!;
      reach[child[2 * split]!] = here & ~right;
      reach[child[2 * split + 1]!] = here & right;
    }
    for (let l = n + 1; l < QUICK_LEAVES; l++) reach[QUICK_LEAVES + l] = 0;
    // Bit b of the rows' leaf numbers: the OR of every second group of 2^b leaves.
    const bit0 = halve(16);
    const bit1 = halve(8);
    const bit2 = halve(4);
    const bit3 = halve(2);
    const bit4 = halve(1);
    const base = tree * QUICK_LEAVES;
    for (let at = 0; at < WORD_ROWS; at += 4) {
      const leaves =
        SPREAD[(bit0 >>> at) & 15]! |
        (SPREAD[(bit1 >>> at) & 15]! << 1) |
        (SPREAD[(bit2 >>> at) & 15]! << 2) |
        (SPREAD[(bit3 >>> at) & 15]! << 3) |
        (SPREAD[(bit4 >>> at) & 15]! << 4);
      const row = start + at;
      totals[row]! += value[base + (leaves & 31)]!;
      totals[row + 1]! += value[base + ((leaves >>> 8) & 31)]!;
      totals[row + 2]! += value[base + ((leaves >>> 16) & 31)]!;
      totals[row + 3]! += value[base + (leaves >>> 24)]!;
    }
  }

  /** Joins the leaves' words in pairs, 2 n to n; gives the OR of the second ones. */
  function halve(n: number): number {
    let second = 0;
    for (let k = 0; k < n; k++) {
      const odd = reach[QUICK_LEAVES + 2 * k + 1]!;
      second |= odd;
      reach[QUICK_LEAVES + k] = reach[QUICK_LEAVES + 2 * k]! | odd;
    }
    return second;
  }

  return {
    blockRows: BLOCK_ROWS,
    score(columns, from, n, sums) {
      codeRows(columns, from, n, codes);
      totals.fill(0);
      // Rows beyond the last have some leaf too; nobody reads their totals.
      for (let start = 0; start < n; start += WORD_ROWS) {
        compare(start, Math.min(start + WORD_ROWS, n));
        let firstSplit = 0;
        for (let t = 0; t < nSplits.length; t++) {
          addTree(t, firstSplit, nSplits[t]!, start);
          firstSplit += nSplits[t]!;
        }
      }
      for (let i = 0; i < n; i++) sums[i] = totals[i]!;
    },
  };
}

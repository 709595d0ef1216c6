import { argsortDescending } from '../../kernels/ranking.ts';

/** A monotone line through knots: log-odds `y` at margins `x`, both ascending. */
export interface IsotonicLine {
  readonly x: number[];
  readonly y: number[];
}

interface Block {
  first: number;
  last: number;
  bads: number;
  rows: number;
}

/**
 * Isotonic regression of outcomes on margins by pooling adjacent violators (Ayer et al., Annals of Mathematical Statistics
 * 1955; for calibration Zadrozny and Elkan, KDD 2002). Equal margins share a block; a block is flat from its first margin to
 * its last, and the line runs straight between blocks. Blocks without bads, or with bads only, are held at the smoothed
 * targets of Platt (1999), 1 / (G + 2) and (B + 1) / (B + 2): no log-odds is infinite.
 * @param margins IN of rows that their model has not seen
 */
export function fitIsotonic(margins: Float64Array, bad: Uint8Array): IsotonicLine {
  const order = argsortDescending(margins).reverse();
  const blocks: Block[] = [];
  for (const row of order) {
    const margin = margins[row]!;
    const last = blocks.at(-1);
    if (last?.last === margin) {
      last.bads += bad[row]!;
      last.rows += 1;
    } else {
      pool(blocks);
      blocks.push({ first: margin, last: margin, bads: bad[row]!, rows: 1 });
    }
  }
  pool(blocks);
  const bads = bad.reduce((sum, y) => sum + y, 0);
  const least = 1 / (bad.length - bads + 2);
  const most = (bads + 1) / (bads + 2);
  const x: number[] = [];
  const y: number[] = [];
  for (const block of blocks) {
    const pd = Math.min(most, Math.max(least, block.bads / block.rows));
    const logOdds = Math.log(pd / (1 - pd));
    for (const knot of block.first === block.last ? [block.first] : [block.first, block.last]) {
      x.push(knot);
      y.push(logOdds);
    }
  }
  return { x, y };
}

/** Merges the last block into the one before as long as its bad rate is not higher. @param blocks INOUT */
function pool(blocks: Block[]): void {
  for (let k = blocks.length - 1; k > 0; k--) {
    const upper = blocks[k]!;
    const lower = blocks[k - 1]!;
    if (lower.bads * upper.rows < upper.bads * lower.rows) return;
    lower.last = upper.last;
    lower.bads += upper.bads;
    lower.rows += upper.rows;
    blocks.pop();
  }
}

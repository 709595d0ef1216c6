/** Trees of any shape, for tests. */
import { openStream } from '../../../src/core/index.ts';
import type { TreeNodes } from '../../../src/models/tree/tree-body.ts';

/** A random tree on `nInputs` numbers; inputs repeat on a path. */
export function randomTree(seed: number, nSplits: number, nInputs: number): TreeNodes {
  const draws = openStream(seed, 'random tree');
  const [left, right] = [new Array<number>(nSplits), new Array<number>(nSplits)];
  const open: [number[], number][] = [];
  for (let i = 0; i < nSplits; i++) {
    if (i > 0) {
      const [side, parent] = open.splice(draws.integer(open.length, i, 1), 1)[0]!;
      side[parent] = i;
    }
    open.push([left, i], [right, i]);
  }
  open.forEach(([side, parent], leaf) => {
    side[parent] = -1 - leaf;
  });
  const leafRows = Array.from({ length: nSplits + 1 }, (_, leaf) => 1 + draws.integer(50, leaf, 2));
  const rows = new Array<number>(nSplits).fill(0);
  const rowsOf = (child: number): number => {
    if (child < 0) return leafRows[-1 - child]!;
    rows[child] = rowsOf(left[child]!) + rowsOf(right[child]!);
    return rows[child]!;
  };
  rowsOf(0);
  return {
    input: Array.from({ length: nSplits }, (_, i) => draws.integer(nInputs, i, 3)),
    threshold: Array.from({ length: nSplits }, (_, i) => draws.uniform(i, 4)),
    missingLeft: Array.from({ length: nSplits }, (_, i) => draws.integer(2, i, 5)),
    left,
    right,
    gain: new Array<number>(nSplits).fill(1),
    rows,
    categories: [],
    value: Array.from({ length: nSplits + 1 }, (_, leaf) => draws.normal(0, 1, leaf, 6)),
    leafRows,
  };
}

import { openStream } from '../core/index.ts';

export interface Split {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * A stratified, seeded holdout: of each class the share `testShare` (rounded) goes to the test part. Rows keep their
 * order inside the parts.
 */
export function stratifiedSplit(bad: Uint8Array, testShare: number, seed: number): Split {
  const stream = openStream(seed, 'holdout');
  const inTest = new Uint8Array(bad.length);
  for (const label of [0, 1]) {
    const rows = Array.from(bad.keys()).filter((i) => bad[i] === label);
    const draws = new Map(rows.map((i) => [i, stream.uniform(i)]));
    rows.sort((a, b) => draws.get(a)! - draws.get(b)! || a - b);
    for (const i of rows.slice(0, Math.round(rows.length * testShare))) inTest[i] = 1;
  }
  const rows = Uint32Array.from(bad.keys());
  return { train: rows.filter((i) => !inTest[i]), test: rows.filter((i) => inTest[i] === 1) };
}

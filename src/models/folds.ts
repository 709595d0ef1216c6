import { openStream } from '../core/index.ts';

/**
 * The fold (0 .. folds-1) of every row: seeded, and stratified, so that each fold has its share of bads to within one row.
 * @param name of the stream of draws: different uses of one seed cut differently
 */
export function stratifiedFolds(bad: Uint8Array, folds: number, seed: number, name: string): Uint8Array {
  const stream = openStream(seed, name);
  const draws = Float64Array.from(bad, (_, i) => stream.uniform(i));
  const out = new Uint8Array(bad.length);
  // Goods go on where bads ended, so that fold sizes differ by one row at most.
  let next = 0;
  for (const label of [1, 0]) {
    const rows = Uint32Array.from(bad.keys()).filter((i) => bad[i] === label);
    rows.sort((a, b) => draws[a]! - draws[b]! || a - b);
    for (const i of rows) out[i] = next++ % folds;
  }
  return out;
}

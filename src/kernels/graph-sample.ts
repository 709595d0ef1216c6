import { type Adjacency, endOfDay } from './graph-adjacency.ts';

/**
 * Draws at most `most` of the entries of node `v` that count on `day`, without replacement and in the order of the adjacency;
 * all of them where there are no more. @param draw (n, k) an integer below n, a function of k alone @param out OUT room for `most`
 * @param scratch INOUT its content is lost @returns how many were drawn, and how many there were
 */
export function sampleEntries(
  adjacency: Adjacency,
  v: number,
  day: number,
  most: number,
  draw: (n: number, k: number) => number,
  out: Int32Array,
  scratch: number[],
): { readonly drawn: number; readonly all: number } {
  const { offsets, untils } = adjacency;
  const end = endOfDay(adjacency, v, day);
  scratch.length = 0;
  for (let i = offsets[v]!; i < end; i++) if (untils[i]! > day) scratch.push(i);
  const all = scratch.length;
  const drawn = Math.min(most, all);
  if (all > most) {
    // The first steps of a shuffle (Fisher, Yates) make a sample.
    for (let k = 0; k < most; k++) {
      const j = k + draw(all - k, k);
      const entry = scratch[j]!;
      scratch[j] = scratch[k]!;
      scratch[k] = entry;
    }
  }
  for (let k = 0; k < drawn; k++) out[k] = scratch[k]!;
  if (all > most) out.subarray(0, drawn).sort();
  return { drawn, all };
}

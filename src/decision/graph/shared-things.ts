import { FOREVER, orderByDay } from '../../kernels/graph-adjacency.ts';
import type { ShownThings } from './relation-records.ts';
import type { EdgeCollector } from './shared-adjacency.ts';

/**
 * Joins every two firms that showed the same thing, from the day the second was known to. Once more than `mostFirms` firms
 * have shown it, it is a business centre and no relation: its edges end on that day, so that what counts at a day depends
 * on nothing that came later. Records known after `lastDay` are left out.
 */
export function joinSharedThings(
  { nRows, firm, kind, thing, day }: ShownThings,
  nFirms: number,
  mostFirms: number,
  lastDay: number,
  weightOf: (kind: number) => number,
  edges: EdgeCollector,
): void {
  const groups = rowsByThing(thing, orderByDay(day, nRows));
  const seenIn = new Int32Array(nFirms).fill(-1);
  const members: number[] = [];
  const since: number[] = [];
  for (let t = 0; t + 1 < groups.offsets.length; t++) {
    members.length = 0;
    since.length = 0;
    let until = FOREVER;
    let kindOfThing = 0;
    for (let i = groups.offsets[t]!; i < groups.offsets[t + 1]!; i++) {
      const row = groups.rows[i]!;
      if (day[row]! > lastDay) break;
      const f = firm[row]!;
      if (seenIn[f] === t) continue;
      if (members.length === mostFirms) {
        until = day[row]!;
        break;
      }
      seenIn[f] = t;
      kindOfThing = kind[row]!;
      members.push(f);
      since.push(day[row]!);
    }
    for (let b = 1; b < members.length; b++) {
      if (since[b]! >= until) break;
      for (let a = 0; a < b; a++)
        edges.add(members[a]!, members[b]!, since[b]!, until, weightOf(kindOfThing), kindOfThing);
    }
  }
}

/** Rows of each thing, in the order given. */
function rowsByThing(
  thing: Int32Array,
  order: Int32Array,
): { readonly offsets: Int32Array; readonly rows: Int32Array } {
  let most = -1;
  for (const row of order) if (thing[row]! > most) most = thing[row]!;
  const offsets = new Int32Array(most + 2);
  for (const row of order) offsets[thing[row]! + 1]! += 1;
  for (let t = 1; t < offsets.length; t++) offsets[t]! += offsets[t - 1]!;
  const next = offsets.slice();
  const rows = new Int32Array(order.length);
  for (const row of order) {
    const t = thing[row]!;
    rows[next[t]!] = row;
    next[t]! += 1;
  }
  return { offsets, rows };
}

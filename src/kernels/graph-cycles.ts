import { type Adjacency, endOfDay } from './graph-adjacency.ts';

/** Which edges and cycles count. */
export interface CycleSearch {
  /** Only edges whose day is in [fromDay, day]. */
  readonly fromDay: number;
  readonly day: number;
  /** Nodes of a cycle at most, 2 or more. */
  readonly mostLength: number;
  /**
   * Edges followed at most on the way round, so that a thicket cannot hold up a search; `isCut` says that it was so. Only edges
   * that can still close in time are counted, which makes the end of a search a matter of the edges that count.
   */
  readonly mostSteps: number;
}

export interface FoundCycles {
  /** Nodes in the order of the edges, each from the start on and once. */
  readonly cycles: readonly (readonly number[])[];
  readonly isCut: boolean;
}

/**
 * Simple directed cycles through one node: backwards breadth first to learn how far every node is from closing, then depth
 * first along nodes that can still close in time. Cycles come in the order of their first edges.
 * @param outward edges by their source @param inward the same edges by their target
 * @param circle per node a number that all nodes of a cycle share (its strong component); prunes, changes no answer
 * @param distance INOUT one entry per node, 0 before and after
 */
export function cyclesThrough(
  outward: Adjacency,
  inward: Adjacency,
  start: number,
  search: CycleSearch,
  circle: Int32Array,
  distance: Int32Array,
): FoundCycles {
  const { mostLength } = search;
  let steps = search.mostSteps;
  distance[start] = 1;
  const met = [start];
  for (let head = 0; head < met.length; head++) {
    const v = met[head]!;
    if (distance[v]! >= mostLength) break;
    for (const u of distinctTargets(inward, v, search, circle)) {
      if (distance[u]! > 0) continue;
      distance[u] = distance[v]! + 1;
      met.push(u);
    }
  }
  // distance - 1 is now the number of edges from a node back to the start; 0 where there is no way in time.
  const cycles: number[][] = [];
  const known = new Map<number, readonly number[]>();
  const path = [start];
  const follow = (v: number): void => {
    let near = known.get(v);
    if (!near) {
      near = distinctTargets(outward, v, search, circle).filter((u) => distance[u]! > 0);
      known.set(v, near);
    }
    for (const u of near) {
      const closes = u === start;
      if (closes ? path.length < 2 : path.length + distance[u]! - 1 > mostLength || path.includes(u))
        continue;
      steps -= 1;
      if (steps < 0) return;
      if (closes) cycles.push([...path]);
      else {
        path.push(u);
        follow(u);
        path.pop();
      }
    }
  };
  if (met.length > 1) follow(start);
  for (const v of met) distance[v] = 0;
  return { cycles, isCut: steps < 0 };
}

/** The distinct nodes at the other end of the edges of `v` that count, in the order of their days, `v` left out. */
function distinctTargets(
  adjacency: Adjacency,
  v: number,
  { fromDay, day }: CycleSearch,
  circle: Int32Array,
): number[] {
  const { offsets, targets, untils, days } = adjacency;
  const near = new Set<number>();
  for (let i = endOfDay(adjacency, v, day) - 1; i >= offsets[v]! && days[i]! >= fromDay; i--) {
    const u = targets[i]!;
    if (u !== v && circle[u] === circle[v] && untils[i]! > day) near.add(u);
  }
  return [...near].reverse();
}

/** Dated amounts, ascending by day. */
export interface DatedAmounts {
  readonly days: ArrayLike<number>;
  readonly amounts: ArrayLike<number>;
}

/**
 * Finds rounds: one entry of each list such that the largest amount is at most (1 + band) times the least and all days lie
 * within `spanDays` of each other. Every entry serves in one round at most; rounds are taken greedily by the day of their
 * least amount. Gives for each round the positions in the lists.
 */
export function matchRounds(lists: readonly DatedAmounts[], band: number, spanDays: number): number[][] {
  const used = lists.map(({ days }) => new Uint8Array(days.length));
  const entries = lists.flatMap(({ days, amounts }, list) =>
    Array.from({ length: days.length }, (_, at) => ({ list, at, day: days[at]!, amount: amounts[at]! })),
  );
  entries.sort((a, b) => a.day - b.day || a.list - b.list || a.at - b.at);
  const rounds: number[][] = [];
  let first = 0;
  for (const least of entries) {
    while (entries[first]!.day < least.day - spanDays) first += 1;
    if (used[least.list]![least.at] === 1) continue;
    const round = roundOf(least, entries, first, lists.length, used, band, spanDays);
    if (!round) continue;
    for (const [list, at] of round.entries()) used[list]![at] = 1;
    rounds.push(round);
  }
  return rounds;
}

interface Entry {
  readonly list: number;
  readonly at: number;
  readonly day: number;
  readonly amount: number;
}

/** The round in which `least` has the least amount, of those the one that begins latest; undefined where there is none. */
function roundOf(
  least: Entry,
  entries: readonly Entry[],
  first: number,
  nLists: number,
  used: readonly Uint8Array[],
  band: number,
  spanDays: number,
): number[] | undefined {
  const fits = ({ list, at, amount }: Entry): boolean =>
    used[list]![at] === 0 && amount >= least.amount && amount <= least.amount * (1 + band);
  // Going back from the last day: the days of a round that begins at day d are [d, d + spanDays].
  const ends: Entry[] = [];
  for (let i = first; i < entries.length && entries[i]!.day <= least.day + spanDays; i++)
    if (fits(entries[i]!) && entries[i]!.list !== least.list) ends.push(entries[i]!);
  for (let begin = least.day; begin >= least.day - spanDays; begin--) {
    const round = new Array<number>(nLists).fill(-1);
    round[least.list] = least.at;
    let missing = nLists - 1;
    for (const { list, at, day } of ends) {
      if (day < begin || day > begin + spanDays || round[list]! >= 0) continue;
      round[list] = at;
      missing -= 1;
    }
    if (missing === 0) return round;
  }
  return undefined;
}

import { endOfDay } from '../../kernels/graph-adjacency.ts';
import { coreNumbers, trianglesAt } from '../../kernels/graph-cores.ts';
import { groupOfDay } from '../../kernels/graph-slice.ts';
import type { GraphFeatureName } from './graph-feature-names.ts';
import type { GraphMemory } from './graph-memory.ts';
import type { RelationLayers } from './relation-graph.ts';
import { KIND } from './relation-records.ts';

/** Firms of a group that are looked at; a larger one is no group of acquaintances. OWN. */
export const MOST_COMPONENT = 256;
/** Days in which a tie is new. OWN: a ring applies within weeks. */
const RECENT_DAYS = 30;

type TieFeature = Extract<
  GraphFeatureName,
  | 'componentSize'
  | 'componentDensity'
  | 'componentBadShare'
  | 'devicePeers'
  | 'phonePeers'
  | 'addressPeers'
  | 'ownerPeers'
  | 'tightPeers'
  | 'recentPeers'
  | 'badPeers'
  | 'coreNumber'
  | 'triangles'
  | 'clustering'
>;

/** What the ties of a firm say on a day: its group and its peers. */
export function tieFeatures(
  layers: RelationLayers,
  firm: number,
  day: number,
  knownDays: Int32Array,
  memory: GraphMemory,
): Record<TieFeature, number> {
  return {
    ...groupFeatures(layers, firm, day, knownDays, memory),
    ...peerFeatures(layers, firm, day, knownDays, memory),
  };
}

function groupFeatures(
  { ties }: RelationLayers,
  firm: number,
  day: number,
  knownDays: Int32Array,
  { place }: GraphMemory,
) {
  const { members, graph } = groupOfDay(ties, firm, day, MOST_COMPONENT, place);
  const n = members.length;
  let bads = 0;
  for (let i = 1; i < n; i++) if (knownDays[members[i]!]! < day) bads += 1;
  const degree = graph.offsets[1]!;
  const triangles = trianglesAt(graph, 0, new Int32Array(n).fill(-1));
  return {
    componentSize: n,
    componentDensity: n > 1 ? graph.targets.length / (n * (n - 1)) : 0,
    componentBadShare: n > 1 ? bads / (n - 1) : 0,
    coreNumber: n > 1 ? coreNumbers(graph)[0]! : 0,
    triangles,
    clustering: degree > 1 ? (2 * triangles) / (degree * (degree - 1)) : 0,
  };
}

function peerFeatures(
  { things, ties }: RelationLayers,
  firm: number,
  day: number,
  knownDays: Int32Array,
  { shared }: GraphMemory,
) {
  const peers = [0, 0, 0, 0];
  let tightPeers = 0;
  const end = endOfDay(things, firm, day);
  for (let i = things.offsets[firm]!; i < end; i++) {
    if (things.untils[i]! <= day) continue;
    const peer = things.targets[i]!;
    const bit = 1 << things.kinds[i]!;
    const before = shared[peer]!;
    if (before & bit) continue;
    shared[peer] = before | bit;
    peers[things.kinds[i]!]! += 1;
    // A power of two: this is the second kind.
    if (before !== 0 && (before & (before - 1)) === 0) tightPeers += 1;
  }
  for (let i = things.offsets[firm]!; i < end; i++) shared[things.targets[i]!] = 0;
  let recentPeers = 0;
  let badPeers = 0;
  const tiesEnd = endOfDay(ties, firm, day);
  // By day: the first running tie to a peer says since when it is one.
  for (let i = ties.offsets[firm]!; i < tiesEnd; i++) {
    const peer = ties.targets[i]!;
    if (ties.untils[i]! <= day || shared[peer] === 1) continue;
    shared[peer] = 1;
    if (ties.days[i]! > day - RECENT_DAYS) recentPeers += 1;
    if (knownDays[peer]! < day) badPeers += 1;
  }
  for (let i = ties.offsets[firm]!; i < tiesEnd; i++) shared[ties.targets[i]!] = 0;
  return {
    devicePeers: peers[KIND.device]!,
    phonePeers: peers[KIND.phone]!,
    addressPeers: peers[KIND.address]!,
    ownerPeers: peers[KIND.owner]!,
    tightPeers,
    recentPeers,
    badPeers,
  };
}

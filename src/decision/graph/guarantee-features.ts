import { type Adjacency, endOfDay } from '../../kernels/graph-adjacency.ts';
import type { GraphFeatureName } from './graph-feature-names.ts';
import type { GraphMemory } from './graph-memory.ts';
import type { RelationLayers } from './relation-graph.ts';

/** Guarantees followed from a firm on, one behind the other. */
export const MOST_GUARANTEE_DEPTH = 5;

type GuaranteeFeature = Extract<
  GraphFeatureName,
  'guaranteesGiven' | 'guaranteesTaken' | 'guaranteeDepth' | 'guaranteeCircle'
>;

/** What the guarantees of a firm that run on a day say. */
export function guaranteeFeatures(
  { guaranteesGiven, guaranteesTaken }: RelationLayers,
  firm: number,
  day: number,
  { distance }: GraphMemory,
): Record<GuaranteeFeature, number> {
  const { depth, circle } = chainFrom(guaranteesGiven, firm, day, distance);
  return {
    guaranteesGiven: runningPartners(guaranteesGiven, firm, day),
    guaranteesTaken: runningPartners(guaranteesTaken, firm, day),
    guaranteeDepth: depth,
    guaranteeCircle: circle,
  };
}

/** Distinct firms on the other side of running guarantees; a firm has few, so they are compared with each other. */
function runningPartners(guarantees: Adjacency, firm: number, day: number): number {
  const { offsets, targets, untils } = guarantees;
  const start = offsets[firm]!;
  const end = endOfDay(guarantees, firm, day);
  let n = 0;
  for (let i = start; i < end; i++) {
    if (untils[i]! <= day) continue;
    let j = start;
    while (j < i && (targets[j] !== targets[i] || untils[j]! <= day)) j += 1;
    if (j === i) n += 1;
  }
  return n;
}

/** Breadth first along guarantees: the longest shortest way, and the shortest way back to the firm; both up to the most. */
function chainFrom(given: Adjacency, firm: number, day: number, distance: Int32Array) {
  const met = [firm];
  distance[firm] = 1;
  let depth = 0;
  let circle = 0;
  for (let head = 0; head < met.length; head++) {
    const v = met[head]!;
    const steps = distance[v]!;
    if (steps > MOST_GUARANTEE_DEPTH) break;
    const end = endOfDay(given, v, day);
    for (let i = given.offsets[v]!; i < end; i++) {
      const u = given.targets[i]!;
      if (given.untils[i]! <= day) continue;
      if (u === firm && circle === 0) circle = steps;
      if (distance[u]! > 0) continue;
      distance[u] = steps + 1;
      depth = steps;
      met.push(u);
    }
  }
  for (const v of met) distance[v] = 0;
  return { depth, circle };
}

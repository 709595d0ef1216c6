import { type Adjacency, endOfDay } from '../../kernels/graph-adjacency.ts';
import { nearShares, wayToMarked } from '../../kernels/graph-near.ts';
import { clearPush, pushPageRank } from '../../kernels/graph-push.ts';
import { circularTradeOf } from './circular-trade.ts';
import type { GraphFeatureName } from './graph-feature-names.ts';
import type { GraphMemory } from './graph-memory.ts';
import type { RelationLayers } from './relation-graph.ts';

/** Chance that a walk goes on at each step: the value of Page et al. 1999. */
export const DAMPING = 0.85;
/** What a walk may leave unwalked at a firm, in units of its degree. OWN: scores are right to about a hundredth. */
const PUSH_TOLERANCE = 1e-3;
/** Steps in which a known bad is looked for. */
export const MOST_HOPS = 4;
/** Days of trade that make a supplier or a buyer. */
const TRADE_DAYS = 365;

type WebFeature = Extract<
  GraphFeatureName,
  | 'suppliers'
  | 'buyers'
  | 'circularTrades'
  | 'circularLength'
  | 'circularAmountShare'
  | 'circularNextShare'
  | 'badShareOneHop'
  | 'badShareTwoHops'
  | 'hopsToBad'
  | 'badWalkShare'
  | 'badPageRank'
  | 'badLabelScore'
>;

/** What a firm's place in the web of ties and trade says on a day. */
export function webFeatures(
  layers: RelationLayers,
  firm: number,
  day: number,
  knownDays: Int32Array,
  memory: GraphMemory,
): Record<WebFeature, number> {
  const { web } = layers;
  const near = nearShares(web, firm, day, knownDays);
  const way = wayToMarked(web, firm, day, knownDays, MOST_HOPS, memory.distance);
  const circular = circularTradeOf(layers, firm, day, memory.distance);
  return {
    suppliers: recentPartners(layers.purchases, firm, day, memory.shared),
    buyers: recentPartners(layers.sales, firm, day, memory.shared),
    circularTrades: circular.nRounds,
    circularLength: circular.leastFirms,
    circularAmountShare: circular.amountShare,
    circularNextShare: circular.nextShare,
    badShareOneHop: near.oneHop,
    badShareTwoHops: near.twoHops,
    hopsToBad: way ? way.length - 1 : Number.NaN,
    ...badScores(web, firm, day, knownDays, memory),
  };
}

/**
 * Scores of the known bads other than the firm, all from the walks that start at the firm. With p(b) the share of its time that
 * such a walk spends at b, and degrees d, edges without direction give p_b(firm) d_b = p(b) d_firm (reversibility), so that
 * PageRank from the bads at the firm is the sum of p(b) d_firm / d_b, and S = D^1/2 P D^-1/2 makes the score of label
 * propagation the sum of p(b) (d_firm / d_b)^1/2.
 */
function badScores(
  web: Adjacency,
  firm: number,
  day: number,
  knownDays: Int32Array,
  { push }: GraphMemory,
): Record<'badWalkShare' | 'badPageRank' | 'badLabelScore', number> {
  pushPageRank(web, day, firm, DAMPING, PUSH_TOLERANCE, push);
  const { mass, degrees, met } = push;
  const own = degrees[firm]!;
  let badWalkShare = 0;
  let badPageRank = 0;
  let badLabelScore = 0;
  for (const v of met) {
    if (v === firm || knownDays[v]! >= day) continue;
    const ratio = own / degrees[v]!;
    badWalkShare += mass[v]!;
    badPageRank += mass[v]! * ratio;
    badLabelScore += mass[v]! * Math.sqrt(ratio);
  }
  clearPush(push);
  return { badWalkShare, badPageRank, badLabelScore };
}

/** Distinct firms on the other side of invoices of the last year. */
function recentPartners(invoices: Adjacency, firm: number, day: number, shared: Uint8Array): number {
  const end = endOfDay(invoices, firm, day);
  const start = endOfDay(invoices, firm, day - TRADE_DAYS);
  let n = 0;
  for (let i = start; i < end; i++) {
    const partner = invoices.targets[i]!;
    if (shared[partner] === 1) continue;
    shared[partner] = 1;
    n += 1;
  }
  for (let i = start; i < end; i++) shared[invoices.targets[i]!] = 0;
  return n;
}

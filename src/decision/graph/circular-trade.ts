import { endOfDay } from '../../kernels/graph-adjacency.ts';
import { cyclesThrough, matchRounds } from '../../kernels/graph-cycles.ts';
import type { RelationLayers } from './relation-graph.ts';

/** What reads as circular invoicing. OWN: half a year of trade, six firms, amounts within a tenth and a month. */
export const CIRCULAR = {
  windowDays: 183,
  mostFirms: 6,
  band: 0.1,
  spanDays: 31,
  /** Edges that can still close, followed for one firm and day at most. */
  mostSteps: 20_000,
  /** Closed circles looked into for one firm and day at most. */
  mostCircles: 50,
} as const;

/** A circle of firms each of which invoiced the next. */
export interface TradeCircle {
  /** From the firm asked for on, each invoicing the next and the last the first. */
  readonly firms: readonly number[];
  /** What went all the way round at most: the least total between two neighbours, fen. */
  readonly flowFen: number;
  /** Sets of invoices, one per step, of nearly the same amount within a month: edge numbers of `sales`. */
  readonly rounds: readonly (readonly number[])[];
}

export interface CircularTrade {
  readonly circles: readonly TradeCircle[];
  /** Sets of matching invoices over all circles. */
  readonly nRounds: number;
  /** Firms of the shortest circle; 0 where there is none. */
  readonly leastFirms: number;
  /** Share of the firm's sales in the book that went all the way round, 0 .. 1. */
  readonly amountShare: number;
  /** Share of its sales in the book that went to the next firm of a circle, 0 .. 1. */
  readonly nextShare: number;
}

const NONE: CircularTrade = { circles: [], nRounds: 0, leastFirms: 0, amountShare: 0, nextShare: 0 };

/**
 * Closed circles of invoices through a firm, by what was known on `day` of the half year before: first the circles of firms,
 * then the invoices that match around each. An invoice counts from the day it was known.
 * @param distance INOUT scratch, one entry per firm, 0 before and after
 */
export function circularTradeOf(
  layers: RelationLayers,
  firm: number,
  day: number,
  distance: Int32Array,
): CircularTrade {
  const { sales, purchases, tradeCircles } = layers;
  if (layers.circleSizes[tradeCircles[firm]!]! < 2) return NONE;
  const fromDay = day - CIRCULAR.windowDays;
  const search = { fromDay, day, mostLength: CIRCULAR.mostFirms, mostSteps: CIRCULAR.mostSteps };
  const { cycles } = cyclesThrough(sales, purchases, firm, search, tradeCircles, distance);
  if (cycles.length === 0) return NONE;
  // Short circles take their part of what flows first.
  const ordered = cycles.toSorted((a, b) => a.length - b.length).slice(0, CIRCULAR.mostCircles);
  const left = new Map<string, number>();
  let nRounds = 0;
  const nextFen = new Map<number, number>();
  let flowFen = 0;
  const circles = ordered.map((firms): TradeCircle => {
    const steps = firms.map((seller, i) =>
      tradeBetween(layers, seller, firms[(i + 1) % firms.length]!, fromDay, day),
    );
    const keys = firms.map((seller, i) => `${seller} ${firms[(i + 1) % firms.length]}`);
    for (const [i, key] of keys.entries()) if (!left.has(key)) left.set(key, steps[i]!.totalFen);
    const flow = Math.min(...keys.map((key) => left.get(key)!));
    for (const key of keys) left.set(key, left.get(key)! - flow);
    const rounds = matchRounds(steps, CIRCULAR.band, CIRCULAR.spanDays).map((positions) =>
      positions.map((at, i) => steps[i]!.edges[at]!),
    );
    nextFen.set(firms[1]!, steps[0]!.totalFen);
    nRounds += rounds.length;
    flowFen += flow;
    return { firms, flowFen: flow, rounds };
  });
  const soldFen = salesOf(layers, firm, fromDay, day);
  const share = (fen: number): number => (soldFen > 0 ? fen / soldFen : 0);
  return {
    circles,
    nRounds,
    leastFirms: ordered[0]!.length,
    amountShare: share(flowFen),
    nextShare: share([...nextFen.values()].reduce((a, b) => a + b, 0)),
  };
}

/** Invoices from one firm to another in [fromDay, day], by day. */
function tradeBetween(
  { sales }: RelationLayers,
  seller: number,
  buyer: number,
  fromDay: number,
  day: number,
) {
  const days: number[] = [];
  const amounts: number[] = [];
  const edges: number[] = [];
  let totalFen = 0;
  const end = endOfDay(sales, seller, day);
  for (let i = endOfDay(sales, seller, fromDay - 1); i < end; i++) {
    if (sales.targets[i] !== buyer) continue;
    days.push(sales.days[i]!);
    amounts.push(sales.weights[i]!);
    edges.push(sales.edges[i]!);
    totalFen += sales.weights[i]!;
  }
  return { days, amounts, edges, totalFen };
}

/** What a firm sold to firms of the book, fen. */
function salesOf({ sales }: RelationLayers, firm: number, fromDay: number, day: number): number {
  let sum = 0;
  const end = endOfDay(sales, firm, day);
  for (let i = endOfDay(sales, firm, fromDay - 1); i < end; i++) sum += sales.weights[i]!;
  return sum;
}

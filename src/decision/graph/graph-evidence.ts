import type { Day } from '../../core/index.ts';
import { type Adjacency, endOfDay } from '../../kernels/graph-adjacency.ts';
import { wayToMarked } from '../../kernels/graph-near.ts';
import { circularTradeOf, type TradeCircle } from './circular-trade.ts';
import { type KnownBad, knownDaysOf } from './known-bads.ts';
import type { RelationGraph } from './relation-graph.ts';
import { type RelationKind, relationKinds } from './relation-records.ts';
import { MOST_HOPS } from './web-features.ts';

/** One fact behind the graph features of a firm, as plain data; firms by identifier, days since 1970-01-01, money in fen. */
export type GraphEvidence =
  | {
      /** The nearest known bad and how it is reached. */
      readonly kind: 'knownBad';
      readonly otherFirm: string;
      /** The day on which it was known. */
      readonly since: Day;
      readonly detail: {
        /** From the firm to the bad one. */
        readonly way: readonly string[];
        /** What joins each to the next: the strongest relation there is. */
        readonly by: readonly RelationKind[];
      };
    }
  | {
      /** A closed circle of invoices. */
      readonly kind: 'circularInvoices';
      /** Whom the firm invoiced. */
      readonly otherFirm: string;
      /** Issue of the first of the invoices below; of the day asked for where there are none. */
      readonly since: Day;
      readonly detail: {
        readonly firms: readonly string[];
        readonly flowFen: number;
        /** Sets of invoices of nearly the same amount round the circle. */
        readonly rounds: readonly (readonly CircleInvoice[])[];
      };
    }
  | {
      /** A thing that both firms showed; the same kind may stand twice, for two things. */
      readonly kind: Exclude<RelationKind, 'guarantee' | 'trade'>;
      readonly otherFirm: string;
      readonly since: Day;
      readonly detail: { readonly otherIsKnownBad: boolean };
    }
  | {
      readonly kind: 'guarantee';
      readonly otherFirm: string;
      readonly since: Day;
      readonly detail: {
        readonly role: 'guarantor' | 'guaranteed';
        readonly amountFen: number;
        /** The last day on which it holds. */
        readonly endDay: Day;
        readonly otherIsKnownBad: boolean;
      };
    };

/** An invoice of a circle. */
export interface CircleInvoice {
  readonly seller: string;
  readonly buyer: string;
  readonly number: string;
  readonly amountFen: number;
  readonly day: Day;
}

/** Circles told in full. OWN: more is no better evidence. */
const MOST_CIRCLES_TOLD = 5;

/**
 * The evidence in the graph about a firm on a day: the way to the nearest known bad, closed circles of invoices with their
 * invoices, then its ties by the day they began. Plain JSON; empty for a firm without relations or unknown to the graph.
 */
export function graphEvidence(
  graph: RelationGraph,
  firm: number,
  day: Day,
  knownBads: readonly KnownBad[],
): GraphEvidence[] {
  if (firm < 0) return [];
  const knownDays = knownDaysOf(graph.nFirms, knownBads);
  return [
    ...nearestBad(graph, firm, day, knownDays),
    ...circles(graph, firm, day),
    ...ties(graph, firm, day, knownDays),
  ];
}

function nearestBad(graph: RelationGraph, firm: number, day: Day, knownDays: Int32Array): GraphEvidence[] {
  const { firmIds, layers } = graph;
  const way = wayToMarked(layers.web, firm, day, knownDays, MOST_HOPS, new Int32Array(graph.nFirms));
  if (!way) return [];
  const bad = way.at(-1)!;
  return [
    {
      kind: 'knownBad',
      otherFirm: firmIds[bad]!,
      since: knownDays[bad]!,
      detail: {
        way: way.map((v) => firmIds[v]!),
        by: way.slice(1).map((v, i) => strongestKind(layers.web, way[i]!, v, day)),
      },
    },
  ];
}

/** The kind of the heaviest edge between two firms on a day; of equal ones the first in `relationKinds`. */
function strongestKind(web: Adjacency, from: number, to: number, day: Day): RelationKind {
  let best = -1;
  const end = endOfDay(web, from, day);
  for (let i = web.offsets[from]!; i < end; i++) {
    if (web.targets[i] !== to || web.untils[i]! <= day) continue;
    const gain = best < 0 ? 1 : web.weights[i]! - web.weights[best]!;
    if (gain > 0 || (gain === 0 && web.kinds[i]! < web.kinds[best]!)) best = i;
  }
  return relationKinds[web.kinds[best]!]!;
}

function circles(graph: RelationGraph, firm: number, day: Day): GraphEvidence[] {
  const { circles: found } = circularTradeOf(graph.layers, firm, day, new Int32Array(graph.nFirms));
  // Those with matching invoices first, then by what went round.
  const told = found.toSorted((a, b) => b.rounds.length - a.rounds.length || b.flowFen - a.flowFen);
  return told.slice(0, MOST_CIRCLES_TOLD).map((circle): GraphEvidence => {
    const rounds = roundsOf(graph, circle);
    const firms = circle.firms.map((v) => graph.firmIds[v]!);
    return {
      kind: 'circularInvoices',
      otherFirm: firms[1]!,
      since: Math.min(day, ...rounds.flat().map((invoice) => invoice.day)),
      detail: { firms, flowFen: circle.flowFen, rounds },
    };
  });
}

function roundsOf({ firmIds, layers: { sales }, invoices }: RelationGraph, { firms, rounds }: TradeCircle) {
  return rounds.map((round) =>
    round.map((edge, i): CircleInvoice => {
      const seller = firms[i]!;
      const at = sales.edges.indexOf(edge, sales.offsets[seller]!);
      return {
        seller: firmIds[seller]!,
        buyer: firmIds[firms[(i + 1) % firms.length]!]!,
        number: invoices.number[edge]!,
        amountFen: sales.weights[at]!,
        day: invoices.eventDay[edge]!,
      };
    }),
  );
}

function ties(graph: RelationGraph, firm: number, day: Day, knownDays: Int32Array): GraphEvidence[] {
  const { firmIds } = graph;
  const { things, guaranteesGiven, guaranteesTaken } = graph.layers;
  const running = (layer: Adjacency): number[] => {
    const entries: number[] = [];
    const end = endOfDay(layer, firm, day);
    for (let i = layer.offsets[firm]!; i < end; i++) if (layer.untils[i]! > day) entries.push(i);
    return entries;
  };
  const shared = running(things).map(
    (i): GraphEvidence => ({
      kind: relationKinds[things.kinds[i]!] as Exclude<RelationKind, 'guarantee' | 'trade'>,
      otherFirm: firmIds[things.targets[i]!]!,
      since: things.days[i]!,
      detail: { otherIsKnownBad: knownDays[things.targets[i]!]! < day },
    }),
  );
  const guarantees = ([guaranteesGiven, guaranteesTaken] as const).flatMap((layer, side) =>
    running(layer).map(
      (i): GraphEvidence => ({
        kind: 'guarantee',
        otherFirm: firmIds[layer.targets[i]!]!,
        since: layer.days[i]!,
        detail: {
          role: side === 0 ? 'guarantor' : 'guaranteed',
          amountFen: layer.weights[i]!,
          endDay: layer.untils[i]! - 1,
          otherIsKnownBad: knownDays[layer.targets[i]!]! < day,
        },
      }),
    ),
  );
  return [...shared, ...guarantees].sort((a, b) => a.since - b.since);
}

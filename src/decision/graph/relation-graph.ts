import { type Adjacency, FOREVER } from '../../kernels/graph-adjacency.ts';
import { strongComponents } from '../../kernels/graph-components.ts';
import { sliceOfDay } from '../../kernels/graph-slice.ts';
import { sharedInt32 } from '../../parallel/index.ts';
import { distinctGuarantees, distinctInvoices } from './distinct-records.ts';
import {
  type GivenGuarantees,
  KIND,
  type RelationKind,
  type RelationRecords,
  relationKinds,
  type TradeInvoices,
} from './relation-records.ts';
import { adjacencyOf, collectEdges, joinEdges } from './shared-adjacency.ts';
import { joinSharedThings } from './shared-things.ts';

/** The numeric part of a relation graph, on shared memory: what workers and kernels read. */
export interface RelationLayers {
  readonly nFirms: number;
  /** Shared things, without direction. */
  readonly things: Adjacency;
  /** Guarantees held by who gave them, and by who was given them; weights are fen; they end with the guarantee. */
  readonly guaranteesGiven: Adjacency;
  readonly guaranteesTaken: Adjacency;
  /** Invoices held by their seller, and by their buyer; one entry each, weights are fen. */
  readonly sales: Adjacency;
  readonly purchases: Adjacency;
  /** Shared things and guarantees together, without direction; weights by kind. */
  readonly ties: Adjacency;
  /** Ties and trade, one edge per seller and buyer from their first invoice on; weights by kind. */
  readonly web: Adjacency;
  /**
   * Per firm the number of its strong component in the trade of all days, and the firms of each component. A circle of any
   * day lies within one, so a search may stay inside; it says nothing else of later days.
   */
  readonly tradeCircles: Int32Array;
  readonly circleSizes: Int32Array;
}

/** Firms of a book and what joins them, from the day each relation could be known; nothing of a day depends on later records. */
export interface RelationGraph {
  readonly nFirms: number;
  /** Sorted by code unit; a firm's number is its position. */
  readonly firmIds: readonly string[];
  readonly layers: RelationLayers;
  /** Of edge e of sales and purchases: day of issue and number of the invoice. */
  readonly invoices: { readonly eventDay: Int32Array; readonly number: readonly string[] };
}

export interface RelationGraphOptions {
  /** A thing that more firms showed is a business centre, not a relation; 2 or more. */
  readonly mostFirmsPerThing?: number;
  /** How strong a relation of each kind is in walks through the web; positive. */
  readonly kindWeights?: Readonly<Record<RelationKind, number>>;
}

/** OWN: the largest group of one owner or accountant that still reads as acquaintance. */
const MOST_FIRMS_PER_THING = 20;

/** OWN: an address is shared by chance more often than a device, and trade is what firms are for. */
const KIND_WEIGHTS: Readonly<Record<RelationKind, number>> = {
  device: 1,
  phone: 1,
  address: 0.5,
  owner: 1,
  guarantee: 1,
  trade: 0.25,
};

/**
 * Builds the graph from what was known on `day` (default: all records). A graph of all records read as of a day is the graph
 * built for that day, so one graph serves every application. Time is linear in records and edges.
 */
export function buildRelationGraph(
  records: RelationRecords,
  day: number = FOREVER - 1,
  options: RelationGraphOptions = {},
): RelationGraph {
  const { mostFirmsPerThing = MOST_FIRMS_PER_THING, kindWeights = KIND_WEIGHTS } = options;
  const { firmIds, shown, guarantees, invoices } = records;
  const nFirms = firmIds.length;
  const weights = relationKinds.map((kind) => kindWeights[kind]);
  const shared = collectEdges(shown.nRows);
  joinSharedThings(shown, nFirms, mostFirmsPerThing, day, (kind) => weights[kind]!, shared);
  const things = shared.list();
  const given = guaranteeEdges(guarantees, distinctGuarantees(guarantees, day));
  const invoiceRows = distinctInvoices(invoices, day);
  const traded = invoiceEdges(invoices, invoiceRows);
  const sales = adjacencyOf(nFirms, traded, 'from');
  const ties = joinEdges(things, { ...given, weights: given.weights.map(() => weights[KIND.guarantee]!) });
  return {
    nFirms,
    firmIds,
    layers: {
      nFirms,
      things: adjacencyOf(nFirms, things, 'both'),
      guaranteesGiven: adjacencyOf(nFirms, given, 'from'),
      guaranteesTaken: adjacencyOf(nFirms, given, 'to'),
      sales,
      purchases: adjacencyOf(nFirms, traded, 'to'),
      ties: adjacencyOf(nFirms, ties, 'both'),
      web: adjacencyOf(nFirms, joinEdges(ties, tradingPairs(sales, weights[KIND.trade]!)), 'both'),
      ...tradeCirclesOf(sales),
    },
    invoices: {
      eventDay: invoiceRows.map((row) => invoices.eventDay[row]!),
      number: Array.from(invoiceRows, (row) => invoices.numbers[invoices.number[row]!]!),
    },
  };
}

/** The number of a firm; undefined where the graph does not know it. */
export function firmNumber({ firmIds }: RelationGraph, firmId: string): number | undefined {
  let low = 0;
  let high = firmIds.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = firmIds[middle]!;
    if (found === firmId) return middle;
    if (found < firmId) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

function guaranteeEdges(
  { guarantor, guaranteed, amountFen, day, endDay }: GivenGuarantees,
  rows: Int32Array,
) {
  const edges = collectEdges(rows.length);
  for (const row of rows) {
    const until = endDay[row]! + 1;
    if (until <= day[row]!) continue;
    edges.add(guarantor[row]!, guaranteed[row]!, day[row]!, until, amountFen[row]!, KIND.guarantee);
  }
  return edges.list();
}

function invoiceEdges({ seller, buyer, amountFen, day }: TradeInvoices, rows: Int32Array) {
  const edges = collectEdges(rows.length);
  for (const row of rows)
    edges.add(seller[row]!, buyer[row]!, day[row]!, FOREVER, amountFen[row]!, KIND.trade);
  return edges.list();
}

function tradeCirclesOf(sales: Adjacency): Pick<RelationLayers, 'tradeCircles' | 'circleSizes'> {
  const tradeCircles = sharedInt32(sales.nNodes);
  tradeCircles.set(strongComponents(sliceOfDay(sales, FOREVER - 1)));
  const circleSizes = sharedInt32(sales.nNodes);
  for (const circle of tradeCircles) circleSizes[circle]! += 1;
  return { tradeCircles, circleSizes };
}

/** One edge per seller and buyer, from the first invoice between them on. */
function tradingPairs(sales: Adjacency, weight: number) {
  const edges = collectEdges();
  const met = new Int32Array(sales.nNodes).fill(-1);
  for (let seller = 0; seller < sales.nNodes; seller++) {
    for (let i = sales.offsets[seller]!; i < sales.offsets[seller + 1]!; i++) {
      const buyer = sales.targets[i]!;
      if (met[buyer] === seller) continue;
      met[buyer] = seller;
      edges.add(seller, buyer, sales.days[i]!, FOREVER, weight, KIND.trade);
    }
  }
  return edges.list();
}

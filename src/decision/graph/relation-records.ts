/** What joins two firms, by the number under which edges carry it. */
export const relationKinds = ['device', 'phone', 'address', 'owner', 'guarantee', 'trade'] as const;

export type RelationKind = (typeof relationKinds)[number];

/** Numbers of the kinds: things that firms show of themselves come first. */
export const KIND = {
  device: 0,
  phone: 1,
  address: 2,
  owner: 3,
  guarantee: 4,
  trade: 5,
} as const satisfies Record<RelationKind, number>;

/** Things that firms showed; one entry per record, in any order. */
export interface ShownThings {
  readonly nRows: number;
  /** Number of the firm. */
  readonly firm: Int32Array;
  /** Position in `relationKinds`: 0 .. 3. */
  readonly kind: Uint8Array;
  /** Number of the thing, 0, 1, ...: equal where kind and value are. */
  readonly thing: Int32Array;
  /** The day from which a lender could know it: event and arrival are no later. */
  readonly day: Int32Array;
}

/** Guarantees between firms; both sides may have recorded the same one. */
export interface GivenGuarantees {
  readonly nRows: number;
  readonly guarantor: Int32Array;
  readonly guaranteed: Int32Array;
  readonly amountFen: Float64Array;
  /** The day on which it was given. */
  readonly eventDay: Int32Array;
  readonly day: Int32Array;
  /** The last day on which it holds. */
  readonly endDay: Int32Array;
}

/** Valid invoices between firms; both sides may have recorded the same one. */
export interface TradeInvoices {
  readonly nRows: number;
  readonly seller: Int32Array;
  readonly buyer: Int32Array;
  /** Net, > 0: red letters are left out. */
  readonly amountFen: Float64Array;
  /** Position in `numbers` of its number, the same on both sides. */
  readonly number: Int32Array;
  readonly numbers: readonly string[];
  /** The day of issue. */
  readonly eventDay: Int32Array;
  readonly day: Int32Array;
}

/** What a relation graph is built from: source records only, firms by their position in `firmIds`. */
export interface RelationRecords {
  /** Sorted by code unit. */
  readonly firmIds: readonly string[];
  readonly shown: ShownThings;
  readonly guarantees: GivenGuarantees;
  readonly invoices: TradeInvoices;
}

import fc from 'fast-check';
import { openStream } from '../../../src/core/index.ts';
import type { RelationRecords } from '../../../src/decision/graph/index.ts';
import { KIND } from '../../../src/decision/graph/relation-records.ts';

/** Rows of relations, firms by number. */
export interface PlainRelations {
  readonly nFirms: number;
  readonly shown?: readonly { firm: number; kind: keyof typeof KIND; value: number; day: number }[];
  readonly guarantees?: readonly {
    guarantor: number;
    guaranteed: number;
    amountFen?: number;
    eventDay: number;
    day?: number;
    endDay: number;
  }[];
  readonly invoices?: readonly {
    seller: number;
    buyer: number;
    amountFen: number;
    number: string;
    eventDay?: number;
    day: number;
  }[];
}

/** Firm number 7 is F007. */
export const firmIdOf = (firm: number): string => `F${String(firm).padStart(3, '0')}`;

export function relationsOf({
  nFirms,
  shown = [],
  guarantees = [],
  invoices = [],
}: PlainRelations): RelationRecords {
  const things = [...new Set(shown.map(({ kind, value }) => `${kind} ${value}`))];
  const numbers = [...new Set(invoices.map(({ number }) => number))];
  return {
    firmIds: Array.from({ length: nFirms }, (_, firm) => firmIdOf(firm)),
    shown: {
      nRows: shown.length,
      firm: Int32Array.from(shown, ({ firm }) => firm),
      kind: Uint8Array.from(shown, ({ kind }) => KIND[kind]),
      thing: Int32Array.from(shown, ({ kind, value }) => things.indexOf(`${kind} ${value}`)),
      day: Int32Array.from(shown, ({ day }) => day),
    },
    guarantees: {
      nRows: guarantees.length,
      guarantor: Int32Array.from(guarantees, ({ guarantor }) => guarantor),
      guaranteed: Int32Array.from(guarantees, ({ guaranteed }) => guaranteed),
      amountFen: Float64Array.from(guarantees, ({ amountFen = 1000 }) => amountFen),
      eventDay: Int32Array.from(guarantees, ({ eventDay }) => eventDay),
      day: Int32Array.from(guarantees, ({ eventDay, day = eventDay }) => day),
      endDay: Int32Array.from(guarantees, ({ endDay }) => endDay),
    },
    invoices: {
      nRows: invoices.length,
      seller: Int32Array.from(invoices, ({ seller }) => seller),
      buyer: Int32Array.from(invoices, ({ buyer }) => buyer),
      amountFen: Float64Array.from(invoices, ({ amountFen }) => amountFen),
      number: Int32Array.from(invoices, ({ number }) => numbers.indexOf(number)),
      numbers,
      eventDay: Int32Array.from(invoices, ({ day, eventDay = day }) => eventDay),
      day: Int32Array.from(invoices, ({ day }) => day),
    },
  };
}

/** The records that were known on a day. */
export function knownOn(relations: PlainRelations, day: number): PlainRelations {
  return {
    nFirms: relations.nFirms,
    shown: (relations.shown ?? []).filter((row) => row.day <= day),
    guarantees: (relations.guarantees ?? []).filter((row) => (row.day ?? row.eventDay) <= day),
    invoices: (relations.invoices ?? []).filter((row) => row.day <= day),
  };
}

/** Relations of a few firms, with things that many show, records held by both sides, and days close together. */
export const arbitraryRelations: fc.Arbitrary<PlainRelations> = fc
  .integer({ min: 1, max: 8 })
  .chain((nFirms) => {
    const firm = fc.nat({ max: nFirms - 1 });
    const day = fc.nat({ max: 20 });
    return fc.record({
      nFirms: fc.constant(nFirms),
      shown: fc.array(
        fc.record({
          firm,
          kind: fc.constantFrom('device', 'phone', 'address', 'owner'),
          value: fc.nat({ max: 2 }),
          day,
        }),
        { maxLength: 20 },
      ),
      guarantees: fc.array(
        fc
          .record({
            guarantor: firm,
            guaranteed: firm,
            eventDay: day,
            later: fc.nat({ max: 3 }),
            lasts: fc.nat({ max: 9 }),
          })
          .map(({ later, lasts, ...row }) => ({
            ...row,
            day: row.eventDay + later,
            endDay: row.eventDay + lasts,
          })),
        { maxLength: 10 },
      ),
      invoices: fc.array(
        fc.record({
          seller: firm,
          buyer: firm,
          amountFen: fc.integer({ min: 100, max: 104 }),
          number: fc.constantFrom('1', '2', '3', '4'),
          day,
        }),
        { maxLength: 20 },
      ),
    });
  });

/** A book's worth of relations for timing and for trainings: seeded, no two calls differ. */
export function drawnRelations(
  nFirms: number,
  nThings: number,
  nInvoices: number,
  seed: number,
): PlainRelations {
  const stream = openStream(seed, 'test relations');
  return {
    nFirms,
    shown: Array.from({ length: nThings }, (_, i) => ({
      firm: stream.integer(nFirms, i, 0),
      kind: (['device', 'phone', 'address', 'owner'] as const)[stream.integer(4, i, 1)]!,
      value: stream.integer(Math.ceil(nThings / 3), i, 2),
      day: stream.integer(700, i, 3),
    })),
    invoices: Array.from({ length: nInvoices }, (_, i) => ({
      seller: stream.integer(nFirms, i, 4),
      buyer: stream.integer(nFirms, i, 5),
      amountFen: 1 + stream.integer(1_000_000, i, 6),
      number: String(i),
      day: stream.integer(700, i, 7),
    })),
  };
}

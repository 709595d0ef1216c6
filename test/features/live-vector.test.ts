import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeFeatures, featureNames, LiveVector } from '../../src/features/index.ts';
import {
  type DossierRecords,
  type DossierSource,
  dossierFromRecords,
  dossierSources,
  type SourceRecord,
} from '../../src/sources/index.ts';
import { LAST_DAY, type Records, recordsOf } from '../sources/arbitrary-records.ts';

const FIRM = 'F';
const APPLICATION = { amountFen: 30_000_000, termMonths: 12 };

interface Arrival {
  readonly source: DossierSource;
  readonly record: SourceRecord<DossierSource>;
}

/** All records in the order in which a lender reads them. */
function arrivalsOf(records: Records): Arrival[] {
  return dossierSources
    .flatMap((source) => records[source].map((record) => ({ source, record })))
    .sort((a, b) => a.record.arrivalDate - b.record.arrivalDate);
}

function recomputed(arrivals: readonly Arrival[], asOf: number): Float64Array {
  const records: Record<string, unknown[]> = {};
  for (const { source, record } of arrivals) {
    records[source] ??= [];
    records[source].push(record);
  }
  const out = new Float64Array(featureNames.length);
  computeFeatures(dossierFromRecords(FIRM, records as DossierRecords), APPLICATION, asOf, out, 0);
  return out;
}

/** Names of the features whose bits differ. */
function differing(a: Float64Array, b: Float64Array): string[] {
  const x = new BigUint64Array(a.slice().buffer);
  const y = new BigUint64Array(b.slice().buffer);
  return featureNames.filter((_, i) => x[i] !== y[i]);
}

describe('LiveVector', () => {
  test('is bit-equal to recomputation after every record, whatever arrives late', () => {
    fc.assert(
      fc.property(recordsOf(FIRM, 12), (records) => {
        const arrivals = arrivalsOf(records);
        const live = new LiveVector(FIRM, LAST_DAY - 2000, APPLICATION);
        for (const [i, { source, record }] of arrivals.entries()) {
          live.append(source, record);
          // Every record would be quadratic; the vector is checked about a dozen times a dossier, at uneven distances.
          if (i % 17 !== 0 && i !== arrivals.length - 1) continue;
          expect(differing(live.vector(), recomputed(arrivals.slice(0, i + 1), live.asOf))).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('is bit-equal to recomputation as days pass without a record, over every edge of every window', () => {
    fc.assert(
      fc.property(
        recordsOf(FIRM, 10),
        fc.array(fc.constantFrom(1, 1, 6, 23, 30, 31, 90, 120, 365, 455), { minLength: 3, maxLength: 8 }),
        (records, steps) => {
          const arrivals = arrivalsOf(records);
          const live = new LiveVector(FIRM, LAST_DAY + 60, APPLICATION);
          for (const { source, record } of arrivals) live.append(source, record);
          for (const days of steps) {
            live.advance(live.asOf + days);
            expect(differing(live.vector(), recomputed(arrivals, live.asOf))).toEqual([]);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test('a record that arrives late counts at the day it happened', () => {
    const live = new LiveVector(FIRM, LAST_DAY);
    const payment = (daysAgo: number, daysLate: number): SourceRecord<'tax'> => ({
      firmId: FIRM,
      eventDate: LAST_DAY - daysAgo,
      arrivalDate: LAST_DAY,
      kind: 'payment',
      periodStart: LAST_DAY - daysAgo - 30,
      amountFen: 100,
      daysLate,
    });
    live.append('tax', payment(10, 4));
    live.append('tax', payment(40, 0));
    expect(live.vector()[featureNames.indexOf('tax_late_streak')]).toBe(1);
    expect(live.vector()[featureNames.indexOf('tax_late_share_365')]).toBe(0.5);
  });

  test('refuses records of another firm, arrival before event, and days that are past', () => {
    const live = new LiveVector(FIRM, LAST_DAY);
    const enquiry: SourceRecord<'bureau'> = {
      firmId: FIRM,
      eventDate: LAST_DAY,
      arrivalDate: LAST_DAY,
      sequence: 1,
      kind: 'enquiry',
      lender: 'L',
      amountFen: 0,
      daysPastDue: 0,
    };
    const code = (body: () => unknown) => {
      try {
        body();
      } catch (error) {
        return (error as { code: string }).code;
      }
      return 'none';
    };
    expect(code(() => live.append('bureau', { ...enquiry, firmId: 'G' }))).toBe('PARUS_RECORD_INVALID');
    expect(code(() => live.append('bureau', { ...enquiry, arrivalDate: LAST_DAY - 1 }))).toBe(
      'PARUS_RECORD_ORDER',
    );
    expect(code(() => live.advance(LAST_DAY - 1))).toBe('PARUS_USAGE');
    expect(code(() => live.append('bureau', enquiry))).toBe('none');
  });
});

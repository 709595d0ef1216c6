/** Books written from a few records by hand, for tests whose answers can be worked out on paper. */
import { type Day, dayOf } from '../../../src/core/index.ts';
import {
  type Book,
  coreSources,
  openBook,
  openBookWriter,
  type SourceName,
  type SourceRecord,
  sourceNames,
} from '../../../src/sources/index.ts';
import { categoryColumn, makeTable, numericColumn, type Table } from '../../../src/table/index.ts';
import { readTruth, type Truth } from '../../../src/world/check/truth.ts';
import { openRecordBuffer } from '../../../src/world/record-buffer.ts';

export type TinyRecords = { readonly [S in SourceName]?: readonly SourceRecord<S>[] };

export interface TinyTruth {
  readonly firmId: string;
  readonly weeklySalesFen: number;
  readonly walkedAway: number;
  readonly fraud?: string;
}

/** Further tables of truth/ by their names. */
export type TinyTables = Readonly<Record<string, Table>>;

/** The book covers the two years 2024 and 2025. */
export const START = dayOf(2024, 1, 1);
export const END = dayOf(2025, 12, 31);

export async function tinyBook(
  dir: string,
  records: TinyRecords,
  truth: readonly TinyTruth[] = [],
  more: TinyTables = {},
): Promise<{ readonly book: Book; readonly truth: Truth }> {
  const writer = await openBookWriter(dir, { force: true });
  const firms = new Set<string>();
  for (const source of sourceNames) {
    const rows = records[source] ?? [];
    if (rows.length === 0) continue;
    const buffer = openRecordBuffer(source);
    for (const row of rows) {
      buffer.push(row);
      firms.add(row.firmId);
    }
    writer.append(source, buffer.toTable());
  }
  if (truth.length > 0) {
    const columns = [
      ['firmId', categoryColumn(truth.map(({ firmId }) => firmId))],
      ['weeklySalesFen', numericColumn(truth.map(({ weeklySalesFen }) => weeklySalesFen))],
      ['walkedAway', numericColumn(truth.map(({ walkedAway }) => walkedAway))],
      ['fraud', categoryColumn(truth.map(({ fraud }) => fraud))],
    ] as const;
    writer.append('truth/firms', makeTable(columns));
  }
  for (const [name, table] of Object.entries(more)) writer.append(`truth/${name}`, table);
  await writer.finish({ generator: {}, startDate: START, endDate: END, firms: firms.size });
  const book = await openBook(dir, { sources: [...coreSources, 'applications', 'outcomes'] });
  return { book, truth: await readTruth(book) };
}

export function founded(firmId: string, more: Partial<SourceRecord<'registry'>> = {}) {
  return {
    firmId,
    eventDate: START - 100,
    arrivalDate: START - 99,
    kind: 'registered',
    industry: 'retail',
    region: 'border-county',
    registeredCapitalFen: 100,
    foundedDate: START - 100,
    ownerAge: 40,
    employees: 3,
    ...more,
  } satisfies SourceRecord<'registry'>;
}

export function paid(firmId: string, eventDate: Day, more: Partial<SourceRecord<'bank'>> = {}) {
  return {
    firmId,
    eventDate,
    arrivalDate: eventDate + 1,
    sequence: 0,
    direction: 'in',
    category: 'sales',
    amountFen: 100,
    balanceFen: 1000,
    counterparty: 'A',
    ...more,
  } satisfies SourceRecord<'bank'>;
}

/** A sales invoice over 100 fen to B; its number is that of the day. */
export function invoiced(firmId: string, eventDate: Day, more: Partial<SourceRecord<'invoices'>> = {}) {
  return {
    firmId,
    eventDate,
    arrivalDate: eventDate + 1,
    direction: 'issued',
    number: `N${eventDate}`,
    counterparty: 'B',
    amountFen: 100,
    taxFen: 13,
    taxRate: 0.13,
    status: 'valid',
    ...more,
  } satisfies SourceRecord<'invoices'>;
}

/** An invoice over `amounts[i]` fen in month i of the book, on the 15th; none where 0. */
export function monthlyInvoiced(
  firmId: string,
  amounts: readonly number[],
  more: Partial<SourceRecord<'invoices'>> = {},
) {
  return amounts.flatMap((amountFen, i) =>
    amountFen === 0
      ? []
      : [invoiced(firmId, dayOf(2024 + Math.floor(i / 12), 1 + (i % 12), 15), { amountFen, ...more })],
  );
}

/** An application on `day` and its outcome: bad on `badDate`, or good a year later. */
export function lent(
  firmId: string,
  day: Day,
  badDate?: Day,
  more: Partial<SourceRecord<'applications'>> = {},
) {
  const ids = { firmId, applicationId: `L-${firmId}` };
  const application = {
    ...ids,
    eventDate: day,
    arrivalDate: day,
    amountFen: 10_000,
    termMonths: 12,
    purpose: 'operations',
    ...more,
  } satisfies SourceRecord<'applications'>;
  const known = badDate ?? day + 365;
  const outcome = {
    ...ids,
    eventDate: known,
    arrivalDate: known + 1,
    bad: badDate === undefined ? 0 : 1,
    ...(badDate === undefined ? {} : { badDate }),
    maxDaysPastDue: badDate === undefined ? 0 : 90,
  } satisfies SourceRecord<'outcomes'>;
  return { application, outcome };
}

export function loansBook(loans: readonly ReturnType<typeof lent>[]): TinyRecords {
  return {
    applications: loans.map(({ application }) => application),
    outcomes: loans.map(({ outcome }) => outcome),
  };
}

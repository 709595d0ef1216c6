/** A book small enough to work every figure of its report by hand: 90 days, three registered firms of four, two with a terminal. */
import { parseDay } from '../../../src/core/index.ts';
import { openBookWriter, type SourceName } from '../../../src/sources/index.ts';
import { tableOf } from '../records-table.ts';

export type PlainRecord = Readonly<Record<string, string | number | undefined>>;
export type HandBook = { readonly [S in SourceName]?: readonly PlainRecord[] };

/** Days after the first of the book, 2024-01-01. */
export const day = (n: number): number => parseDay('2024-01-01')! + n;

const entry = { registeredCapitalFen: 10_000_000, foundedDate: day(-1500), ownerAge: 40, employees: 5 };

const registry: readonly PlainRecord[] = [
  {
    firmId: 'A',
    kind: 'registered',
    eventDate: day(-1500),
    arrivalDate: day(-1498),
    industry: 'retail',
    region: 'east-manufacturing-cluster',
  },
  // A moves: its region is that of the later entry.
  {
    firmId: 'A',
    kind: 'addressChange',
    eventDate: day(9),
    arrivalDate: day(12),
    industry: 'retail',
    region: 'border-county',
  },
  {
    firmId: 'B',
    kind: 'registered',
    eventDate: day(-1500),
    arrivalDate: day(-1498),
    industry: 'agriculture',
    region: 'central-farm-belt',
  },
  {
    firmId: 'C',
    kind: 'registered',
    eventDate: day(-1500),
    arrivalDate: day(-1498),
    industry: 'retail',
    region: 'east-manufacturing-cluster',
  },
].map((record) => ({ ...entry, ...record }));

const ten = Array.from({ length: 10 }, (_, i) => i);

/** A trades in the first ten days of January, B in the first ten of March, at twice the amounts. */
const pos: readonly PlainRecord[] = [
  ...ten.map((i) => ({
    firmId: 'A',
    eventDate: day(i),
    arrivalDate: day(i + 1),
    channel: 'card',
    transactions: 10,
    customers: 5,
    amountFen: 100_000 * (i + 1),
    refundsFen: 0,
  })),
  ...ten.map((i) => ({
    firmId: 'B',
    eventDate: day(60 + i),
    arrivalDate: day(62 + i),
    channel: 'card',
    transactions: 20,
    customers: 20,
    amountFen: 200_000 * (i + 1),
    refundsFen: 100,
  })),
];

export const handBook = { registry, pos } as const satisfies HandBook;

/** Writes a book of 90 days whose manifest speaks of four firms, keeping whatever the records say. */
export async function writeHandBook(dir: string, records: HandBook): Promise<string> {
  const writer = await openBookWriter(dir, { force: true });
  for (const [source, rows] of Object.entries(records)) {
    writer.append(source as SourceName, tableOf(source as SourceName, rows, dir));
  }
  await writer.finish({ generator: { name: 'hand' }, startDate: day(0), endDate: day(89), firms: 4 });
  return dir;
}

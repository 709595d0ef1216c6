/** What a picture of a book is drawn from: aggregates over its firms, loans and links. */
import { civilOf } from '../../core/index.ts';
import { wilsonInterval } from '../../evaluation/index.ts';
import { type Book, codeOf, INDUSTRIES, REGIONS, type SourceName, sourceNames } from '../../sources/index.ts';
import {
  degreesOf,
  type FraudRow,
  firmsWith,
  fraudTable,
  type LeadTimes,
  type LoanRow,
  loansOf,
  measureLeadTimes,
  readTruth,
  registeredAt,
  type Sign,
} from '../../world/check/index.ts';

/** Loans of one group and how many of them went bad. */
export interface GroupRate {
  readonly group: string;
  readonly loans: number;
  readonly bads: number;
  readonly badRate: number;
  /** 95 % interval (Wilson). */
  readonly interval: readonly [number, number];
}

/** Share of a region's firms with any record of a source. */
export interface Coverage {
  readonly region: string;
  readonly source: SourceName;
  readonly share: number;
}

/** Receipts from sales of a calendar month against the average month. */
export interface SeasonPoint {
  readonly month: number;
  readonly index: number;
}

export interface BookFacts {
  readonly firms: number;
  readonly loans: number;
  readonly byIndustry: readonly GroupRate[];
  readonly byRegion: readonly GroupRate[];
  readonly coverage: readonly Coverage[];
  readonly season: readonly SeasonPoint[];
  /** Amounts asked for, yuan, ascending. */
  readonly amounts: Float64Array;
  readonly leadTimes: LeadTimes;
  /** Number of buyers of each supplier, descending; empty where the book has no truth of its links. */
  readonly degrees: readonly number[];
  /** Applications by kind of fraud; undefined where the book has no labels. */
  readonly fraud: readonly FraudRow[] | undefined;
}

/** The facts of a book; `signs` are those of `openSigns`. Reads truth/ for links and labels, where it is there. */
export async function bookFacts(book: Book, signs: readonly Sign[]): Promise<BookFacts> {
  const loans = loansOf(book);
  const truth = await readTruth(book);
  return {
    firms: book.firmIds.length,
    loans: loans.length,
    byIndustry: groupRates(loans, INDUSTRIES, ({ industry }) => industry),
    byRegion: groupRates(loans, REGIONS, ({ region }) => region),
    coverage: await coverageByRegion(book),
    season: seasonOfSales(book),
    amounts: book.rows.applications.columns.amountFen.map((fen) => fen / 100).sort() as Float64Array,
    leadTimes: await measureLeadTimes(book, signs),
    degrees: degreesOf(truth.supply ?? []),
    fraud: fraudTable(truth),
  };
}

function groupRates(
  loans: readonly LoanRow[],
  names: readonly string[],
  groupOf: (loan: LoanRow) => string | undefined,
): GroupRate[] {
  return names.flatMap((group) => {
    const own = loans.filter((loan) => groupOf(loan) === group);
    const bads = own.filter(({ bad }) => bad).length;
    if (own.length === 0) return [];
    const badRate = bads / own.length;
    return [{ group, loans: own.length, bads, badRate, interval: wilsonInterval(bads, own.length) }];
  });
}

/** Applications and outcomes are of those who asked us, not of what is known of firms. */
const KNOWN_OF_FIRMS = sourceNames.filter((source) => source !== 'applications' && source !== 'outcomes');

async function coverageByRegion(book: Book): Promise<Coverage[]> {
  const regionOf = book.firmIds.map((_, firm) => registeredAt(book, firm).region);
  const firmsOf = Map.groupBy(regionOf.keys(), (firm) => regionOf[firm]);
  const coverage: Coverage[] = [];
  for (const source of KNOWN_OF_FIRMS) {
    const has = await firmsWith(book, source);
    for (const region of REGIONS) {
      const firms = firmsOf.get(region) ?? [];
      if (firms.length === 0) continue;
      coverage.push({ region, source, share: firms.filter((firm) => has[firm]).length / firms.length });
    }
  }
  return coverage;
}

const MONTHS = 12;

/** Sales receipts by calendar month over the whole years before the book's end, the average month being 1. */
function seasonOfSales({ rows, manifest }: Book): SeasonPoint[] {
  const { columns, nRows } = rows.bank;
  const sales = codeOf('bank', 'category', 'sales');
  const firstYear = Number(manifest.startDate.slice(0, 4));
  const partial = !manifest.startDate.endsWith('-01-01');
  const totals = new Float64Array(MONTHS);
  for (let row = 0; row < nRows; row++) {
    if (columns.category[row] !== sales) continue;
    const { year, month } = civilOf(columns.eventDate[row]!);
    if (partial && year === firstYear) continue;
    totals[month - 1]! += columns.amountFen[row]!;
  }
  const mean = totals.reduce((a, b) => a + b, 0) / MONTHS;
  return mean > 0 ? Array.from(totals, (total, m) => ({ month: m + 1, index: total / mean })) : [];
}

/** What a picture of a book is drawn from: aggregates, and the story of one firm. */
import { civilOf, type Day } from '../../core/index.ts';
import { wilsonInterval } from '../../evaluation/index.ts';
import {
  type Book,
  codeOf,
  type DossierSource,
  dossierSources,
  INDUSTRIES,
  REGIONS,
} from '../../sources/index.ts';
import { firstBureauRecord, firstLatePayment } from './signs.ts';

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
  readonly source: DossierSource;
  readonly share: number;
}

/** Receipts from sales of a calendar month against the average month. */
export interface SeasonPoint {
  readonly month: number;
  readonly index: number;
}

/** When a bad loan's firm first paid late, in days before it was 30 days past due; negative is after. */
export interface LeadTime {
  readonly signal: string;
  /** Bad loans whose firm has the source at all. */
  readonly loans: number;
  /** Share of them with a late payment between application and 90 days past due. */
  readonly seen: number;
  /** Quartiles of days, over those seen. */
  readonly quartiles: readonly [number, number, number] | undefined;
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
  readonly leadTimes: readonly LeadTime[];
}

/** A loan of the book with its firm and outcome. */
export interface LoanFact {
  readonly firm: number;
  readonly applied: Day;
  readonly bad: boolean;
  /** Day 90 days past due was reached; undefined when good. */
  readonly badDate: Day | undefined;
}

export function bookFacts(book: Book): BookFacts {
  const { industryOf, regionOf } = firmGroups(book);
  const loans = loanFacts(book);
  return {
    firms: book.firmIds.length,
    loans: loans.length,
    byIndustry: groupRates(loans, industryOf, INDUSTRIES),
    byRegion: groupRates(loans, regionOf, REGIONS),
    coverage: coverageByRegion(book, regionOf),
    season: seasonOfSales(book),
    amounts: book.rows.applications.columns.amountFen.map((fen) => fen / 100).sort() as Float64Array,
    leadTimes: leadTimes(book, loans),
  };
}

/** Industry and region of each firm as first registered; -1 where it has no registry entry. */
function firmGroups({ rows, firmIds }: Book): { industryOf: Int32Array; regionOf: Int32Array } {
  const { columns, offsets } = rows.registry;
  const industryOf = new Int32Array(firmIds.length).fill(-1);
  const regionOf = new Int32Array(firmIds.length).fill(-1);
  for (let firm = 0; firm < firmIds.length; firm++) {
    const row = offsets[firm]!;
    if (row === offsets[firm + 1]) continue;
    industryOf[firm] = columns.industry[row]!;
    regionOf[firm] = columns.region[row]!;
  }
  return { industryOf, regionOf };
}

/** Every loan whose outcome is in the book, in firm order. */
export function loanFacts({ rows, firmIds }: Book): LoanFact[] {
  const { applications, outcomes } = rows;
  const appliedOn = new Map<string, Day>();
  const idsAsked = applications.levels['applicationId'] ?? [];
  for (let row = 0; row < applications.nRows; row++) {
    appliedOn.set(idsAsked[applications.columns.applicationId[row]!]!, applications.columns.eventDate[row]!);
  }
  const ids = outcomes.levels['applicationId'] ?? [];
  const facts: LoanFact[] = [];
  for (let firm = 0; firm < firmIds.length; firm++) {
    for (let row = outcomes.offsets[firm]!; row < outcomes.offsets[firm + 1]!; row++) {
      const applied = appliedOn.get(ids[outcomes.columns.applicationId[row]!]!);
      if (applied === undefined) continue;
      const bad = outcomes.columns.bad[row] === 1;
      facts.push({ firm, applied, bad, badDate: bad ? outcomes.columns.badDate[row]! : undefined });
    }
  }
  return facts;
}

function groupRates(loans: readonly LoanFact[], groupOf: Int32Array, names: readonly string[]): GroupRate[] {
  return names.flatMap((group, code) => {
    const own = loans.filter(({ firm }) => groupOf[firm] === code);
    const bads = own.filter(({ bad }) => bad).length;
    if (own.length === 0) return [];
    return [
      {
        group,
        loans: own.length,
        bads,
        badRate: bads / own.length,
        interval: wilsonInterval(bads, own.length),
      },
    ];
  });
}

function coverageByRegion({ rows, firmIds }: Book, regionOf: Int32Array): Coverage[] {
  return REGIONS.flatMap((region, code) => {
    const firms = Array.from(firmIds.keys()).filter((firm) => regionOf[firm] === code);
    if (firms.length === 0) return [];
    return dossierSources.map((source) => {
      const { offsets } = rows[source];
      const covered = firms.filter((firm) => offsets[firm + 1]! > offsets[firm]!).length;
      return { region, source, share: covered / firms.length };
    });
  });
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

/** Ninety days past due are reached sixty days after thirty. */
const DAYS_FROM_30_TO_90_DPD = 60;

/** Signs as a lender could see them happen; bureau records are those of other lenders. */
function leadTimes(book: Book, loans: readonly LoanFact[]): LeadTime[] {
  const measure = (
    signal: string,
    source: DossierSource,
    firstSign: (firm: number, from: Day) => Day | undefined,
  ): LeadTime => {
    const { offsets } = book.rows[source];
    const known = loans.filter(({ bad, firm }) => bad && offsets[firm + 1]! > offsets[firm]!);
    const days = known
      .flatMap(({ firm, applied, badDate }) => {
        const first = firstSign(firm, applied);
        return first === undefined || first > badDate! ? [] : [badDate! - DAYS_FROM_30_TO_90_DPD - first];
      })
      .sort((a, b) => a - b);
    const at = (q: number): number => days[Math.floor(q * (days.length - 1))]!;
    return {
      signal,
      loans: known.length,
      seen: known.length > 0 ? days.length / known.length : 0,
      quartiles: days.length > 0 ? [at(0.25), at(0.5), at(0.75)] : undefined,
    };
  };
  return [
    measure('late utility payment', 'utility', (firm, from) => firstLatePayment(book, 'utility', firm, from)),
    measure('late tax payment', 'tax', (firm, from) => firstLatePayment(book, 'tax', firm, from)),
    measure('overdue at another lender', 'bureau', (firm, from) =>
      firstBureauRecord(book, 'overdue', firm, from),
    ),
  ];
}

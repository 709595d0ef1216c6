import type { Book } from '../../sources/index.ts';
import type { LoanRow } from './loan-table.ts';
import type { Measurements } from './measurement.ts';
import { ACTIVITY_SOURCES } from './simple-features/activity-sources.ts';
import { coreFeatures } from './simple-features/core-sources.ts';
import type { Features } from './simple-features/known-rows.ts';
import { STANDING_SOURCES } from './simple-features/standing-sources.ts';
import { TRADE_SOURCES } from './simple-features/trade-sources.ts';
import { pairAuc } from './statistics.ts';

/** What a simple feature is worth alone. */
export interface SingleFeature {
  readonly name: string;
  /** Of the better direction, so at least .5; NaN where too little is known. */
  readonly auc: number;
  /** Loans for which the feature is known, and bad ones among them. */
  readonly known: number;
  readonly bads: number;
}

/** Fewer known bad loans than this give no AUC: its standard error would exceed about .03. */
const LEAST_BADS = 100;

/** Columns of the simple features, NaN where unknown; row i is loan i. Holds one source at a time. */
export async function simpleFeatures(
  book: Book,
  loans: readonly LoanRow[],
): Promise<ReadonlyMap<string, Float64Array>> {
  const columns = new Map<string, Float64Array>();
  const add = (of: (loan: LoanRow) => Features): void => {
    for (const [i, loan] of loans.entries())
      for (const [name, value] of Object.entries(of(loan))) {
        let column = columns.get(name);
        if (!column) {
          column = new Float64Array(loans.length).fill(Number.NaN);
          columns.set(name, column);
        }
        column[i] = value;
      }
  };
  add((loan) => coreFeatures(book, loan));
  for (const open of [...TRADE_SOURCES, ...ACTIVITY_SOURCES, ...STANDING_SOURCES]) {
    const of = await open(book);
    if (of) add(of);
  }
  return columns;
}

/** The features alone, strongest first; those without an AUC last. */
export function singleFeatures(
  columns: ReadonlyMap<string, Float64Array>,
  bad: readonly boolean[],
): SingleFeature[] {
  const singles = [...columns].map(([name, column]): SingleFeature => {
    const rows = bad.flatMap((_, i) => (Number.isNaN(column[i]!) ? [] : [i]));
    const flags = rows.map((i) => bad[i]!);
    const bads = flags.filter(Boolean).length;
    const auc = pairAuc(
      Float64Array.from(rows, (i) => column[i]!),
      flags,
    );
    const enough = bads >= LEAST_BADS && rows.length - bads >= LEAST_BADS;
    return { name, auc: enough ? Math.max(auc, 1 - auc) : Number.NaN, known: rows.length, bads };
  });
  const rank = ({ auc }: SingleFeature): number => (Number.isNaN(auc) ? -1 : auc);
  return singles.sort((a, b) => rank(b) - rank(a) || (a.name < b.name ? -1 : 1));
}

/** The strongest of the simple features alone. */
export async function measureGiveaways(book: Book, loans: readonly LoanRow[]): Promise<Measurements> {
  const columns = await simpleFeatures(book, loans);
  const singles = singleFeatures(
    columns,
    loans.map(({ bad }) => bad),
  );
  const known = singles.filter(({ auc }) => !Number.isNaN(auc));
  const strongest = known.slice(0, 5).map(({ name, auc }) => `${name} ${auc.toFixed(3)}`);
  return {
    'giveaway.largestAuc': {
      value: known[0]?.auc ?? Number.NaN,
      detail: `${strongest.join(', ') || 'too few bad loans'}; ${known.length} of ${columns.size} features have enough bad loans`,
    },
  };
}

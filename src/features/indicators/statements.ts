import { codeOf } from '../../sources/index.ts';
import type { Accumulator, Known, ReadColumns } from '../engine/accumulator.ts';

const AUDITED = codeOf('statements', 'audited', 'yes');

/**
 * The known statement of the newest year and, where there is one, that of the newest year before it: by the end of the
 * year, not by the day they came, for old years are handed in late. Amounts in fen; NaN where there is no statement.
 */
export interface StatementsTrail {
  /** Days from the newest year's end to asOf, and to the day the statement arrived. */
  ageDays: number;
  delayDays: number;
  /** 1 or 0. */
  audited: number;
  revenue: number;
  profit: number;
  cash: number;
  receivables: number;
  assets: number;
  payables: number;
  debt: number;
  equity: number;
  beforeRevenue: number;
  beforeProfit: number;
  beforeReceivables: number;
  beforePayables: number;
  beforeDebt: number;
}

const NONE = -1;

function at(column: ArrayLike<number>, row: number): number {
  return row === NONE ? Number.NaN : column[row]!;
}

export const statementsAccumulator: Accumulator<'statements', StatementsTrail> = {
  source: 'statements',
  keeps: 'everything',
  measures: [],
  groups: [],
  tally: () => undefined,

  newTrail: () => ({
    ageDays: Number.NaN,
    delayDays: Number.NaN,
    audited: Number.NaN,
    revenue: Number.NaN,
    profit: Number.NaN,
    cash: Number.NaN,
    receivables: Number.NaN,
    assets: Number.NaN,
    payables: Number.NaN,
    debt: Number.NaN,
    equity: Number.NaN,
    beforeRevenue: Number.NaN,
    beforeProfit: Number.NaN,
    beforeReceivables: Number.NaN,
    beforePayables: Number.NaN,
    beforeDebt: Number.NaN,
  }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'statements'>>, trail) {
    const { periodEnd } = columns;
    let newest = NONE;
    let before = NONE;
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      const end = periodEnd[row]!;
      // Of two for one year the one drawn up later holds.
      if (newest === NONE || end >= periodEnd[newest]!) {
        if (newest !== NONE && end > periodEnd[newest]!) before = newest;
        newest = row;
      } else if (before === NONE || end >= periodEnd[before]!) before = row;
    }
    trail.ageDays = asOf - at(periodEnd, newest);
    trail.delayDays = at(columns.arrivalDate, newest) - at(periodEnd, newest);
    trail.audited = newest === NONE ? Number.NaN : Number(columns.audited[newest] === AUDITED);
    trail.revenue = at(columns.revenueFen, newest);
    trail.profit = at(columns.profitFen, newest);
    trail.cash = at(columns.cashFen, newest);
    trail.receivables = at(columns.receivablesFen, newest);
    trail.assets = at(columns.assetsFen, newest);
    trail.payables = at(columns.payablesFen, newest);
    trail.debt = at(columns.debtFen, newest);
    trail.equity = at(columns.equityFen, newest);
    trail.beforeRevenue = at(columns.revenueFen, before);
    trail.beforeProfit = at(columns.profitFen, before);
    trail.beforeReceivables = at(columns.receivablesFen, before);
    trail.beforePayables = at(columns.payablesFen, before);
    trail.beforeDebt = at(columns.debtFen, before);
  },
};

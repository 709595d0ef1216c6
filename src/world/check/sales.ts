import type { Book } from '../../sources/index.ts';
import { type Measurements, medianFirm } from './measurement.ts';
import { monthlyDeclared, seasonalIndex, seasonDeviation } from './monthly-series.ts';
import { type Paper, present } from './paper.ts';
import { measurePool, seasonOf } from './reality/pooled-measures.ts';
import { largestDeviation, mean, median, standardDeviation } from './statistics.ts';

/** Shares of sales invoices by weekday, Monday to Sunday. CAL. */
const REAL_WEEKDAYS = [0.199, 0.196, 0.189, 0.178, 0.167, 0.039, 0.032] as const;
const MONTHS_PER_YEAR = 12;

/** Season, spread, memory and gaps of the sales that were invoiced; the season of the declared ones beside it. */
export function measureSales(book: Book, paper: Paper): Measurements {
  const season = invoicedSeason(paper);
  const deviation = seasonDeviation(season.index);
  const declared = seasonalIndex(monthlyDeclared(book));
  const declaredDeviation = seasonDeviation(declared.index);
  const levels = monthlyLevels(paper);
  const logs = levels.map(Math.log);
  const issuing = present(paper.sales);
  const active = issuing.map(({ activeShare }) => activeShare);
  const { weekdays } = measurePool(
    paper.set,
    'sales',
    book.firmIds.map(() => paper.months),
  );
  const written = (index: readonly number[], nFirms: number): string =>
    `${nFirms} firms: ${index.map((value) => value.toFixed(2)).join(' ')}`;
  return {
    'sales.february': { value: season.index[1]! },
    'sales.december': { value: season.index[11]! },
    'sales.seasonDeviation': {
      value: deviation.value,
      detail: `month ${deviation.month}; ${written(season.index, season.nFirms)}`,
    },
    'sales.declaredSeasonDeviation': {
      value: declaredDeviation.value,
      detail: `month ${declaredDeviation.month}; ${written(declared.index, declared.nFirms)}`,
    },
    'sales.logSdBetween': {
      value: standardDeviation(logs),
      detail: `median ${Math.round(median(levels))} yuan a month, ${levels.length} firms`,
    },
    'sales.logSdWithin': medianFirm(issuing.map(({ logMonthSd }) => logMonthSd)),
    'sales.lag1': medianFirm(issuing.map(({ lag1 }) => lag1)),
    'sales.activeMonths': {
      value: median(active),
      detail: `mean ${mean(active).toFixed(3)}, ${active.length} firms`,
    },
    'sales.weekdayDeviation': {
      value: largestDeviation(weekdays, REAL_WEEKDAYS),
      detail: `Mon..Sun ${weekdays.map((share) => share.toFixed(3)).join(' ')}`,
    },
  };
}

/** Mean monthly net sales of the firms that have any, yuan, in the order of firms. */
export function monthlyLevels({ sales }: Paper): number[] {
  return sales.flatMap(({ monthlyNet }) => (monthlyNet > 0 ? [monthlyNet] : []));
}

/** Seasonal index of the whole years that the book begins with; NaN of a shorter one. */
function invoicedSeason({ set, months: { from, to } }: Paper): ReturnType<typeof seasonOf> {
  const nMonths = to - from + 1;
  return seasonOf(set, 'sales', { from, to: to - (nMonths % MONTHS_PER_YEAR) });
}

import type { InvoiceSet } from './invoice-set.ts';
import { type MonthRange, measureSide } from './side-measures.ts';

/** A real firm and the simulated one it is compared with, each with the months that count. */
export interface Match {
  readonly real: number;
  readonly simulated: number;
  readonly realRange: MonthRange;
  readonly simulatedRange: MonthRange;
}

export interface MatchOptions {
  /** Months of the real firms that may count. */
  readonly realRange: MonthRange;
  /** Months from the real calendar to the simulated one: a multiple of 12, so that seasons meet. */
  readonly shift: number;
  /** Largest difference of log mean monthly sales. */
  readonly caliper: number;
  /** Months a real firm must show. */
  readonly leastMonths: number;
  /** Simulated firms tried for each real one, the nearest first. */
  readonly tries: number;
}

/** Months from the first to the last valid invoice of either side; undefined without sales. */
export function rangeOf(set: InvoiceSet, firm: number, within: MonthRange): MonthRange | undefined {
  const sales = measureSide(set, firm, 'sales', within);
  if (sales.span === 0) return undefined;
  const purchases = measureSide(set, firm, 'purchases', within);
  if (purchases.span === 0) return { from: sales.from, to: sales.to };
  return { from: Math.min(sales.from, purchases.from), to: Math.max(sales.to, purchases.to) };
}

/**
 * Pairs real with simulated firms one to one by log mean monthly net sales. The simulated firm is cut to the months of the
 * real one (shifted), so that neither span nor season tells them apart; a firm without a partner within the caliper is left out.
 */
export function matchFirms(real: InvoiceSet, simulated: InvoiceSet, options: MatchOptions): Match[] {
  const { realRange, shift, caliper, leastMonths, tries } = options;
  const whole = { from: realRange.from + shift, to: realRange.to + shift };
  const pool = simulated.firmIds
    .map((_, firm) => ({ firm, size: logSales(simulated, firm, whole) }))
    .filter(({ size }) => Number.isFinite(size))
    .sort((a, b) => a.size - b.size || a.firm - b.firm);
  const matches: Match[] = [];
  for (let firm = 0; firm < real.firmIds.length; firm++) {
    const own = rangeOf(real, firm, realRange);
    if (!own || own.to - own.from + 1 < leastMonths) continue;
    const size = logSales(real, firm, own);
    if (!Number.isFinite(size)) continue;
    const cut = { from: own.from + shift, to: own.to + shift };
    const near = pool.map((entry, i) => ({ ...entry, i, distance: Math.abs(entry.size - size) }));
    near.sort((a, b) => a.distance - b.distance || a.firm - b.firm);
    const found = near
      .slice(0, tries)
      .find((entry) => Math.abs(logSales(simulated, entry.firm, cut) - size) <= caliper);
    if (!found) continue;
    pool.splice(found.i, 1);
    matches.push({ real: firm, simulated: found.firm, realRange: own, simulatedRange: cut });
  }
  return matches;
}

/** Log of the mean monthly net sales over all of `range`; NaN where nothing was sold. */
function logSales(set: InvoiceSet, firm: number, range: MonthRange): number {
  const { net } = measureSide(set, firm, 'sales', range);
  return net > 0 ? Math.log(net / (range.to - range.from + 1)) : Number.NaN;
}

import { type Measurements, percent, unknownBecause } from './measurement.ts';
import type { Paper } from './paper.ts';
import { monthlyLevels } from './sales.ts';
import type { SupplyLink } from './truth.ts';

/** Share of firms that are the tail of sales: large enough to be counted, far enough out to be a tail. OWN. */
const TAIL_SHARE = 0.05;
/** Fewer values in a tail give no exponent: its relative standard error, 1 / sqrt(n), would exceed .2. */
const LEAST_IN_TAIL = 25;
/** Number of buyers from which suppliers are the tail of the network. OWN. */
export const LEAST_DEGREE = 5;

/**
 * Exponent a of the tail P(X > x) ~ x^-a by the largest `n` values (Hill, Annals of Statistics 3, 1975): the mean log
 * excess over the next smaller value, inverted. NaN of too few values.
 */
export function hillExponent(values: readonly number[], n: number): number {
  const sorted = values.filter((value) => value > 0).sort((a, b) => b - a);
  const threshold = sorted[n];
  if (n < LEAST_IN_TAIL || threshold === undefined) return Number.NaN;
  const excess = sorted.slice(0, n).reduce((sum, value) => sum + Math.log(value / threshold), 0);
  return n / excess;
}

/**
 * The same of counts from `least` up (Clauset, Shalizi, Newman, SIAM Review 51, 2009, equation 3.7, less 1 for the
 * distribution function in place of the density). NaN of too few.
 */
export function degreeExponent(degrees: readonly number[], least = LEAST_DEGREE): number {
  const tail = degrees.filter((degree) => degree >= least);
  if (tail.length < LEAST_IN_TAIL) return Number.NaN;
  return tail.length / tail.reduce((sum, degree) => sum + Math.log(degree / (least - 0.5)), 0);
}

/** Share of the sum that the largest `share` of the values have; at least one value. NaN of nothing. */
export function topShare(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => b - a);
  const total = sorted.reduce((a, b) => a + b, 0);
  const top = sorted.slice(0, Math.max(1, Math.round(share * sorted.length)));
  return total > 0 ? top.reduce((a, b) => a + b, 0) / total : Number.NaN;
}

/** Number of buyers of each supplier that has any, descending. */
export function degreesOf(links: readonly SupplyLink[]): number[] {
  const buyers = new Map<string, number>();
  for (const { seller } of links) buyers.set(seller, (buyers.get(seller) ?? 0) + 1);
  return [...buyers.values()].sort((a, b) => b - a);
}

/** How heavy the tails of sales and of the supply network are. */
export function measureTails(paper: Paper, supply: readonly SupplyLink[] | undefined): Measurements {
  const sales = monthlyLevels(paper);
  const nTail = Math.round(TAIL_SHARE * sales.length);
  return {
    'sales.tailExponent': {
      value: hillExponent(sales, nTail),
      detail: `largest ${nTail} of ${sales.length} firms`,
    },
    'sales.topShare': {
      value: sales.length < 100 ? Number.NaN : topShare(sales, 0.01),
      detail: `${sales.length} firms; the largest tenth has ${percent(topShare(sales, 0.1))}`,
    },
    'network.degreeExponent': supply ? degreeTail(degreesOf(supply)) : unknownBecause('no truth/supply'),
  };
}

function degreeTail(degrees: readonly number[]): { readonly value: number; readonly detail: string } {
  const tail = degrees.filter((degree) => degree >= LEAST_DEGREE).length;
  const detail = `${tail} of ${degrees.length} suppliers have ${LEAST_DEGREE} buyers or more, the largest ${degrees[0] ?? 0}`;
  return { value: degreeExponent(degrees), detail };
}

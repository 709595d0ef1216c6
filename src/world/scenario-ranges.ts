import { z } from 'zod';

// Ranges that several parameters share: outside of them the economy would be nonsense (a share above 1) or leave the
// numbers it can reckon with (fen are whole doubles).

/** Chance of an event, ratio. */
export const probability = z.number().min(0).max(1);
/** Part of a whole, ratio. */
export const share = probability;
/** Interest a year, ratio. */
export const annualRate = z.number().min(0).max(2);
/** Expected events a year: the weekly chance is a 52nd of it. */
export const perYear = z.number().min(0).max(52);
/** Standard deviation of a log. */
export const logSd = z.number().min(0).max(2);
/** Stationary standard deviation of a lasting part of log demand. */
export const demandSd = z.number().min(0).max(0.5);
/** Change of log demand: from nearly nothing to twice as much. */
export const logDemandChange = z.number().min(-5).max(0.7);
/** Change of a log price: from a seventh to seven times as much. */
export const logPriceChange = z.number().min(-2).max(2);
/** Weeks in which half of a gap closes. */
export const halfLifeWeeks = z.number().min(0.1).max(1040);
/** An amount in months of sales or outgoings. */
export const months = z.number().min(0).max(60);
/** A duration in weeks. */
export const weeks = z.int().min(1).max(520);

/** How far from 1 a sum of shares may be: rounding in a file of a few decimals. */
const TOLERANCE = 1e-6;

interface Context {
  addIssue(issue: { readonly code: 'custom'; readonly message: string }): void;
}

/** Refinement of a list or table of shares: they must add up to 1. `what` names them in the issue. */
export function addUpToOne(
  values: Readonly<Record<string, number>> | readonly number[],
  context: Context,
  what = 'values',
): void {
  const total = sum(Object.values(values));
  if (Math.abs(total - 1) <= TOLERANCE) return;
  context.addIssue({ code: 'custom', message: `${what} add up to ${rounded(total)}; expected 1` });
}

/** Sum of `parts`. */
export function sum(parts: readonly number[]): number {
  return parts.reduce((a, b) => a + b, 0);
}

/** Six significant digits, for messages. */
export function rounded(x: number): number {
  return Number(x.toPrecision(6));
}

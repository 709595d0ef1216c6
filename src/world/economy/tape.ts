import { sharedFloat32, sharedFloat64, sharedInt32 } from '../../parallel/index.ts';
import { FLOWS } from '../life.ts';

/** Longest loan, months: room for its payments. */
export const MOST_INSTALMENTS = 60;

/** What is remembered of a district's weeks; nothing in the economy reads it back but the flows of the running week. */
export interface Tape {
  readonly openingCash: Float64Array;
  /** Entry (week * FLOWS.length + slot) * nFirms + firm: see `flowAt`. */
  readonly flows: Float64Array;
  /** Entry week * nFirms + firm. */
  readonly cash: Float64Array;
  readonly sales: Float64Array;
  readonly orders: Float64Array;
  readonly logDemand: Float32Array;
  readonly service: Float32Array;
  /** Entry week * nLinks + link. */
  readonly delivered: Float64Array;
  readonly paid: Float64Array;
  /** Entry loan * MOST_INSTALMENTS + k: the day instalment k was paid. */
  readonly paidDays: Int32Array;
  /** In order of time. */
  readonly enquiries: { readonly i: number; readonly day: number; readonly lender: number }[];
}

/** Room for a district's weeks; that of `spent`, a tape of as many firms and weeks, is used again where it fits. */
export function openTape(
  nWeeks: number,
  nFirms: number,
  nLinks: number,
  maxLoans: number,
  spent?: Tape,
): Tape {
  const entries = nWeeks * nFirms;
  const again = spent && spent.cash.length === entries ? spent : undefined;
  return {
    openingCash: sharedFloat64(nFirms),
    flows: again?.flows ?? sharedFloat64(entries * FLOWS.length),
    cash: again?.cash ?? sharedFloat64(entries),
    sales: again?.sales ?? sharedFloat64(entries),
    orders: again?.orders ?? sharedFloat64(entries),
    logDemand: again?.logDemand ?? sharedFloat32(entries),
    service: again?.service ?? sharedFloat32(entries),
    delivered: sharedFloat64(nWeeks * nLinks),
    paid: sharedFloat64(nWeeks * nLinks),
    paidDays: again?.paidDays ?? sharedInt32(maxLoans * MOST_INSTALMENTS),
    enquiries: [],
  };
}

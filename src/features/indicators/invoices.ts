import { firstDayOfMonthIndex } from '../../core/index.ts';
import { codeOf } from '../../sources/index.ts';
import {
  type Accumulator,
  groupsOf,
  type Known,
  measuresOf,
  type ReadColumns,
} from '../engine/accumulator.ts';

const ISSUED = codeOf('invoices', 'direction', 'issued');
const VOID = codeOf('invoices', 'status', 'void');

/**
 * Amounts in fen, net of VAT. `issued` and `received` are valid invoices less red letters; `...Positive` and what is part
 * of it leave red letters out; `...Forms` are all invoices but red letters, void ones included.
 */
export const INVOICES = measuresOf(
  'issued',
  'issuedPositive',
  'issuedCount',
  'issuedTax',
  'issuedForms',
  'issuedFormsFen',
  'issuedVoid',
  'issuedVoidFen',
  'issuedRed',
  'issuedRound',
  'issuedMonthEnd',
  'issuedLowRate',
  'issuedServiceRate',
  'issuedReducedRate',
  'issuedStandardRate',
  'received',
  'receivedPositive',
  'receivedCount',
  'receivedTax',
  'receivedForms',
  'receivedVoid',
  'receivedRed',
  'receivedLowRate',
  'receivedServiceRate',
  'receivedReducedRate',
  'receivedStandardRate',
);

/** Classes of VAT rates; the measures of a side stand in this order, from its low rate on. */
export const RATE_CLASSES = 4;

/**
 * Upper ends of the first three: the levy of small taxpayers and exempt sales (0 to 5 %), services (6 %), reduced (9, 10, 11,
 * once 13 %); above is the standard rate (13, 16, 17 %). The 13 % that was reduced until 2017 counts as standard.
 */
const LOW_RATE = 0.055;
const SERVICE_RATE = 0.075;
const REDUCED_RATE = 0.12;

export const INVOICE_PARTIES = groupsOf('buyers', 'suppliers');

/** A whole thousand yuan, in fen. */
const ROUND_FEN = 100_000;

/** Days at the end of a calendar month that count as its end. OWN. */
const MONTH_END_DAYS = 3;
/** Months since 1970-01 up to 2101-01: the contract's days end before. */
const MONTHS_KNOWN = 1572;

/** 1 on the last days of calendar months, by day since 1970-01-01. */
const IS_MONTH_END = monthEnds();

function monthEnds(): Uint8Array {
  const isEnd = new Uint8Array(firstDayOfMonthIndex(MONTHS_KNOWN));
  for (let month = 1; month <= MONTHS_KNOWN; month++) {
    const next = firstDayOfMonthIndex(month);
    isEnd.fill(1, next - MONTH_END_DAYS, next);
  }
  return isEnd;
}

function rateClass(rate: number): number {
  return rate < LOW_RATE ? 0 : rate < SERVICE_RATE ? 1 : rate < REDUCED_RATE ? 2 : 3;
}

/** What depends on days and extremes: valid invoices issued, red letters left out. */
export interface InvoicesTrail {
  /** Largest net amount of one invoice, fen; 0 where there is none. */
  largestIssued365: number;
  /** Days with an invoice. */
  issuedDays90: number;
}

export const invoicesAccumulator: Accumulator<'invoices', InvoicesTrail> = {
  source: 'invoices',
  keeps: 'horizon',
  measures: Object.keys(INVOICES),
  groups: Object.keys(INVOICE_PARTIES),

  tally({ eventDate, direction, status, amountFen, taxFen, taxRate, counterparty }, row, to) {
    const fen = amountFen[row]!;
    const isVoid = status[row] === VOID;
    if (direction[row] === ISSUED) {
      if (fen >= 0) {
        to.add(INVOICES.issuedForms, 1);
        to.add(INVOICES.issuedFormsFen, fen);
      }
      if (isVoid) {
        if (fen < 0) return;
        to.add(INVOICES.issuedVoid, 1);
        to.add(INVOICES.issuedVoidFen, fen);
        return;
      }
      to.add(INVOICES.issued, fen);
      to.add(INVOICES.issuedTax, taxFen[row]!);
      to.meet(INVOICE_PARTIES.buyers, counterparty[row]!, fen);
      if (fen < 0) {
        to.add(INVOICES.issuedRed, -fen);
        return;
      }
      to.add(INVOICES.issuedPositive, fen);
      to.add(INVOICES.issuedCount, 1);
      to.add(INVOICES.issuedLowRate + rateClass(taxRate[row]!), fen);
      if ((fen + taxFen[row]!) % ROUND_FEN === 0) to.add(INVOICES.issuedRound, fen);
      if (IS_MONTH_END[eventDate[row]!] === 1) to.add(INVOICES.issuedMonthEnd, fen);
      return;
    }
    if (fen >= 0) to.add(INVOICES.receivedForms, 1);
    if (isVoid) {
      if (fen >= 0) to.add(INVOICES.receivedVoid, 1);
      return;
    }
    to.add(INVOICES.received, fen);
    to.add(INVOICES.receivedTax, taxFen[row]!);
    to.meet(INVOICE_PARTIES.suppliers, counterparty[row]!, fen);
    if (fen < 0) {
      to.add(INVOICES.receivedRed, -fen);
      return;
    }
    to.add(INVOICES.receivedPositive, fen);
    to.add(INVOICES.receivedCount, 1);
    to.add(INVOICES.receivedLowRate + rateClass(taxRate[row]!), fen);
  },

  newTrail: () => ({ largestIssued365: 0, issuedDays90: 0 }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'invoices'>>, trail) {
    const { eventDate, direction, status, amountFen } = columns;
    let largest365 = 0;
    let days = 0;
    let lastDay = -1;
    for (let i = n - 1; i >= 0; i--) {
      const row = rows[i]!;
      const day = eventDate[row]!;
      const age = asOf - day;
      if (age >= 365) break;
      const fen = amountFen[row]!;
      if (direction[row] !== ISSUED || status[row] === VOID || fen < 0) continue;
      if (fen > largest365) largest365 = fen;
      if (age >= 90) continue;
      if (day !== lastDay) days += 1;
      lastDay = day;
    }
    trail.largestIssued365 = largest365;
    trail.issuedDays90 = days;
  },
};

import type { Day, Fen } from '../core/index.ts';
import type { FirmTraits } from './firm.ts';
import type { Loan } from './loans.ts';

/** Kinds of cash flow, receipts first; the slots of one week's row in `FirmLife.flows`. */
export const FLOWS = [
  'sales',
  'loan',
  'equity',
  'purchase',
  'payroll',
  'rent',
  'tax',
  'utility',
  'repayment',
  'owner',
  'other',
] as const;

export type Flow = (typeof FLOWS)[number];

/** The first slots of FLOWS come in; the others go out. */
export const N_INFLOWS = 3;

/** Slot of each flow. */
export const FLOW = Object.fromEntries(FLOWS.map((name, i) => [name, i])) as Readonly<Record<Flow, number>>;

/** A payment or receipt whose day is fixed by its due date; the others are spread over their week. */
export interface DatedFlow {
  readonly week: number;
  readonly day: Day;
  readonly flow: Flow;
  readonly amountFen: Fen;
  readonly counterparty: string;
}

/** A calendar month's obligations and when they were met. */
export interface MonthAccount {
  readonly periodStart: Day;
  readonly salesFen: Fen;
  readonly declaredFen: Fen;
  readonly taxFen: Fen;
  readonly taxDueDay: Day;
  readonly filedDay: Day;
  taxPaidDay: Day | undefined;
  readonly electricityFen: Fen;
  readonly waterFen: Fen;
  readonly billDay: Day;
  readonly utilityDueDay: Day;
  utilityPaidDay: Day | undefined;
}

export interface Enquiry {
  readonly day: Day;
  readonly lenderName: string;
}

export interface Application {
  readonly day: Day;
  readonly amountFen: Fen;
  readonly termMonths: number;
  /** Index of the stated use of funds in the order of the contract. */
  readonly iPurpose: number;
  readonly loan: Loan;
}

/** Everything that happened to one firm. Week 0 is the timeline's; weeks from `nWeeks` on were not lived. */
export interface FirmLife {
  readonly traits: FirmTraits;
  readonly nWeeks: number;
  readonly openingCashFen: Fen;
  /** Closing cash by week. */
  readonly cash: Float64Array;
  /** Flows by week and slot of FLOWS, all >= 0: closing = opening + receipts - payments, to the fen. */
  readonly flows: Float64Array;
  readonly dated: readonly DatedFlow[];
  readonly months: readonly MonthAccount[];
  readonly loans: readonly Loan[];
  readonly enquiries: readonly Enquiry[];
  readonly application: Application | undefined;
  /** Last day of the firm; undefined while it lives. */
  readonly deathDay: Day | undefined;
}

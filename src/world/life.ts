import type { Day, Fen } from '../core/index.ts';
import type { FirmTraits } from './firm.ts';
import type { FraudKind } from './fraud.ts';
import type { Loan } from './loans.ts';

/** Kinds of cash flow, receipts first; the slots of one week's row in `FirmLife.flows`. */
export const FLOWS = [
  'sales',
  'loan',
  'equity',
  'purchase',
  'payroll',
  'social',
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
  /** Wages of the month, and the social insurance on them. */
  readonly wagesFen: Fen;
  readonly socialFen: Fen;
  readonly socialDueDay: Day;
  socialPaidDay: Day | undefined;
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
  /** Undefined when the lender refused or the firm died before the money came. */
  readonly loan: Loan | undefined;
}

/** Trade of a firm with another firm of its district: amounts of each week, fen. */
export interface PartnerTrade {
  /** Number of the other firm. */
  readonly partner: number;
  /** What this firm is to the other. */
  readonly role: 'seller' | 'buyer';
  /** Delivered on credit in the week, and paid in the week. */
  readonly delivered: Float64Array;
  readonly paid: Float64Array;
}

/** A guarantee between two firms of a district for the loan of one of them. */
export interface Guarantee {
  readonly partner: number;
  /** What this firm is to the other. */
  readonly role: 'guarantor' | 'guaranteed';
  readonly day: Day;
  readonly endDay: Day;
  readonly amountFen: Fen;
}

/** Numbers of the phone, device, address and owner a firm shows: equal numbers are the same thing. */
export interface Identity {
  readonly phone: number;
  readonly device: number;
  readonly address: number;
  readonly owner: number;
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
  /** Sales accrued and goods ordered by week, fen. */
  readonly sales: Float64Array;
  readonly orders: Float64Array;
  /** The firm's own log demand by week, deviation from normal (sd about .25). */
  readonly logDemand: Float64Array;
  /** Quality of service by week as customers feel it, about standard normal; falls when goods or staff are short. */
  readonly service: Float64Array;
  readonly dated: readonly DatedFlow[];
  readonly months: readonly MonthAccount[];
  readonly loans: readonly Loan[];
  readonly enquiries: readonly Enquiry[];
  readonly application: Application | undefined;
  readonly partners: readonly PartnerTrade[];
  readonly guarantees: readonly Guarantee[];
  readonly identity: Identity;
  /** What kind of fraud the firm commits; undefined for the honest. Known to the truth alone. */
  readonly fraud: FraudKind | undefined;
  /** Last day of the firm; undefined while it lives. */
  readonly deathDay: Day | undefined;
}

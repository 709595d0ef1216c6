import { sharedInt32 } from '../../parallel/index.ts';

/** Fields of a firm that never change. All amounts in fen, all shares of net sales unless said. */
const FIXED = [
  'weeklySales',
  'purchaseShare',
  'payrollShare',
  'rentShare',
  'energyShare',
  'taxShare',
  /** Share of sales paid at once, and the mean weeks until the rest and the suppliers are paid. */
  'cashShare',
  'collectionWeeks',
  'supplierWeeks',
  'quality',
  'honesty',
  'declaredShare',
  'topShare',
  'bufferMonths',
  'caution',
  'forgetfulness',
  /** Share of normal sales that is made outside the district. */
  'outsideShare',
  /** What the owner intends with a loan of ours: factor on the amount asked for, share taken out on arrival. */
  'amountFactor',
  'extractShare',
] as const;

/** Fields of a firm that a week may change. Whole fen where the comment says so. */
const CHANGING = [
  /** Whole fen. */
  'cash',
  'receivables',
  'payables',
  'linkedReceivables',
  'linkedPayables',
  /** Paid by firms of the district and on its way; what of it comes in this week; delivered to them. Whole fen. */
  'transit',
  'incoming',
  'linkedSales',
  /** Share of orders that suppliers of the district could not fill last week. */
  'shortage',
  /** Own demand and margin, deviations from normal. */
  'logDemand',
  'marginDeviation',
  /** Log demand gained by investment. */
  'investedGain',
  /** Loan money meant to be invested, whole fen, and the log demand one fen of it over yearly sales brings. */
  'toInvest',
  'gainPerInvested',
  /** Deseasonalised weekly sales as the owner sees them, exponential mean. */
  'salesLevel',
  /** What suppliers still deliver of what is ordered, (0, 1]. */
  'supply',
  /** Usual weekly order, exponential mean. */
  'orderLevel',
  'monthlyPayroll',
  'monthlyRent',
  /** Whole fen. */
  'payrollDue',
  'rentDue',
  /** Weekly operating surplus and outgoings, exponential means. */
  'surplusLevel',
  'outgoingLevel',
  /** The owner's private means, whole fen. */
  'wealth',
  /** Sales of the month being accrued, and what the week that ends it sold in the next. Whole fen. */
  'monthSales',
  'nextMonthSales',
  /** Wages due in the month being accrued, and in the next by the week that ends it. Whole fen. */
  'monthWages',
  'nextMonthWages',
  /** Instalments of a month, and all that is still owed on loans. Whole fen. */
  'instalments',
  'debt',
  /** Quality of service as customers feel it. */
  'service',
  /** Amount asked for; 0 before an application and without one. Whole fen. */
  'applied',
] as const;

const FIXED_CODES = [
  'industry',
  'region',
  'payrollDay',
  'fraud',
  'stopAfter',
  'guarantor',
  'channel',
] as const;

const CHANGING_CODES = [
  /** First week the firm is no more; NEVER while it lives. */
  'deathWeek',
  /** Month accounts before these were settled: indices of months since the first. */
  'firstUnpaidTax',
  'firstUnpaidUtility',
  'firstUnpaidSocial',
  /** No bill of tax, utilities or social insurance needs a look before this day; NEVER while all are settled. */
  'nextBill',
  /** Day on which the oldest open instalment of any loan was or will be due; NEVER without loans. */
  'nextDue',
  /** Day on which the money of the next granted loan comes; NEVER without one. */
  'nextArrival',
  /** Chain of running loans in the order of their opening, and of granted ones by arrival; NONE ends it. */
  'firstLoan',
  'lastLoan',
  'firstPending',
  'openLoans',
  /** The loan of the lender whose book this is; NONE without one. */
  'ownLoan',
  /** Term and purpose asked for. */
  'appliedTerm',
  'appliedPurpose',
  /** What the traditional lender answers, or would: see ANSWER in traditional-lender.ts. */
  'traditional',
] as const;

const MONTH_AMOUNTS = ['sales', 'tax', 'electricity', 'water', 'social', 'wages'] as const;
const MONTH_DAYS = ['filedDay', 'billDay', 'taxPaidDay', 'utilityPaidDay', 'socialPaidDay'] as const;
const LOAN_AMOUNTS = ['loanPrincipal', 'loanInstalment'] as const;
const LOAN_CODES = [
  'loanFirm',
  /** Kind of lender and its number: see LENDER. */
  'loanLender',
  'loanOpened',
  /** Month of the opening, as in month accounts, and its day of month: what due days are told from. */
  'loanMonth',
  'loanDayOfMonth',
  'loanTerm',
  'loanPaid',
  'loanDue',
  'loanAbandoned',
  /** Day on which 90 days past due were, or after a firm's death will be, reached; NEVER while good. */
  'loanBadDay',
  'loanNext',
] as const;
const LINK_AMOUNTS = ['linkOwed', 'linkOrdered'] as const;

/** No such week or day yet. */
export const NEVER = 2 ** 31 - 1;
/** No such firm or loan. */
export const NONE = -1;

type Reals<T extends readonly string[]> = { readonly [K in T[number]]: Float64Array<SharedArrayBuffer> };
type Codes<T extends readonly string[]> = { readonly [K in T[number]]: Int32Array<SharedArrayBuffer> };

export type FixedFields = Reals<typeof FIXED> & Codes<typeof FIXED_CODES>;
export type ChangingFields = Reals<typeof CHANGING> &
  Codes<typeof CHANGING_CODES> &
  Reals<typeof LOAN_AMOUNTS> &
  Codes<typeof LOAN_CODES> &
  Reals<typeof LINK_AMOUNTS> /** Month accounts, month-major: entry month * nFirms + firm. */ & {
    readonly month: Reals<typeof MONTH_AMOUNTS> & Codes<typeof MONTH_DAYS>;
  } & {
    /** counts[0]: loans ever granted. */
    readonly counts: Int32Array<SharedArrayBuffer>;
    /** Everything above in one piece: copying it copies the state. */
    readonly bytes: Uint8Array<SharedArrayBuffer>;
  };

export interface Sizes {
  readonly firms: number;
  readonly months: number;
  readonly loans: number;
  readonly links: number;
}

export function allocateFixed(nFirms: number): FixedFields {
  const block = openBlock([
    [FIXED, 8, nFirms],
    [FIXED_CODES, 4, nFirms],
  ]);
  return block.fields as unknown as FixedFields;
}

export function allocateChanging({ firms, months, loans, links }: Sizes): ChangingFields {
  const perMonth = months * firms;
  const prefixed = (names: readonly string[]): string[] => names.map((name) => `month.${name}`);
  const { fields, bytes } = openBlock([
    [CHANGING, 8, firms],
    [LOAN_AMOUNTS, 8, loans],
    [LINK_AMOUNTS, 8, links],
    [prefixed(MONTH_AMOUNTS), 8, perMonth],
    [CHANGING_CODES, 4, firms],
    [LOAN_CODES, 4, loans],
    [prefixed(MONTH_DAYS), 4, perMonth],
    [['counts'], 4, 2],
  ]);
  const month: Record<string, unknown> = {};
  for (const name of [...MONTH_AMOUNTS, ...MONTH_DAYS]) month[name] = fields[`month.${name}`];
  return { ...fields, month, bytes } as unknown as ChangingFields;
}

type Group = readonly [names: readonly string[], width: 4 | 8, length: number];

/** Carves fields out of one piece of shared memory, eight-byte ones first so that all are aligned. */
function openBlock(groups: readonly Group[]): {
  readonly fields: Record<string, Float64Array | Int32Array>;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
} {
  let size = 0;
  for (const [names, width, length] of groups) size += names.length * width * length;
  const { buffer } = sharedInt32(Math.ceil(size / 4));
  const fields: Record<string, Float64Array | Int32Array> = {};
  let at = 0;
  for (const [names, width, length] of groups)
    for (const name of names) {
      fields[name] = width === 8 ? new Float64Array(buffer, at, length) : new Int32Array(buffer, at, length);
      at += width * length;
    }
  return { fields, bytes: new Uint8Array(buffer) };
}

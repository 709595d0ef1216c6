import type { DecidedBook } from './decided-book.ts';

/** A parameter of the cost model and who says so. */
export interface CostParameter {
  readonly value: number;
  readonly unit: string;
  /** OWN: the project's assumption; CLAIM: an anchor figure of the reports; else the public source. */
  readonly source: string;
}

/** What an application and a loan cost, in yuan of 2025. Every verdict on costs hangs on this table. */
export const COSTS = {
  bureau: {
    value: 5,
    unit: 'yuan an application',
    source:
      'NDRC price notice 668 of 2025 for private banks: 4.5 for a company report, .5 for a personal one; other banks 9 and 1',
  },
  otherData: {
    value: 6,
    unit: 'yuan an application',
    source: 'OWN: tax, invoices, accounts, courts and meters over data platforms; no public tariff',
  },
  identity: {
    value: 1.5,
    unit: 'yuan an application',
    source: 'OWN: face, document and phone checks',
  },
  compute: {
    value: 0.01,
    unit: 'yuan an application',
    source: 'OWN: some seconds of one core, its records kept for five years',
  },
  reviewMinutes: {
    value: 30,
    unit: 'minutes a review',
    source: 'OWN: an officer with the file before her; C28 names 45 minutes for papers alone',
  },
  officer: {
    value: 80,
    unit: 'yuan an hour',
    source: 'OWN: 160,000 yuan a year to the employer over 2,000 hours',
  },
  reviewApproves: {
    value: 0.5,
    unit: 'share of reviews',
    source: 'OWN: what the officer grants; her bad rate is not known here',
  },
  payment: { value: 1, unit: 'yuan a loan', source: 'OWN: paying out, contract and signature' },
  service: {
    value: 118,
    unit: 'yuan a loan and year',
    source: 'CLAIM C05: customer service after automation',
  },
  acquisition: { value: 180, unit: 'yuan a loan', source: 'CLAIM: 180 in the east, 420 in the remote west' },
} as const satisfies Readonly<Record<string, CostParameter>>;

export type CostName = keyof typeof COSTS;

/** Values of the parameters. */
export type CostValues = Readonly<Record<CostName, number>>;

export const costValues: CostValues = Object.fromEntries(
  Object.entries(COSTS).map(([name, { value }]) => [name, value]),
) as Record<CostName, number>;

/** What a book of decisions costs, in yuan; per loan made unless it says otherwise. */
export interface BookCost {
  readonly loans: number;
  /** Data, identity and compute for all who applied. */
  readonly data: number;
  readonly review: number;
  readonly payment: number;
  /** The three above: what deciding and paying out costs. */
  readonly operating: number;
  /** The same for one more application that no person sees. */
  readonly marginal: number;
  /** Operating, with acquisition and a year of service. */
  readonly whole: number;
  /** Data, identity, compute and review, an application. */
  readonly perApplication: number;
  /** Officer minutes an application. */
  readonly minutes: number;
}

/** Applications are paid for whether they become loans or not; reviewed ones become loans in the share that officers grant. */
export function costOf({ outcome }: Pick<DecidedBook, 'outcome'>, values: CostValues = costValues): BookCost {
  const n = outcome.length;
  const count = (wanted: string): number => outcome.filter((one) => one === wanted).length;
  const approved = count('approve');
  const reviewed = count('review');
  const loans = approved + values.reviewApproves * reviewed;
  const call = values.bureau + values.otherData + values.identity + values.compute;
  const labour = (reviewed * values.reviewMinutes * values.officer) / 60;
  const data = (n * call) / loans;
  const review = labour / loans;
  const operating = data + review + values.payment;
  const automated = n - reviewed;
  return {
    loans,
    data,
    review,
    payment: values.payment,
    operating,
    marginal: (automated * call) / approved + values.payment,
    whole: operating + values.acquisition + values.service,
    perApplication: call + labour / n,
    minutes: (reviewed * values.reviewMinutes) / n,
  };
}

/**
 * The value of one parameter at which the operating cost of a loan is `target` yuan, the others as they are; null where no value of 0 or more is. Cost is a
 * straight line in every parameter but `reviewApproves`.
 */
export function breakEven(
  book: Pick<DecidedBook, 'outcome'>,
  name: Exclude<CostName, 'reviewApproves'>,
  target: number,
): number | null {
  const at = (value: number): number => costOf(book, { ...costValues, [name]: value }).operating;
  const base = at(0);
  const slope = at(1) - base;
  const value = (target - base) / slope;
  return slope > 0 && value >= 0 ? value : null;
}

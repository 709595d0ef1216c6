import type { AccountMeasures } from './account-measures.ts';
import { LEVELS, quantilesOf } from './quantiles.ts';
import { figures, type Judgement } from './reality-markdown.ts';

type Measure = readonly [string, number, (measures: AccountMeasures) => number];

/** What the table shows of an account: name, decimals, value. */
const QUANTITIES: readonly Measure[] = [
  ['log sd of monthly receipts', 2, (m) => m.logSdIn],
  ['log sd of monthly payments', 2, (m) => m.logSdOut],
  ['lag-1 correlation of log monthly receipts', 2, (m) => m.lag1In],
  ['lag-1 correlation of log monthly payments', 2, (m) => m.lag1Out],
  ['correlation of receipts with payments over months', 2, (m) => m.inWithOut],
  ['mean month-end balance over mean monthly receipts', 2, (m) => m.balanceOverInflow],
  ['transactions a month', 1, (m) => m.transactionsPerMonth],
  ['share of transactions that are receipts', 2, (m) => m.inwardsShare],
  ['share of months with a negative balance', 3, (m) => m.negativeMonths],
  ['share of months without a receipt', 3, (m) => m.dryMonths],
  ["largest receipt over its month's receipts", 2, (m) => m.largestIn],
];

/** What the two-sample test sees of an account. */
const FEATURES: readonly (readonly [string, (measures: AccountMeasures) => number])[] = [
  ['logSdIn', (m) => m.logSdIn],
  ['logSdOut', (m) => m.logSdOut],
  ['lag1In', (m) => m.lag1In],
  ['lag1Out', (m) => m.lag1Out],
  ['inWithOut', (m) => m.inWithOut],
  ['balanceOverInflow', (m) => m.balanceOverInflow],
  ['logTransactionsPerMonth', (m) => Math.log(m.transactionsPerMonth)],
  ['inwardsShare', (m) => m.inwardsShare],
  ['negativeMonths', (m) => m.negativeMonths],
  ['dryMonths', (m) => m.dryMonths],
  ['largestIn', (m) => m.largestIn],
];

/** Names of the features of the two-sample test on accounts; those of months alone leave out what counts single bookings. */
export const ACCOUNT_FEATURES: readonly string[] = FEATURES.map(([name]) => name);
export const MONTHLY_ACCOUNT_FEATURES: readonly string[] = ACCOUNT_FEATURES.filter(
  (name) => !['logTransactionsPerMonth', 'inwardsShare', 'largestIn'].includes(name),
);

/** Values of ACCOUNT_FEATURES; NaN where an account cannot show one. */
export function accountFeatures(measures: AccountMeasures): Float64Array {
  return Float64Array.from(FEATURES, ([, of]) => (Number.isFinite(of(measures)) ? of(measures) : Number.NaN));
}

/** Quantiles over accounts of one quantity, real and simulated, at LEVELS. */
export interface AccountRow {
  readonly quantity: string;
  readonly digits: number;
  readonly real: readonly number[];
  readonly simulated: readonly number[];
}

/** The comparison of real with simulated accounts. */
export interface AccountReport {
  readonly seed: number;
  readonly nPairs: number;
  readonly months: Judgement;
  readonly all: Judgement;
  readonly rows: readonly AccountRow[];
}

export function accountRows(
  real: readonly AccountMeasures[],
  simulated: readonly AccountMeasures[],
): AccountRow[] {
  return QUANTITIES.map(([quantity, digits, of]) => ({
    quantity,
    digits,
    real: quantilesOf(real.map(of)),
    simulated: quantilesOf(simulated.map(of)),
  }));
}

/** The section on accounts: what was compared, both AUCs, quantiles side by side, what gives it away, what it cannot say. */
export function accountMarkdown({ seed, nPairs, months, all, rows }: AccountReport): string {
  const levels = LEVELS.map((p) => `${100 * p} %`).join(' / ');
  const auc = ({ auc: value, standardError }: Judgement): string =>
    `${value.toFixed(3)} (${standardError.toFixed(3)})`;
  return [
    `${nPairs} accounts of the Berka data (Czech bank, PKDD 1999: all bookings before the 354 loans of 1997-98) against as many`,
    `simulated firms of seed ${seed} with a bank statement, cut to the same number of whole months from the same calendar month. The`,
    "bank's own interest and fees move the balance but are not counted as flows. **Nothing was fitted to these accounts.**",
    '',
    `AUC of the outside judge on the shape of months: ${auc(months)}; with the number and size of bookings: ${auc(all)}.`,
    '',
    `| quantity (${levels} over accounts) | real | simulated |`,
    '| --- | --- | --- |',
    ...rows.map(
      ({ quantity, digits, real, simulated }) =>
        `| ${quantity} | ${figures({ values: real, digits })} | ${figures({ values: simulated, digits })} |`,
    ),
    '',
    '| what gives it away | AUC lost when shuffled | AUC alone |',
    '| --- | ---: | ---: |',
    ...all.importance.map(
      ({ feature, drop, alone }) =>
        `| ${feature} | ${drop.toFixed(3)} | ${alone === null ? '' : alone.toFixed(3)} |`,
    ),
    '',
    ...CANNOT,
    '',
  ].join('\n');
}

const CANNOT = [
  'What this comparison cannot say:',
  '',
  '- Most Berka accounts are those of households (pensions, household payments, cash) in the Czech Republic of the 1990s; the data do',
  '  not say which belong to a business. A simulated firm pays wages, suppliers and taxes. Differences in number, direction and',
  '  size of bookings are expected and no fault; only the shape of months is near to comparable.',
  '- The real accounts are of people who were granted a loan, months before it, on accounts opened a year or two earlier.',
  '- Levels are in another currency at another time: nothing here compares amounts.',
  '- Berka allows overdrafts with a sanction; the simulated account allows none, so negative months cannot occur there.',
];

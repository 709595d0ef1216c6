import type { ClaimResult, ClaimTable } from '../claim.ts';
import type { ClaimContext } from '../context.ts';
import { type Estimate, estimateOf } from '../t-interval.ts';
import { number, seedsText, shown } from '../text.ts';
import { judgeAll, judgeAtLeast, judgeAtMost } from '../verdict.ts';
import { COSTS, costOf } from './cost-model.ts';
import { type DecidedBook, decidedBook } from './decided-book.ts';
import { type BookProfit, PROFIT, profitOf } from './loan-profit.ts';

const CLAIMED_POINTS = 1.8;
const CLAIMED_LABOUR = 67;
const CLAIMED_RELATIVE = 30;
const CLAIMED_COST = 70;
const CLAIMED_CAUGHT = 90;
const CLAIMED_NPL = 1.5;

/** C07: big-data against manual underwriting: bad ratio -1.8 pp, labour -67 %, days to minutes. */
export async function auditAgainstBranch(context: ClaimContext): Promise<ClaimResult> {
  return judgeAgainstBranch(await context.measure(decidedBook));
}

/** C26: bad ratio -30 %, cost -70 %, about 90 % of risky borrowers identified, NPL 1.5 %. */
export async function auditBigDataApproval(context: ClaimContext): Promise<ClaimResult> {
  return judgeBigDataApproval(await context.measure(decidedBook));
}

/** The verdict on C07 from the decided books of all seeds. */
export function judgeAgainstBranch(books: readonly DecidedBook[]): ClaimResult {
  const over = (value: (book: DecidedBook) => number): Estimate => estimateOf(books.map(value));
  const better = over((book) => riskOf(book, byBranch(book)) - riskOf(book, asManyAsBranch(book)));
  const asItIs = over((book) => riskOf(book, byBranch(book)) - riskOf(book, byParus(book)));
  const happened = over((book) => badOf(book, byBranch(book)) - badOf(book, asManyAsBranch(book)));
  const labour = over((book) => 100 * (1 - costOf(book).minutes / branchMinutes(book)));
  const worst = over((book) => riskOf(book, byBranch(book)));
  return {
    measured: `bad ratio ${shown(better, 'pp')} lower than the branch at as many approvals (${shown(happened, 'pp')} by the outcomes of one future; ${shown(asItIs, 'pp')} as the policy stands), labour ${shown(labour, '%')} less; ${seedsText(better.n)}`,
    value: better.mean,
    ci95: better.ci95,
    ...judgeAll([
      judgeAtLeast(CLAIMED_POINTS, better, {
        assumption: `the branch’s own bad ratio is ${shown(worst, '%')}: no rival can fall 1.8 pp below one of less`,
        flipsAt: null,
      }),
      judgeAtLeast(CLAIMED_LABOUR, labour),
    ]),
    how: `same applicants, both answers and every true PD known: bad ratios are over all futures, which leaves the luck of the economy out; the branch sees statements, collateral and the visit; its officer time is its case cost at the officer’s hour; days fall from ${number(over(({ branchDays }) => meanOf(branchDays)).mean)} to what the data providers take, which the service’s benchmark measures`,
    tables: [lendersTable(books)],
  };
}

/** The verdict on C26 from the decided books of all seeds. */
export function judgeBigDataApproval(books: readonly DecidedBook[]): ClaimResult {
  const over = (value: (book: DecidedBook) => number): Estimate => estimateOf(books.map(value));
  const relative = over(
    (book) => 100 * (1 - riskOf(book, asManyAsBranch(book)) / riskOf(book, byBranch(book))),
  );
  const cost = over((book) => 100 * (1 - (100 * costOf(book).perApplication) / meanOf(book.branchCostFen)));
  const caught = over(caughtOf);
  const npl = over((book) => riskOf(book, byParus(book)));
  return {
    measured: `bad ratio ${shown(relative, '%')} lower at as many approvals as the branch, cost an application ${shown(cost, '%')} less, ${shown(caught, '%')} of the bad not approved, bad rate ${shown(npl, '%')} of the approved; ${seedsText(relative.n)}`,
    value: relative.mean,
    ci95: relative.ci95,
    ...judgeAll([
      judgeAtLeast(CLAIMED_RELATIVE, relative, {
        assumption:
          'the branch’s judgement: its visit and collateral tell about as much of a borrower as the scorecard’s records',
        flipsAt: null,
      }),
      judgeAtLeast(CLAIMED_COST, cost),
      judgeAtLeast(CLAIMED_CAUGHT, caught, {
        assumption: `how many are approved: ${number(over((book) => approvedShare(byParus(book))).mean)} % here; nobody approved is everybody caught`,
        flipsAt: approvalThatCatches(books, CLAIMED_CAUGHT),
      }),
      judgeAtMost(CLAIMED_NPL, npl),
    ]),
    how: 'as C07; a bad borrower is identified when he is declined or sent to a person; 3 seconds and ten times the efficiency are for the benchmarks of the service',
    tables: [lendersTable(books)],
  };
}

/** A book’s applicants, approved or not. */
type Choice = readonly boolean[];

function byParus({ outcome }: DecidedBook): Choice {
  return outcome.map((one) => one === 'approve');
}

function byBranch({ branchApproves }: DecidedBook): Choice {
  return branchApproves;
}

/** As many as the branch approves, but the safest by the scorecard; equal PDs in the order of the book. */
export function asManyAsBranch({ pd, branchApproves }: DecidedBook): Choice {
  return safest(pd, branchApproves.filter(Boolean).length);
}

function safest(pd: readonly number[], count: number): Choice {
  const order = pd.map((_, i) => i).sort((a, b) => pd[a]! - pd[b]! || a - b);
  const chosen = new Set(order.slice(0, count));
  return pd.map((_, i) => chosen.has(i));
}

/** Bad rate of the approved, %. */
function badOf({ bad }: DecidedBook, choice: Choice): number {
  return 100 * meanOf(bad.filter((_, i) => choice[i]));
}

/** True PD of the approved on average, %: their bad rate over all futures. */
function riskOf({ truePd }: DecidedBook, choice: Choice): number {
  return 100 * meanOf(truePd.filter((_, i) => choice[i]));
}

/** Share of the bad that a choice does not approve, %. */
function caughtOf({ bad, outcome }: DecidedBook): number {
  return 100 * meanOf(outcome.filter((_, i) => bad[i] === 1).map((one) => (one === 'approve' ? 0 : 1)));
}

function approvedShare(choice: Choice): number {
  return (100 * choice.filter(Boolean).length) / choice.length;
}

/** The largest share approved by the scorecard alone that leaves `percent` of the bad unapproved, over all books. */
function approvalThatCatches(books: readonly DecidedBook[], percent: number): string {
  const shares = books.map(({ pd, bad }) => {
    const order = pd.map((_, i) => i).sort((a, b) => pd[a]! - pd[b]! || a - b);
    const most = (1 - percent / 100) * bad.reduce((sum, one) => sum + one, 0);
    let bads = 0;
    const end = order.findIndex((i) => {
      bads += bad[i]!;
      return bads > most;
    });
    return (100 * (end < 0 ? order.length : end)) / order.length;
  });
  return `approving ${number(meanOf(shares))} % by the scorecard alone`;
}

/** Officer minutes in a case of the branch: what the case costs, a parameter of the world, at the officer’s hour. */
function branchMinutes({ branchCostFen }: DecidedBook): number {
  return (meanOf(branchCostFen) / 100 / COSTS.officer.value) * 60;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lendersTable(books: readonly DecidedBook[]): ClaimTable {
  const row = (
    name: string,
    choose: (book: DecidedBook) => Choice,
    amount: (book: DecidedBook) => readonly number[],
    costYuan: (book: DecidedBook) => number,
  ): string[] => {
    const over = (value: (book: DecidedBook) => number): string => shown(estimateOf(books.map(value)));
    const profit = (value: (profit: BookProfit) => number): string =>
      over((book) => value(profitOf(book, choose(book), amount(book))));
    return [
      name,
      over((book) => approvedShare(choose(book))),
      over((book) => badOf(book, choose(book))),
      over((book) => riskOf(book, choose(book))),
      profit(({ perLoanYuan }) => perLoanYuan),
      profit(({ perApplicationYuan }) => perApplicationYuan),
      over((book) => profitOf(book, choose(book), amount(book)).perApplicationYuan - costYuan(book)),
    ];
  };
  const asked = ({ amountFen }: DecidedBook): readonly number[] => amountFen;
  const own = (book: DecidedBook): number => costOf(book).perApplication;
  return {
    title: `approved books on the same applicants; profit at ${number(100 * PROFIT.annualRate)} % for both: ${PROFIT.text}`,
    header: [
      'who decides',
      'approved, %',
      'bad rate, %',
      'true PD, %',
      'profit a loan, yuan',
      'an application, yuan',
      'after the cost of deciding',
    ],
    rows: [
      row('the branch', byBranch, asked, ({ branchCostFen }) => meanOf(branchCostFen) / 100),
      row('scorecard, as many', asManyAsBranch, asked, own),
      row('standard policy, its limits', byParus, ({ limitFen }) => limitFen, own),
      row(
        'everyone',
        ({ bad }) => bad.map(() => true),
        asked,
        () => 0,
      ),
    ],
  };
}

import type { ClaimResult } from '../claim.ts';
import type { ClaimContext } from '../context.ts';
import { type Estimate, estimateOf } from '../t-interval.ts';
import { number, seedsText, shown } from '../text.ts';
import { judgeAll, judgeAtMost } from '../verdict.ts';
import { type BookCost, breakEven, COSTS, costOf, costValues } from './cost-model.ts';
import { type DecidedBook, decidedBook } from './decided-book.ts';

const CLAIMED_YUAN = 30;
/** What one more loan is said to cost after automation. */
const CLAIMED_MARGINAL = 6.2;

/** C05: at most 30 yuan to operate a loan, 6.2 for one more. */
export async function auditCost(context: ClaimContext): Promise<ClaimResult> {
  return judgeCost(await context.measure(decidedBook));
}

/** Parameters whose break-even is told: what the verdict may hang on. */
const TURNED = ['bureau', 'otherData', 'reviewMinutes', 'officer'] as const;

/** The verdict on C05 from the decided books of all seeds. */
export function judgeCost(books: readonly DecidedBook[]): ClaimResult {
  const over = (value: (cost: BookCost) => number): Estimate =>
    estimateOf(books.map((book) => value(costOf(book))));
  const operating = over((cost) => cost.operating);
  const marginal = over((cost) => cost.marginal);
  const call = costValues.bureau + costValues.otherData + costValues.identity + costValues.compute;
  const asked = over((cost) => (cost.marginal - cost.payment) / call);
  const affordable = (CLAIMED_MARGINAL - costValues.payment) / asked.mean;
  const turns = TURNED.map((name) => ({
    name,
    at: estimateOf(books.flatMap((book) => breakEven(book, name, CLAIMED_YUAN) ?? [])).mean,
    of: books.filter((book) => breakEven(book, name, CLAIMED_YUAN) !== null).length,
  }));
  const reachable = turns.filter(({ of }) => of === books.length);
  const flip = {
    assumption: 'the cost table; 30 yuan are met exactly at any one of these, the rest as it stands',
    flipsAt:
      reachable.length === 0
        ? null
        : reachable.map(({ name, at }) => `${name} ${number(at)} ${COSTS[name].unit}`).join(' or '),
  };
  const rows: readonly (readonly [string, (cost: BookCost) => number])[] = [
    ['data, identity, compute', (cost) => cost.data],
    ['review', (cost) => cost.review],
    ['paying out', (cost) => cost.payment],
    ['operating: the sum', (cost) => cost.operating],
    ['one more loan that no person sees', (cost) => cost.marginal],
    ['with acquisition and a year of service', (cost) => cost.whole],
    ['an application, whatever becomes of it', (cost) => cost.perApplication],
  ];
  return {
    measured: `${shown(operating, 'yuan')} a loan to decide and pay out, ${shown(
      over((cost) => cost.marginal),
      'yuan',
    )} for one that no person sees, ${shown(
      over((cost) => cost.whole),
      'yuan',
    )} with acquisition and a year of service; ${seedsText(operating.n)}`,
    value: operating.mean,
    ci95: operating.ci95,
    ...judgeAll([
      judgeAtMost(CLAIMED_YUAN, operating, flip),
      judgeAtMost(CLAIMED_MARGINAL, marginal, {
        assumption: `a case that no person sees costs ${number(call)} yuan of data and checks, ${COSTS.bureau.value} of them for the bureau at its official price, and ${number(asked.mean, 2)} are asked for a loan made`,
        flipsAt: affordable > 0 ? `${number(affordable)} yuan of data and checks an application` : null,
      }),
    ]),
    how: 'outcomes of the decision on every applicant of a book times the cost table; loans are automatic approvals and the share of reviews that officers grant; 118 yuan of service and the fall from 320 and 18.6 are taken as claimed, not measured',
    tables: [
      {
        title: 'yuan a loan',
        header: ['part', 'yuan'],
        rows: rows.map(([name, value]) => [name, shown(over(value))]),
      },
      {
        title: 'the cost table',
        header: ['parameter', 'value', 'unit', 'source'],
        rows: Object.entries(COSTS).map(([name, { value, unit, source }]) => [
          name,
          `${value}`,
          unit,
          source,
        ]),
      },
    ],
  };
}

import { scoreTable } from '../../models/index.ts';
import type { ClaimResult, ClaimTable } from '../claim.ts';
import { type ClaimContext, type Experiment, MOST_TRAINING_FIRMS } from '../context.ts';
import type { Lab } from '../lab.ts';
import { type Estimate, estimateOf } from '../t-interval.ts';
import { number, seedsText, shown } from '../text.ts';
import { judgeAtLeast } from '../verdict.ts';
import { type Applicants, readApplicants } from './applicants.ts';
import {
  type Approved,
  approvalPercent,
  approvedAt,
  badPercent,
  calibratedCutOff,
  cutOffAt,
} from './cut-off.ts';
import { ARMS, type Arm, type ArmModels, PART, trainArms } from './source-arms.ts';

/** First-time borrowers of one book: what each arm says of them, and what became of them. */
export interface FirstLoans {
  readonly pd: Readonly<Record<Arm, readonly number[]>>;
  readonly bad: readonly number[];
  /** Null for a book without futures. */
  readonly truePd: readonly number[] | null;
  readonly branchApproves: readonly boolean[];
}

/** All applicants of the book whose outcomes set the cut-offs, and which rows of it are first-time borrowers. */
export interface CutOffBook {
  readonly pd: Readonly<Record<Arm, readonly number[]>>;
  readonly bad: readonly number[];
  readonly firstTime: readonly number[];
}

/** The books of one seed. */
export interface FirstLoanBooks {
  /** All applicants of the judged book, with and without a history. */
  readonly applicants: number;
  readonly cutOff: CutOffBook;
  readonly judged: FirstLoans;
}

/** Scores applicants of two books with models trained on the loans of a third. */
export const firstLoanBooks: Experiment<FirstLoanBooks> = {
  name: 'first-loan',
  version: 2,
  async measure(seed, lab) {
    const models = await trainArms(seed, lab);
    const { firms, futures } = lab.scale;
    const earlier = await readApplicants(
      await lab.book(seed, { part: PART.cutOff, firms: Math.min(firms, MOST_TRAINING_FIRMS) }),
      lab.pool,
    );
    const judged = await readApplicants(await lab.book(seed, { part: PART.judge, firms, futures }), lab.pool);
    const rows = rowsWithoutHistory(judged);
    const pd = await scoreArms(models, judged, lab);
    const ofFirst = <Value>(values: ArrayLike<Value>): Value[] => rows.map((row) => values[row]!);
    return {
      applicants: judged.bad.length,
      cutOff: {
        pd: await scoreArms(models, earlier, lab),
        bad: [...earlier.bad],
        firstTime: rowsWithoutHistory(earlier),
      },
      judged: {
        pd: {
          traditional: ofFirst(pd.traditional),
          unstructured: ofFirst(pd.unstructured),
          all: ofFirst(pd.all),
        },
        bad: ofFirst(judged.bad),
        truePd: judged.truePd && ofFirst(judged.truePd),
        branchApproves: ofFirst(judged.branchApproves),
      },
    };
  },
};

/** PDs of all applicants by each arm. */
async function scoreArms(
  models: ArmModels,
  { features }: Applicants,
  { pool }: Lab,
): Promise<Record<Arm, number[]>> {
  const pdOf = async (arm: Arm): Promise<number[]> => [...(await scoreTable(pool, models[arm], features)).pd];
  return {
    traditional: await pdOf('traditional'),
    unstructured: await pdOf('unstructured'),
    all: await pdOf('all'),
  };
}

export function rowsWithoutHistory({ withoutHistory }: Applicants): number[] {
  return withoutHistory.flatMap((without, row) => (without ? [row] : []));
}

/** What one arm approves of the judged book when its cut-off is set on the outcomes of the other. */
export function approvedByArm(book: FirstLoanBooks, arm: Arm, badRate: number): Approved {
  return approvedAt(book.judged.pd[arm], book.judged.bad, cutOffOfArm(book, arm, badRate));
}

function cutOffOfArm({ cutOff }: FirstLoanBooks, arm: Arm, badRate: number): number {
  const { pd, bad, firstTime } = cutOff;
  return calibratedCutOff(pd[arm], bad, badRate, firstTime);
}

/** The same with the cut-off at which the true PDs of the approved are `badRate` on average: no luck of outcomes. */
export function approvedByTruth(book: FirstLoanBooks, pd: readonly number[], badRate: number): Approved {
  const truth = truthOf(book);
  return approvedAt(pd, truth, cutOffAt(pd, truth, badRate));
}

/** True PDs; outcomes where the book has no futures. */
function truthOf({ judged }: FirstLoanBooks): readonly number[] {
  return judged.truePd ?? judged.bad;
}

const CLAIMED_POINTS = 29;
const BAD_RATE = 0.021;
/** Other bad rates that a lender may allow, to see whether the verdict hangs on it. */
const BAD_RATES = [0.01, 0.015, 0.021, 0.03, 0.04] as const;

/** C08: +29 percentage points of first loans at an overdue rate of at most 2.1 %. */
export async function auditFirstLoans(context: ClaimContext): Promise<ClaimResult> {
  return judgeFirstLoans(await context.measure(firstLoanBooks));
}

/** The verdict on C08 from the books of all seeds. */
export function judgeFirstLoans(books: readonly FirstLoanBooks[]): ClaimResult {
  const over = (value: (book: FirstLoanBooks) => number): Estimate => estimateOf(books.map(value));
  const gain = (arm: Arm) => over((book) => share(book, arm) - share(book, 'traditional'));
  const difference = gain('unstructured');
  const byRate = BAD_RATES.map((badRate) => ({
    badRate,
    unstructured: over((book) => gainByTruth(book, 'unstructured', badRate)),
    all: over((book) => gainByTruth(book, 'all', badRate)),
  }));
  const best = byRate.reduce((top, row) => (row.unstructured.mean > top.unstructured.mean ? row : top));
  const flip = {
    assumption: `bad rate allowed, 1 to 4 %, and cut-offs set by true PD: the largest gain is ${shown(best.unstructured, 'pp')} at ${number(100 * best.badRate)} %, with all shared data ${shown(best.all, 'pp')}`,
    flipsAt:
      best.unstructured.mean >= CLAIMED_POINTS
        ? `a bad rate of ${number(100 * best.badRate)} % with cut-offs by true PD`
        : null,
  };
  const bad = over((book) => badPercent(approvedByArm(book, 'unstructured', BAD_RATE)));
  return {
    measured: `${shown(difference, 'pp')} of first loans with unstructured data (${shown(gain('all'), 'pp')} with all shared data), bad rate of the approved ${shown(bad, '%')}; over the branch at its own true risk ${shown(
      over((book) => gainOverBranch(book, 'unstructured')),
      'pp',
    )}; ${seedsText(difference.n)}`,
    value: difference.mean,
    ci95: difference.ci95,
    ...judgeAtLeast(CLAIMED_POINTS, difference, flip),
    how: 'applicants without a bureau record; one boosted model an arm, trained on another book, cut-offs set at 2.1 % on the outcomes of a third (PDs recalibrated on them); judged by what became of every applicant in a trial book',
    tables: [armTable(books, over), rateTable(byRate), branchTable(over)],
  };
}

function share(book: FirstLoanBooks, arm: Arm): number {
  return approvalPercent(approvedByArm(book, arm, BAD_RATE));
}

function gainByTruth(book: FirstLoanBooks, arm: Arm, badRate: number): number {
  const of = (which: Arm): number => approvalPercent(approvedByTruth(book, book.judged.pd[which], badRate));
  return of(arm) - of('traditional');
}

/** Approval by an arm less that of the branch, when the arm takes as much true risk as the branch does; percentage points. */
function gainOverBranch(book: FirstLoanBooks, arm: Arm): number {
  const { branchApproves, pd } = book.judged;
  const branch = approvedAt(
    branchApproves.map((approves) => (approves ? 0 : 1)),
    truthOf(book),
    0.5,
  );
  const own = approvedByTruth(book, pd[arm], badPercent(branch) / 100);
  return approvalPercent(own) - approvalPercent(branch);
}

type Over = (value: (book: FirstLoanBooks) => number) => Estimate;

function armTable(books: readonly FirstLoanBooks[], over: Over): ClaimTable {
  type Decides = (book: FirstLoanBooks) => readonly [pd: readonly number[], cutOff: number];
  const row = (name: string, decides: Decides): string[] => {
    const approved = (book: FirstLoanBooks, outcome: readonly number[]): Approved =>
      approvedAt(decides(book)[0], outcome, decides(book)[1]);
    return [
      name,
      shown(over((book) => approvalPercent(approved(book, book.judged.bad)))),
      shown(over((book) => badPercent(approved(book, book.judged.bad)))),
      shown(over((book) => badPercent(approved(book, truthOf(book))))),
    ];
  };
  const people = books.reduce((sum, { judged }) => sum + judged.bad.length, 0);
  const bads = books.reduce((sum, { judged }) => sum + judged.bad.reduce((a, b) => a + b, 0), 0);
  return {
    title: `${people} first-time borrowers, ${number((100 * bads) / people)} % bad if all are granted; cut-offs at 2.1 %`,
    header: ['who decides', 'approved, %', 'bad rate of the approved, %', 'their true PD, %'],
    rows: [
      ...ARMS.map((arm) => row(arm, (book) => [book.judged.pd[arm], cutOffOfArm(book, arm, BAD_RATE)])),
      ...ARMS.map((arm) =>
        row(`${arm}, cut-off by true PD`, (book) => [
          book.judged.pd[arm],
          cutOffAt(book.judged.pd[arm], truthOf(book), BAD_RATE),
        ]),
      ),
      // An approval of the branch is a PD of 0 to a cut-off between.
      row('the branch, at its own rate', ({ judged }) => [
        judged.branchApproves.map((approves) => (approves ? 0 : 1)),
        0.5,
      ]),
      row('everyone', ({ judged }) => [judged.bad.map(() => 0), 0.5]),
    ],
  };
}

function rateTable(
  rows: readonly { readonly badRate: number; readonly unstructured: Estimate; readonly all: Estimate }[],
): ClaimTable {
  return {
    title: 'gain over traditional sources by the bad rate allowed, cut-offs by true PD, pp',
    header: ['bad rate, %', 'unstructured', 'all'],
    rows: rows.map(({ badRate, unstructured, all }) => [
      number(100 * badRate),
      shown(unstructured),
      shown(all),
    ]),
  };
}

function branchTable(over: Over): ClaimTable {
  return {
    title: 'approval over the branch by taking as much true risk as it does, pp',
    header: ['arm', 'pp'],
    rows: ARMS.map((arm) => [arm, shown(over((book) => gainOverBranch(book, arm)))]),
  };
}

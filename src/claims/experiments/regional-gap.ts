import { scoreTable } from '../../models/index.ts';
import { sharedFloat64 } from '../../parallel/index.ts';
import type { Table } from '../../table/index.ts';
import { baselineScenario, type Region, type Scenario } from '../../world/index.ts';
import type { ClaimResult, ClaimTable } from '../claim.ts';
import { type ClaimContext, type Experiment, MOST_TRAINING_FIRMS } from '../context.ts';
import { type Estimate, estimateOf } from '../t-interval.ts';
import { number, seedsText, shown } from '../text.ts';
import { judgeAll, judgeAtLeast } from '../verdict.ts';
import { type Applicants, readApplicants } from './applicants.ts';
import {
  type Approved,
  approvalPercent,
  approvedAt,
  badPercent,
  calibratedCutOff,
  cutOffAt,
} from './cut-off.ts';
import { rowsWithoutHistory } from './first-loan.ts';
import { featuresOutside, PART, trainArms } from './source-arms.ts';

/** 义乌 and 定西 of the report, as the archetypes of the world. */
const EAST: Region = 'east-manufacturing-cluster';
const WEST: Region = 'western-resource-county';

/** Share of the gap to full coverage that is closed (above 0) or of the coverage that is taken away (below), in the west. */
export const COVERAGE_STEPS = [-1, -0.5, 0, 0.5, 1] as const;

/** First-time borrowers of one region. */
export interface RegionLoans {
  readonly applicants: number;
  readonly traditionalPd: readonly number[];
  readonly sharedPd: readonly number[];
  readonly bad: readonly number[];
  readonly truePdHalves: readonly [readonly number[], readonly number[]];
  readonly branchApproves: readonly boolean[];
}

/** Two regions under one cut-off, which is set on a book of the whole country. */
export interface RegionBooks {
  readonly cutOff: {
    readonly traditionalPd: readonly number[];
    readonly sharedPd: readonly number[];
    readonly bad: readonly number[];
    /** Rows of first-time borrowers. */
    readonly firstTime: readonly number[];
  };
  readonly east: RegionLoans;
  readonly west: RegionLoans;
  /** PDs of the same borrowers of the west, in their order, by the same model, had shared sources covered them otherwise; one for each of COVERAGE_STEPS. */
  readonly westPdBySteps: readonly (readonly number[])[];
}

/**
 * The same firms under other coverage: coverage decides which records are written, and nothing of what a firm lives. So a
 * borrower differs between the books of the west in the data about him alone.
 */
export const regionBooks: Experiment<RegionBooks> = {
  name: 'regional-gap',
  version: 2,
  async measure(seed, lab) {
    const { traditional, all } = await trainArms(seed, lab);
    const { firms, futures } = lab.scale;
    const regionFirms = Math.max(500, Math.round(firms / 4));
    const pdOf = async (model: typeof all, table: Table, rows: readonly number[]): Promise<number[]> => {
      const { pd } = await scoreTable(lab.pool, model, table);
      return rows.map((row) => pd[row]!);
    };
    const loansOf = async (applicants: Applicants): Promise<RegionLoans> => {
      const rows = rowsWithoutHistory(applicants);
      const pick = (values: ArrayLike<number> | undefined): number[] => rows.map((row) => values![row]!);
      return {
        applicants: applicants.bad.length,
        traditionalPd: await pdOf(traditional, applicants.features, rows),
        sharedPd: await pdOf(all, applicants.features, rows),
        bad: pick(applicants.bad),
        truePdHalves: [pick(applicants.truePdHalves?.[0]), pick(applicants.truePdHalves?.[1])],
        branchApproves: rows.map((row) => applicants.branchApproves[row]!),
      };
    };
    const read = async (part: number, plan: { firms: number; scenario?: Scenario; futures?: number }) =>
      readApplicants(await lab.book(seed, { part, ...plan }), lab.pool);

    const country = await read(PART.cutOff, { firms: Math.min(firms, MOST_TRAINING_FIRMS) });
    const everyone = [...country.bad.keys()];
    const east = await read(PART.east, { firms: regionFirms, scenario: onlyIn(EAST), futures });
    const west = await read(PART.west, { firms: regionFirms, scenario: onlyIn(WEST), futures });
    const westIds = rowsWithoutHistory(west).map((row) => west.applicationId[row]!);
    const westPdBySteps: number[][] = [];
    for (const step of COVERAGE_STEPS) {
      const other =
        step === 0 || step === -1
          ? west
          : await read(PART.west, { firms: regionFirms, scenario: covered(onlyIn(WEST), step) });
      const features = step === -1 ? withoutShared(other.features) : other.features;
      const rowOf = new Map(other.applicationId.map((id, row) => [id, row]));
      westPdBySteps.push(
        await pdOf(
          all,
          features,
          westIds.map((id) => rowOf.get(id)!),
        ),
      );
    }
    return {
      cutOff: {
        traditionalPd: await pdOf(traditional, country.features, everyone),
        sharedPd: await pdOf(all, country.features, everyone),
        bad: [...country.bad],
        firstTime: rowsWithoutHistory(country),
      },
      east: await loansOf(east),
      west: await loansOf(west),
      westPdBySteps,
    };
  },
};

/** A country of one region. */
function onlyIn(region: Region): Scenario {
  const regions = Object.fromEntries(
    Object.keys(baselineScenario.regions).map((name) => [name, name === region ? 1 : 0]),
  ) as Record<Region, number>;
  return { ...baselineScenario, name: `only-${region}`, regions };
}

/** Sources whose coverage stays as it is: what a branch asks for, and the bureau, which decides who has no history. */
const KEPT: readonly string[] = ['tax', 'statements', 'bureau'];

/** `step` in [-1, 1]: at 1 shared sources cover every firm, at -1 none. */
export function covered(scenario: Scenario, step: number): Scenario {
  const move = (share: number): number => (step > 0 ? share + step * (1 - share) : share * (1 + step));
  const coverage = Object.fromEntries(
    Object.entries(scenario.coverage).map(([source, { low, high, gaps }]) => [
      source,
      KEPT.includes(source) ? { low, high, gaps } : { low: move(low), high: move(high), gaps },
    ]),
  ) as Scenario['coverage'];
  return { ...scenario, name: `${scenario.name}-coverage-${step}`, coverage };
}

/** The table as it is where no shared source covers anyone: their features are missing. */
function withoutShared(table: Table): Table {
  const outside = new Set(featuresOutside('traditional'));
  const columns = [...table.columns].map(([name, column]) => {
    if (!outside.has(name)) return [name, column] as const;
    return [name, { kind: 'numeric', values: sharedFloat64(table.nRows).fill(Number.NaN) }] as const;
  });
  return { ...table, columns: new Map(columns) };
}

const BAD_RATE = 0.018;
const CLAIMED_WEST = 67;
const CLAIMED_GAP = 76.1 - 28.4;

/** C15: 28.4 % against 76.1 % of first loans approved for want of data, 67 % at a bad ratio of at most 1.8 % once it is shared. */
export async function auditRegionalGap(context: ClaimContext): Promise<ClaimResult> {
  return judgeRegionalGap(await context.measure(regionBooks));
}

/** The books of a seed with the cut-offs of each way of deciding. */
interface CutBooks extends RegionBooks {
  readonly traditionalCut: number;
  readonly sharedCut: number;
  /** On the first half of the futures, judged by the second, so that the noise of counting does not flatter. */
  readonly oracleCut: number;
}

function withCuts(book: RegionBooks): CutBooks {
  const { traditionalPd, sharedPd, bad, firstTime } = book.cutOff;
  const [ranked, judged] = ([0, 1] as const).map((half) => [
    ...book.east.truePdHalves[half],
    ...book.west.truePdHalves[half],
  ]);
  return {
    ...book,
    traditionalCut: calibratedCutOff(traditionalPd, bad, BAD_RATE, firstTime),
    sharedCut: calibratedCutOff(sharedPd, bad, BAD_RATE, firstTime),
    oracleCut: cutOffAt(ranked!, judged!, BAD_RATE),
  };
}

/** Approvals of both regions under one way of deciding. */
interface Pair {
  readonly name: string;
  readonly east: (book: CutBooks) => Approved;
  readonly west: (book: CutBooks) => Approved;
}

/** The verdict on C15 from the books of all seeds. */
export function judgeRegionalGap(measured: readonly RegionBooks[]): ClaimResult {
  const books = measured.map(withCuts);
  const over: Over = (value) => estimateOf(books.map(value));
  const west = over((book) => approvalPercent(SHARED.west(book)));
  const gapOf = ({ east, west: other }: Pair): Estimate =>
    over((book) => approvalPercent(east(book)) - approvalPercent(other(book)));
  const traditional = gapOf(TRADITIONAL);
  const risk = gapOf(ORACLE);
  const data = over(
    (book) =>
      approvalPercent(TRADITIONAL.east(book)) -
      approvalPercent(TRADITIONAL.west(book)) -
      (approvalPercent(ORACLE.east(book)) - approvalPercent(ORACLE.west(book))),
  );
  const steps = COVERAGE_STEPS.map((step, k) => ({
    step,
    approved: over((book) => approvalPercent(westAtStep(book, k))),
    badRate: over((book) => badPercent(westAtStep(book, k))),
  }));
  const bad = over((book) => badPercent(SHARED.west(book)));
  const flipsAt = crossing(
    steps.map(({ step, approved }) => [step, approved.mean]),
    CLAIMED_WEST,
  );
  const [none, full] = [steps[0]!, steps.at(-1)!];
  const flip = {
    assumption: `coverage of shared sources in the western county, from none (${number(none.approved.mean)} % approved) to every firm (${number(full.approved.mean)} %)`,
    flipsAt: flipsAt === null ? null : coverageText(flipsAt),
  };
  return {
    measured: `western county with shared data: ${shown(west, '%')} of first loans approved, bad rate ${shown(bad, '%')}; gap to the east by traditional sources ${shown(traditional, 'pp')} against ${number(CLAIMED_GAP)} claimed, of which risk ${shown(risk, 'pp')} and data ${shown(data, 'pp')}; ${seedsText(west.n)}`,
    value: west.mean,
    ci95: west.ci95,
    ...judgeAll([
      judgeAtLeast(CLAIMED_GAP, traditional, {
        assumption: `what makes the gap: regions here differ in how far records cover their firms, and by ${shown(risk, 'pp')} in risk; neither makes such a gap`,
        flipsAt: null,
      }),
      judgeAtLeast(CLAIMED_WEST, west, flip),
    ]),
    how: 'one national cut-off at a bad rate of 1.8 %, set on another book; first-time borrowers of two regions of which a book each was simulated, the western one again under other coverage of the same firms; regions differ here in digitalisation, wages and crops, not in demand or honesty',
    tables: [regionTable(over), coverageTable(steps)],
  };
}

const branch = (loans: RegionLoans): Approved =>
  approvedAt(
    loans.branchApproves.map((approves) => (approves ? 0 : 1)),
    loans.bad,
    0.5,
  );

const TRADITIONAL: Pair = {
  name: 'traditional sources',
  east: (book) => approvedAt(book.east.traditionalPd, book.east.bad, book.traditionalCut),
  west: (book) => approvedAt(book.west.traditionalPd, book.west.bad, book.traditionalCut),
};
const SHARED: Pair = {
  name: 'shared data, as it covers them',
  east: (book) => approvedAt(book.east.sharedPd, book.east.bad, book.sharedCut),
  west: (book) => approvedAt(book.west.sharedPd, book.west.bad, book.sharedCut),
};
const COVERED: Pair = {
  name: 'shared data, every western firm covered',
  east: SHARED.east,
  west: (book) => westAtStep(book, COVERAGE_STEPS.length - 1),
};
const BRANCH: Pair = {
  name: 'the branch, at its own rate',
  east: ({ east }) => branch(east),
  west: ({ west }) => branch(west),
};
/** True risk alone. */
const ORACLE: Pair = {
  name: 'true PD',
  east: ({ east, oracleCut }) => approvedAt(...east.truePdHalves, oracleCut),
  west: ({ west, oracleCut }) => approvedAt(...west.truePdHalves, oracleCut),
};

function westAtStep(book: CutBooks, k: number): Approved {
  return approvedAt(book.westPdBySteps[k]!, book.west.bad, book.sharedCut);
}

/** Where a line through points rising in x first meets `level`, between two of them; null where it does not. */
export function crossing(points: readonly (readonly [number, number])[], level: number): number | null {
  for (let k = 1; k < points.length; k++) {
    const [x0, y0] = points[k - 1]!;
    const [x1, y1] = points[k]!;
    if ((y0 - level) * (y1 - level) > 0 || y0 === y1) continue;
    return x0 + ((level - y0) / (y1 - y0)) * (x1 - x0);
  }
  return null;
}

function coverageText(step: number): string {
  const share = number(100 * Math.abs(step), 0);
  if (step === 0) return 'coverage as it is';
  return step > 0 ? `${share} % of the uncovered covered` : `${share} % of the covered lost`;
}

type Over = (value: (book: CutBooks) => number) => Estimate;

function regionTable(over: Over): ClaimTable {
  return {
    title: 'first loans approved at a national bad rate of 1.8 %, and bad rates of the approved',
    header: ['who decides', 'east, %', 'west, %', 'gap, pp', 'bad east, %', 'bad west, %'],
    rows: [BRANCH, TRADITIONAL, SHARED, COVERED, ORACLE].map(({ name, east, west }) => [
      name,
      shown(over((book) => approvalPercent(east(book)))),
      shown(over((book) => approvalPercent(west(book)))),
      shown(over((book) => approvalPercent(east(book)) - approvalPercent(west(book)))),
      shown(over((book) => badPercent(east(book)))),
      shown(over((book) => badPercent(west(book)))),
    ]),
  };
}

function coverageTable(
  steps: readonly { readonly step: number; readonly approved: Estimate; readonly badRate: Estimate }[],
): ClaimTable {
  return {
    title: 'the west under other coverage of the same firms by shared sources',
    header: ['coverage', 'approved, %', 'bad rate, %'],
    rows: steps.map(({ step, approved, badRate }) => [coverageText(step), shown(approved), shown(badRate)]),
  };
}

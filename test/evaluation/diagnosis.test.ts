import { describe, expect, it } from 'vitest';
import {
  diagnose,
  evaluateAucKs,
  evaluateRanking,
  evaluateScores,
  rankGrades,
} from '../../src/evaluation/index.ts';
import { codeOf, economy } from './economy.ts';

describe('diagnose', () => {
  it('agrees with the metrics where both speak of the same', () => {
    const { pd, bad } = economy(3000, 71);
    const metrics = evaluateScores(pd, bad);
    const got = diagnose(pd, bad);
    expect(got.deLong.auc).toBeCloseTo(metrics.auc, 12);
    expect(got.brierDecomposition.brier).toBeCloseTo(metrics.brier, 12);
    expect(got.calibration.badRate).toBe(metrics.badRate);
    expect(got.grades.grades).toHaveLength(10);
    expect(got.grades.grades.reduce((sum, { bads }) => sum + bads, 0)).toBe(metrics.bads);
    // A calibrated model.
    expect(got.grades.hosmerLemeshow.pValue).toBeGreaterThan(0.001);
    expect(got.hMeasure.value).toBeGreaterThan(0);
    expect(got.hMeasure.value).toBeLessThan(1);
  });

  it('holds no rows of data, whatever their number', () => {
    const { pd, bad } = economy(20_000, 72);
    expect(JSON.stringify(diagnose(pd, bad)).length).toBeLessThan(8000);
  });

  it('takes PDs of 0 and 1', () => {
    const grades = rankGrades(Float64Array.of(0, 0, 1, 1), Uint8Array.of(0, 1, 1, 0));
    expect(grades.every(({ pd }) => pd > 0 && pd < 1)).toBe(true);
    const { grades: tested } = diagnose(Float64Array.of(0, 0, 1, 1), Uint8Array.of(0, 1, 1, 0));
    expect(tested.hosmerLemeshow.pValue).toBe(0);
  });
});

describe('evaluateAucKs', () => {
  it('has the bits of evaluateRanking and refuses what it refuses', () => {
    const { pd, bad } = economy(2000, 73);
    const { auc, ks, rows, bads } = evaluateRanking(pd, bad);
    expect(evaluateAucKs(pd, bad)).toEqual({ auc, ks, rows, bads });
    expect(codeOf(() => evaluateAucKs(Float64Array.of(1, Number.NaN), Uint8Array.of(0, 1))).code).toBe(
      'PARUS_SCORE_INVALID',
    );
    expect(codeOf(() => evaluateAucKs(Float64Array.of(1, 2), Uint8Array.of(1, 1))).code).toBe(
      'PARUS_TARGET_ONE_CLASS',
    );
  });
});

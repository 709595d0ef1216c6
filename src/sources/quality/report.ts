import type { DuplicateCounts } from '../../table/profile/index.ts';
import type { SourceName } from '../catalogue.ts';

/** A whole book's data quality: counts, and what to look at first. Days are texts YYYY-MM-DD, shares are in [0, 1]. */
export interface QualityReport {
  readonly book: {
    readonly startDate: string;
    readonly endDate: string;
    readonly firms: number;
    /** Firms in its registry. */
    readonly registered: number;
    readonly hash: string;
  };
  /** First day of the current period; the reference are the days of the book before. */
  readonly split: string;
  readonly rows: number;
  /** Hard checks that failed: findings of the level `broken`. The book keeps its contracts where it is 0. */
  readonly broken: number;
  /** What to look at first, first. */
  readonly findings: readonly Finding[];
  readonly sources: readonly SourceQuality[];
  /** Sources of the catalogue that the book does not have, and files that are no source. */
  readonly absent: readonly SourceName[];
  readonly unknownFiles: readonly string[];
}

/** `broken`: a record breaks its contract. `look`: beyond a limit of ours. `note`: a hint, often innocent. */
export type FindingLevel = 'broken' | 'look' | 'note';

export interface Finding {
  readonly level: FindingLevel;
  readonly source: SourceName;
  readonly field?: string;
  /** What was found, in plain words, with its figure. */
  readonly text: string;
  /** How many times its limit the figure is; orders findings of a level. For broken rules the number of records. */
  readonly times: number;
}

export interface SourceQuality {
  readonly source: SourceName;
  readonly rows: number;
  /** The fields that tell two records apart. */
  readonly key: readonly string[];
  readonly coverage: Coverage;
  readonly freshness: Freshness;
  readonly duplicates: DuplicateCounts;
  readonly breaches: readonly Breach[];
  readonly combinations: readonly CombinationCount[];
  readonly volume: Volume;
  readonly fields: readonly FieldQuality[];
}

export interface Coverage {
  /** Firms with any record. */
  readonly firms: number;
  /** Of the book's firms; null where it says it has none. */
  readonly share: number | null;
  /** Covered firms that the registry does not name; null without a registry. */
  readonly unregistered: number | null;
  /** Share of the registered firms of each industry and region; empty without a registry. */
  readonly byIndustry: readonly GroupShare[];
  readonly byRegion: readonly GroupShare[];
  /** Share of the records that the firm with most of them has; null without records. */
  readonly largestFirm: number | null;
}

export interface GroupShare {
  readonly group: string;
  readonly firms: number;
  readonly covered: number;
}

export interface Freshness {
  readonly oldestEvent: string | null;
  readonly newestEvent: string | null;
  readonly newestArrival: string | null;
  /** Days from event to arrival; null without records. */
  readonly delay: {
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
    readonly max: number;
  } | null;
  /** Share of covered firms without an event in the last 30 and 90 days of the book; null without firms. */
  readonly silent30: number | null;
  readonly silent90: number | null;
  /** Records with an event before the first or after the last day of the book. */
  readonly beforeStart: number;
  readonly afterEnd: number;
}

/** A hard check that failed. */
export interface Breach {
  readonly kind: 'early' | 'missing' | 'forbidden';
  readonly field: string;
  readonly rows: number;
  /** Firm and day of the earliest few. */
  readonly examples: readonly string[];
}

/** A combination that should not be, and how often it is. */
export interface CombinationCount {
  readonly rule: string;
  readonly count: number;
  /** What was counted over: records, or groups of them. */
  readonly of: number;
  readonly unit: string;
  readonly examples: readonly string[];
  /** Share from which on it is worth a look. */
  readonly limit: number;
}

export interface Volume {
  /** Records by week from the book's first day on. */
  readonly weeks: readonly number[];
  /** First days of the weeks with far fewer records than usual. */
  readonly thinWeeks: readonly string[];
  /**
   * Weeks at the end without any record, those apart whose records are still on their way (nine in ten arrive within
   * `freshness.delay.p90`), and the longest run of empty weeks before.
   */
  readonly trailingEmpty: number;
  readonly longestEmpty: number;
  /** Records a week in the two periods. */
  readonly reference: number;
  readonly current: number;
  /**
   * Share of the book's firms with an event in equally many days before and after the split, as many as the shorter period has;
   * null where it says it has no firms.
   */
  readonly activeReference: number | null;
  readonly activeCurrent: number | null;
}

export const QUANTILE_SHARES = {
  p1: 0.01,
  p5: 0.05,
  p25: 0.25,
  p50: 0.5,
  p75: 0.75,
  p95: 0.95,
  p99: 0.99,
} as const;

export type Quantiles = Readonly<Record<'min' | keyof typeof QUANTILE_SHARES | 'max', number>>;

export interface FieldQuality {
  readonly field: string;
  readonly type: 'number' | 'date' | 'text';
  readonly unit: string | null;
  /** Share of the records without a value. */
  readonly missing: number;
  readonly distinct: number;
  /** Of numbers in their unit, of dates in days since 1970-01-01. Within 1 % between the extremes, which are exact. */
  readonly quantiles: Quantiles | null;
  /** Most frequent texts; empty where none is common. */
  readonly top: readonly { readonly text: string; readonly share: number }[];
  readonly outliers: Outliers | null;
  readonly digits: Digits | null;
  /** Null where the field names or numbers records, or a period has no records. */
  readonly drift: Drift | null;
}

export interface Outliers {
  /** Values the spread is of, and those beyond ROBUST_Z. */
  readonly values: number;
  readonly beyond: number;
  /** `log`: of ln(1 + size) over values other than 0. */
  readonly scale: 'log' | 'plain';
  readonly median: number;
  /** 1.4826 times the median absolute deviation, on the scale. */
  readonly spread: number;
  /** Distance of the farthest value from the median in spreads, and whether it lies above or below. */
  readonly largestZ: number;
  readonly side: 'high' | 'low';
  /** Value, firm and day of the farthest, where any is beyond. */
  readonly examples: readonly string[];
}

export interface Digits {
  /** Values other than 0. */
  readonly values: number;
  /** Shares of first digits 1 to 9. */
  readonly first: readonly number[];
  /** Chi-square of the first digits against Benford's law, by value: 0 is the law itself, however many values. */
  readonly benfordDistance: number;
  /** Shares of the last digit of whole yuan from 100 yuan on, and their chi-square against equal shares, by value. */
  readonly last: readonly number[];
  readonly lastDistance: number;
  /** Share of whole thousands of yuan among amounts of 1,000 yuan and more. */
  readonly roundShare: number;
}

/**
 * `clear`: above the critical value even if a firm counted as one record. `rows`: above it only if records of a firm were
 * independent, which they are not. `none`: within chance.
 */
export type DriftVerdict = 'clear' | 'rows' | 'none';

export interface Drift {
  readonly psi: number;
  readonly bins: number;
  /** What chance alone exceeds with probability PSI_ALPHA, counting records, and counting firms. */
  readonly criticalRows: number;
  readonly criticalFirms: number;
  readonly verdict: DriftVerdict;
  /** Median of the reference and of the current period; null for texts. */
  readonly medians: readonly [number, number] | null;
  /** The bin that adds most to the index: its label and its share in each period. */
  readonly most: { readonly bin: string; readonly reference: number; readonly current: number };
}

import type { Interval } from '../evaluation/index.ts';
import type { ClaimContext } from './context.ts';

/** What the audit says of a claim. */
export type Verdict = 'holds' | 'holds if' | 'does not hold' | 'not testable here';

/** What the verdict hangs on. */
export interface Condition {
  readonly assumption: string;
  /** The value of the assumption at which the verdict turns, in words; null where no value within reach turns it. */
  readonly flipsAt: string | null;
}

/** Figures behind a verdict, as text: a header and rows as long as it. */
export interface ClaimTable {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The answer to one claim. */
export interface ClaimResult {
  /** One line: the figure, its unit, its interval, and how many books. */
  readonly measured: string;
  /** The figure the verdict rests on, in the claim's own unit; null where nothing could be measured. */
  readonly value: number | null;
  /** 95 % interval of `value` over books of other seeds; null with fewer than two. */
  readonly ci95: Interval | null;
  readonly verdict: Verdict;
  readonly condition?: Condition;
  /** One line: how it was measured, and what the measurement cannot see. */
  readonly how: string;
  readonly tables?: readonly ClaimTable[];
}

/** A published claim, and the experiment that tests it where there is one. */
export interface Claim {
  /** C01 to C34: the market reports; L01 to L07: findings of the literature. */
  readonly id: string;
  /** What is claimed, one sentence. */
  readonly claimed: string;
  readonly source: string;
  /** The figures as published. */
  readonly figures: string;
  /** What has to be built before the claim can be tested; of claims without `run`. */
  readonly needs?: string;
  readonly run?: (context: ClaimContext) => Promise<ClaimResult>;
}

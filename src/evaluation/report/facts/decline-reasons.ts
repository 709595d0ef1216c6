import { isAdditive, type Model } from '../../../models/index.ts';
import { reasonsOf, type Wording } from '../../../scorecard/index.ts';
import type { ScoredPart } from './scored-part.ts';
import { affordableRows, explainingCost } from './scoring-cost.ts';

/** How often one input is among the reasons of the declined. */
export interface DeclineReason {
  readonly feature: string;
  readonly en: string;
  readonly zh: string;
  /** Share of the explained rows that name it at all, and that name it first; [0, 1]. */
  readonly share: number;
  readonly firstShare: number;
  /** Mean log-odds of bad above the average training row, among the rows that name it. */
  readonly meanExcess: number;
}

export interface DeclineReasons {
  /** Rows with a PD above this are taken as declined. */
  readonly cutoff: number;
  /** True where nobody gave a cut-off and the riskiest tenth stands for the declined. */
  readonly assumed: boolean;
  readonly declined: number;
  /** Of those, how many were explained: all, or as many as there is time for, MAX_EXPLAINED at most, at even steps. */
  readonly explained: number;
  /** Reasons of a row at most. */
  readonly most: number;
  /** Most frequent first. */
  readonly reasons: readonly DeclineReason[];
}

/** As many reasons as a decision gives. */
const REASONS = 4;
/** Enough for shares within two percentage points. OWN. */
export const MAX_EXPLAINED = 2_000;
/** Time for them, and the rows below which their shares would say too little. OWN. */
const SECONDS = 5;
const LEAST_EXPLAINED = 50;
/** Who is taken as declined without a cut-off. OWN. */
const ASSUMED_SHARE = 0.1;

/**
 * What the declined among the rows are told, counted; undefined where the model cannot be explained, or not within seconds, and where
 * nobody is declined.
 */
export function declineReasons(
  model: Model,
  { pd, bound }: ScoredPart,
  wording: Wording,
  cutoff?: number,
): DeclineReasons | undefined {
  if (!isAdditive(model)) return undefined;
  const limit = cutoff ?? [...pd].sort((a, b) => b - a)[Math.floor(ASSUMED_SHARE * pd.length)]!;
  const declined: number[] = [];
  pd.forEach((value, row) => {
    if (value > limit) declined.push(row);
  });
  const most = affordableRows(explainingCost(model.artefact), SECONDS, MAX_EXPLAINED, LEAST_EXPLAINED);
  if (declined.length === 0 || most === 0) return undefined;
  const step = Math.max(1, declined.length / most);
  const rows = Array.from(
    { length: Math.min(declined.length, most) },
    (_, k) => declined[Math.floor(k * step)]!,
  );
  const counts = new Map<string, { rows: number; first: number; excess: number }>();
  for (const row of rows) {
    reasonsOf(model, bound, row, REASONS).forEach(({ feature, contribution }, rank) => {
      const own = counts.get(feature) ?? { rows: 0, first: 0, excess: 0 };
      own.rows += 1;
      own.first += rank === 0 ? 1 : 0;
      own.excess += contribution;
      counts.set(feature, own);
    });
  }
  const reasons = [...counts]
    .map(([feature, own]) => ({
      feature,
      en: wording.get(feature)?.en ?? feature,
      zh: wording.get(feature)?.zh ?? feature,
      share: own.rows / rows.length,
      firstShare: own.first / rows.length,
      meanExcess: own.excess / own.rows,
    }))
    .sort((a, b) => b.share - a.share || b.firstShare - a.firstShare || (a.feature < b.feature ? -1 : 1));
  return {
    cutoff: limit,
    assumed: cutoff === undefined,
    declined: declined.length,
    explained: rows.length,
    most: REASONS,
    reasons,
  };
}

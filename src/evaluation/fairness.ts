import { normalQuantile } from '../core/index.ts';
import { type CategoryColumn, MISSING_CODE } from '../table/index.ts';
import { conflictsBetween, type FairnessConflict } from './fairness-conflicts.ts';
import { type GroupMeasures, measureGroup } from './fairness-measures.ts';
import { checkConfidence, DEFAULT_CONFIDENCE } from './interval.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';
import { type Contrast, differenceOfShares, ratioOfShares } from './share-intervals.ts';

/** A group beside the reference group; differences are group minus reference. */
export interface GroupContrast {
  readonly group: string;
  /** Approval rate over the reference's. Below FOUR_FIFTHS is the US agencies' sign of adverse impact (29 CFR 1607.4 D). */
  readonly approvalRatio: Contrast;
  readonly belowFourFifths: boolean;
  /** The whole interval lies below FOUR_FIFTHS: more than chance. */
  readonly surelyBelowFourFifths: boolean;
  readonly badRate: Contrast;
  readonly approvalOfGoods: Contrast;
  readonly approvalOfBads: Contrast;
  readonly badRateOfApproved: Contrast;
  readonly badRateOfDeclined: Contrast;
  readonly calibration?: Contrast;
  readonly auc?: Contrast;
  /** Definitions that cannot hold together for these two groups; empty where their bad rates may be equal. */
  readonly conflicts: readonly FairnessConflict[];
}

export interface FairnessReport {
  /** PDs up to this are approved. */
  readonly cutoff: number;
  readonly confidence: number;
  readonly reference: string;
  /** By falling size; (missing) is a group of its own. */
  readonly groups: readonly GroupMeasures[];
  /** Every group but the reference. */
  readonly contrasts: readonly GroupContrast[];
}

export interface FairnessOptions {
  /** Rows with PD <= cutoff are approved. */
  readonly cutoff: number;
  /** Name of the group that others are compared with; default the largest. */
  readonly reference?: string | undefined;
  /** Coverage of every interval by itself; default 0.95. Many groups, many chances: read them with that in mind. */
  readonly confidence?: number | undefined;
  readonly place?: EvaluationPlace | undefined;
}

export const FOUR_FIFTHS = 0.8;
const MISSING_GROUP = '(missing)';

/**
 * Several definitions of fairness side by side, none preferred: which one the law or the lender wants is not for a program to say. Outcomes
 * of applicants that were declined long ago are not in any data: all figures are about rows with a known outcome.
 * @throws PARUS_CONFIG_INVALID, RangeError for an unknown reference or unequal lengths, and the errors of `evaluateScores`
 */
export function fairnessByGroup(
  pd: Float64Array,
  bad: BadFlags,
  groups: CategoryColumn,
  { cutoff, reference, confidence = DEFAULT_CONFIDENCE, place = UNNAMED_PLACE }: FairnessOptions,
): FairnessReport {
  checkConfidence(confidence, 'fairness options');
  checkLabelled(pd, bad, place, true);
  const { codes, levels } = groups;
  if (codes.length !== pd.length) throw new RangeError(`${codes.length} groups, expected ${pd.length}`);
  const rowsOf = new Map<string, number[]>();
  codes.forEach((code, row) => {
    const name = code === MISSING_CODE ? MISSING_GROUP : levels[code]!;
    const own = rowsOf.get(name);
    if (own) own.push(row);
    else rowsOf.set(name, [row]);
  });
  const measures = [...rowsOf]
    .map(([name, rows]) => measureGroup(name, rows, pd, bad, cutoff, confidence))
    // Names break ties of size, so that the order of rows does not matter.
    .sort((a, b) => b.rows - a.rows || (a.group < b.group ? -1 : 1));
  const base = reference === undefined ? measures[0]! : measures.find(({ group }) => group === reference);
  if (!base) throw new RangeError(`no group ${reference}, there are ${[...rowsOf.keys()].join(', ')}`);
  return {
    cutoff,
    confidence,
    reference: base.group,
    groups: measures,
    contrasts: measures.filter((own) => own !== base).map((own) => contrast(own, base, confidence)),
  };
}

function contrast(own: GroupMeasures, base: GroupMeasures, confidence: number): GroupContrast {
  const z = normalQuantile((1 + confidence) / 2);
  const ratio = ratioOfShares(own.approval, base.approval, z);
  const badRate = differenceOfShares(own.badRate, base.badRate);
  return {
    group: own.group,
    approvalRatio: ratio,
    belowFourFifths: ratio.value < FOUR_FIFTHS,
    surelyBelowFourFifths: ratio.interval[1] < FOUR_FIFTHS,
    badRate,
    approvalOfGoods: differenceOfShares(own.approvalOfGoods, base.approvalOfGoods),
    approvalOfBads: differenceOfShares(own.approvalOfBads, base.approvalOfBads),
    badRateOfApproved: differenceOfShares(own.badRateOfApproved, base.badRateOfApproved),
    badRateOfDeclined: differenceOfShares(own.badRateOfDeclined, base.badRateOfDeclined),
    ...(own.calibration &&
      base.calibration && {
        calibration: independentDifference(
          own.calibration.value - base.calibration.value,
          own.calibration.standardError,
          base.calibration.standardError,
          z,
        ),
      }),
    ...(own.auc &&
      base.auc && {
        auc: independentDifference(
          own.auc.auc - base.auc.auc,
          own.auc.standardError,
          base.auc.standardError,
          z,
        ),
      }),
    conflicts: badRate.interval[0] > 0 || badRate.interval[1] < 0 ? conflictsBetween(own, base) : [],
  };
}

/** Two estimates from different rows: their variances add up. */
function independentDifference(value: number, a: number, b: number, z: number): Contrast {
  const reach = z * Math.hypot(a, b);
  return { value, interval: [value - reach, value + reach] };
}

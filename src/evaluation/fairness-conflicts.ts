import type { GroupMeasures } from './fairness-measures.ts';

/** Definitions of fairness that cannot all hold for two groups, and by how much they miss on these rows. */
export interface FairnessConflict {
  readonly definitions: readonly string[];
  readonly theorem: string;
  /** The argument with this book's numbers, for a reader without the paper. */
  readonly explanation: string;
  /** What the group would have to show, were the definitions to hold, and what it shows. NaN where a share has no rows. */
  readonly required: number;
  readonly observed: number;
}

/** The conflicts that follow from different bad rates of a group and the reference. */
export function conflictsBetween(own: GroupMeasures, base: GroupMeasures): FairnessConflict[] {
  return [errorRates(own, base), balance(own, base), parity(own, base)];
}

/**
 * A. Chouldechova, "Fair prediction with disparate impact", Big Data 5 (2017), pp. 153-163, equation 2.6, with declined for predicted
 * bad: FPR = p / (1 - p) * (1 - PPV) / PPV * (1 - FNR).
 */
function errorRates(own: GroupMeasures, base: GroupMeasures): FairnessConflict {
  const p = own.badRate.share;
  const ppv = base.badRateOfDeclined.share;
  const caught = 1 - base.approvalOfBads.share;
  const required = (p / (1 - p)) * ((1 - ppv) / ppv) * caught;
  const observed = 1 - own.approvalOfGoods.share;
  return {
    definitions: ['predictive parity', 'equal opportunity', 'equal approval of bads'],
    theorem: 'Chouldechova 2017',
    explanation:
      `Bad rates are ${percent(p)} in ${own.group} and ${percent(base.badRate.share)} in ${base.group}. ` +
      `Were ${percent(ppv)} of the declined bad and ${percent(caught)} of bads declined in both groups, ` +
      `${percent(required)} of the goods of ${own.group} would have to be declined against ` +
      `${percent(1 - base.approvalOfGoods.share)} in ${base.group}; it is ${percent(observed)} now. ` +
      'Only two of the three can be equal.',
    required,
    observed,
  };
}

/**
 * J. Kleinberg, S. Mullainathan and M. Raghavan, "Inherent trade-offs in the fair determination of risk scores", ITCS 2017. Calibrated PDs of
 * a group add up to its bads, so with mean PDs g of its goods and b of its bads its bad rate is g / (1 - b + g), whatever the group.
 */
function balance(own: GroupMeasures, base: GroupMeasures): FairnessConflict {
  const g = base.meanPdOfGoods;
  const b = base.meanPdOfBads;
  const required = g / (1 - b + g);
  return {
    definitions: ['calibration within groups', 'balance for the goods', 'balance for the bads'],
    theorem: 'Kleinberg, Mullainathan and Raghavan 2016',
    explanation:
      `Were PDs calibrated in both groups, and goods given ${percent(g)} and bads ${percent(b)} on average in both, ` +
      `both bad rates would have to be ${percent(required)}; that of ${own.group} is ${percent(own.badRate.share)} ` +
      `and its goods have a mean PD of ${percent(own.meanPdOfGoods)}. Unless prediction is perfect, one of the three must go.`,
    required,
    observed: own.badRate.share,
  };
}

/**
 * The mean of calibrated PDs is the bad rate, so with different bad rates their distributions differ: one cut-off approves the same share of
 * both groups only where the distributions happen to cross, not as a rule.
 */
function parity(own: GroupMeasures, base: GroupMeasures): FairnessConflict {
  const required = base.approval.share;
  const observed = own.approval.share;
  return {
    definitions: ['equal approval rates', 'calibration within groups', 'one cut-off for all'],
    theorem: 'the mean of calibrated PDs is the bad rate',
    explanation:
      `One cut-off approves ${percent(observed)} of ${own.group} and ${percent(required)} of ${base.group}. ` +
      'Calibrated PDs are spread differently where bad rates differ: but for a cut-off where the spreads happen to cross, the ' +
      'same share of both needs a cut-off for each group, so equal PDs treated unequally, or PDs moved away from the bad rates.',
    required,
    observed,
  };
}

function percent(share: number): string {
  return Number.isNaN(share) ? 'no rows' : `${(100 * share).toFixed(1)} %`;
}

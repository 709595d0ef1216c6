import { normalQuantile } from '../core/index.ts';
import { aucDeLong, type DeLongAuc } from './delong.ts';
import type { BadFlags } from './labelled.ts';
import { type Estimate, recalibrate } from './recalibration.ts';
import { type Share, shareOf } from './share-intervals.ts';

/** What several definitions of fairness look at, for one group. */
export interface GroupMeasures {
  readonly group: string;
  readonly rows: number;
  readonly bads: number;
  readonly badRate: Share;
  /** Share approved: demographic parity, the four-fifths rule. */
  readonly approval: Share;
  /** Share approved of those who turned out good: equal opportunity. */
  readonly approvalOfGoods: Share;
  /** Share approved of those who turned out bad; with the line above, equalised odds. */
  readonly approvalOfBads: Share;
  /** Bad rate of the approved, and of the declined: predictive parity. */
  readonly badRateOfApproved: Share;
  readonly badRateOfDeclined: Share;
  readonly meanPd: number;
  /** Mean PD of the goods and of the bads: balance for either class. NaN without any. */
  readonly meanPdOfGoods: number;
  readonly meanPdOfBads: number;
  /** Shift of log-odds that would calibrate the group: calibration within groups. Absent where the group lacks a class. */
  readonly calibration?: Estimate;
  /** Absent where the group lacks a class. */
  readonly auc?: DeLongAuc;
}

/** Measures the rows `rows` of checked PDs; those with a PD up to `cutoff` are approved. */
export function measureGroup(
  group: string,
  rows: readonly number[],
  pd: Float64Array,
  bad: BadFlags,
  cutoff: number,
  confidence: number,
): GroupMeasures {
  const z = normalQuantile((1 + confidence) / 2);
  const share = (hits: number, trials: number): Share => shareOf(hits, trials, z);
  const counts = { good: { approved: 0, all: 0, pd: 0 }, bad: { approved: 0, all: 0, pd: 0 } };
  for (const row of rows) {
    const own = bad[row] === 1 ? counts.bad : counts.good;
    own.all += 1;
    own.pd += pd[row]!;
    if (pd[row]! <= cutoff) own.approved += 1;
  }
  const { good: goods, bad: bads } = counts;
  const approved = goods.approved + bads.approved;
  const scores = Float64Array.from(rows, (row) => pd[row]!);
  const flags = Uint8Array.from(rows, (row) => bad[row]!);
  const bothClasses = goods.all > 0 && bads.all > 0;
  return {
    group,
    rows: rows.length,
    bads: bads.all,
    badRate: share(bads.all, rows.length),
    approval: share(approved, rows.length),
    approvalOfGoods: share(goods.approved, goods.all),
    approvalOfBads: share(bads.approved, bads.all),
    badRateOfApproved: share(bads.approved, approved),
    badRateOfDeclined: share(bads.all - bads.approved, rows.length - approved),
    meanPd: (goods.pd + bads.pd) / rows.length,
    meanPdOfGoods: goods.pd / goods.all,
    meanPdOfBads: bads.pd / bads.all,
    ...(bothClasses && {
      calibration: recalibrate(scores, flags, confidence).inTheLarge,
      auc: aucDeLong(scores, flags, { confidence }),
    }),
  };
}

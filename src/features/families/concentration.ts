import type { PartyWindow } from '../engine/parties.ts';
import type { SourceState } from '../engine/source-state.ts';
import type { FeatureSpec, Monotone } from '../feature.ts';
import { lastDays, lastDaysZh } from './quantity.ts';

/** A group of counterparties as features speak of it. */
export interface PartyGroup {
  /** Number of the group in its source. */
  readonly group: number;
  /** What names of its features begin with: "bank_customer". */
  readonly name: string;
  /** One and many: "customer", "customers"; 客户. */
  readonly one: string;
  readonly many: string;
  readonly zh: string;
  /** What is shared out: "sales receipts". */
  readonly amount: string;
}

interface Judged {
  readonly monotone: Monotone;
  readonly why: string;
}

const CONCENTRATED: Judged = {
  monotone: 'increasing',
  why: 'The loss of one side of trade takes the other with it.',
};

/** `<name>_hhi_365` */
export function herfindahlOf(
  g: PartyGroup,
  { monotone, why }: Judged = CONCENTRATED,
): FeatureSpec<SourceState> {
  return {
    name: `${g.name}_hhi_365`,
    meaning: `concentration of ${g.many}`,
    meaningZh: `${g.zh}集中度（HHI）`,
    formula: `sum of squared shares of ${g.many} in ${g.amount}`,
    unit: 'share',
    windowDays: 365,
    monotone,
    why,
    value: (s) => s.parties[g.group]!.herfindahl(365),
  };
}

/** `<name>_top1_share_365`, `<name>_top3_share_365` */
export function topShare(
  g: PartyGroup,
  most: 1 | 3,
  { monotone, why }: Judged = CONCENTRATED,
): FeatureSpec<SourceState> {
  return {
    name: `${g.name}_top${most}_share_365`,
    meaning: most === 1 ? `share of the largest ${g.one}` : `share of the three largest ${g.many}`,
    meaningZh: most === 1 ? `第一大${g.zh}占比` : `前三大${g.zh}占比`,
    formula: `${most === 1 ? 'largest' : 'three largest'} / sum of ${g.amount} by ${g.one}`,
    unit: 'share',
    windowDays: 365,
    monotone,
    why,
    value: (s) => s.parties[g.group]!.largestShare(365, most),
  };
}

/** `<name>_count_<days>`: different parties. */
export function partyCounts(
  g: PartyGroup,
  windows: readonly PartyWindow[],
  { monotone, why }: Judged,
): FeatureSpec<SourceState>[] {
  return windows.map((days) => ({
    name: `${g.name}_count_${days}`,
    meaning: `different ${g.many}, ${lastDays(days)}`,
    meaningZh: `${lastDaysZh(days)}${g.zh}数`,
    formula: `distinct ${g.many} of ${g.amount}`,
    unit: 'count',
    windowDays: days,
    monotone,
    why,
    value: (s) => (s.isKnown ? s.parties[g.group]!.count(days) : Number.NaN),
  }));
}

/** `<name>_new_share_90`: how much of the newest quarter passed with parties not met in the nine months before. */
export function newPartyShare(g: PartyGroup, { monotone, why }: Judged): FeatureSpec<SourceState> {
  return {
    name: `${g.name}_new_share_90`,
    meaning: `share of new ${g.many}, last 90 days`,
    meaningZh: `近90天新增${g.zh}占比`,
    formula: `share in ${g.amount} of the last 90 days of ${g.many} without one 90-364 days old`,
    unit: 'share',
    windowDays: 365,
    monotone,
    why,
    value: (s) => s.parties[g.group]!.newShare(),
  };
}

/** `<name>_lost_share_90`: how many of the parties met 90 to 364 days ago were not met again since. */
export function lostPartyShare(g: PartyGroup, { monotone, why }: Judged): FeatureSpec<SourceState> {
  return {
    name: `${g.name}_lost_share_90`,
    meaning: `share of ${g.many} lost, last 90 days`,
    meaningZh: `近90天流失${g.zh}占比`,
    formula: `of ${g.many} with ${g.amount} 90-364 days old, the share without any in the last 90 days`,
    unit: 'share',
    windowDays: 365,
    monotone,
    why,
    value: (s) => s.parties[g.group]!.lostShare(),
  };
}

import type { SourceState } from '../engine/source-state.ts';
import type { FeatureSpec, Monotone } from '../feature.ts';
import { change, ratio } from '../window.ts';

/** A quotient of two measures that are never negative, as one quarter of it is held against the one before. */
export interface MovingRatio {
  readonly over: number;
  readonly under: number;
  /** What the feature's name begins with: "pos_ticket". */
  readonly name: string;
  readonly meaning: string;
  readonly meaningZh: string;
  readonly formula: string;
  readonly monotone: Monotone;
  readonly why: string;
}

/** Months of 30 days in a quarter. */
const QUARTER_MONTHS = 3;

/** `<name>_change_90`: the quotient of the last 90 days against that of the 90 before; missing where one of them cannot be computed. */
export function ratioChange(r: MovingRatio): FeatureSpec<SourceState> {
  return {
    name: `${r.name}_change_90`,
    meaning: `change of ${r.meaning}, last 90 days against the 90 before`,
    meaningZh: `近90天${r.meaningZh}较前90天的变化`,
    formula: `(a - b) / (a + b), a and b ${r.formula} of the days 0-89 and 90-179`,
    unit: 'index',
    windowDays: 180,
    monotone: r.monotone,
    why: r.why,
    value: (s) => change(quotient(s, r, 0), quotient(s, r, QUARTER_MONTHS)),
  };
}

function quotient(s: SourceState, { over, under }: MovingRatio, first: number): number {
  let a = 0;
  let b = 0;
  for (let i = first; i < first + QUARTER_MONTHS; i++) {
    a += s.inMonth(over, i);
    b += s.inMonth(under, i);
  }
  return ratio(a, b);
}

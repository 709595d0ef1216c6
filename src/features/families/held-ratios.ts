import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import type { FeatureSpec } from '../feature.ts';
import { clamp, ratio } from '../window.ts';
import { lastDays, lastDaysZh } from './quantity.ts';
import type { Ratio, Window } from './totals.ts';

/** A quotient of sums of which neither is part of the other, so that it may run off: held within [least, most]. */
export interface HeldRatio extends Ratio {
  /** Default 0. */
  readonly least?: number;
  readonly most: number;
}

/** `<name>_<days>`: the quotient of two sums over each window, held; missing where there is nothing to divide by. */
export function heldRatios(r: HeldRatio, windows: readonly Window[]): FeatureSpec<SourceState>[] {
  const { least = 0, most, per = 1 } = r;
  const held = least === 0 ? `at most ${most}` : `between ${least} and ${most}`;
  return windows.map((days) => {
    const slot = windowSlot(days);
    return {
      name: `${r.name}_${days}`,
      meaning: `${r.meaning}, ${lastDays(days)}`,
      meaningZh: `${lastDaysZh(days)}${r.meaningZh}`,
      formula: `${r.formula}, ${held}`,
      unit: r.unit,
      windowDays: days,
      monotone: r.monotone,
      why: r.why,
      value: (s) => clamp(ratio(s.total(r.over, slot), s.total(r.under, slot)) / per, least, most),
    };
  });
}

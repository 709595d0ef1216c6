import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import type { FeatureSpec } from '../feature.ts';
import type { Quantity } from './quantity.ts';

const ALL = windowSlot('all');

/** `<name>_ever`: the sum of a quantity over the whole known history, for sources that are read whole. */
export function everOf(q: Quantity): FeatureSpec<SourceState> {
  return {
    name: `${q.name}_ever`,
    meaning: `${q.meaning}, whole history`,
    meaningZh: `历史累计${q.meaningZh}`,
    formula: `sum of ${q.formula} over all known records`,
    unit: q.unit,
    monotone: q.monotone,
    why: q.why,
    value: (s) => (s.isKnown ? s.total(q.measure, ALL) / q.per : Number.NaN),
  };
}

import { codeOf } from '../../sources/index.ts';
import { type Accumulator, groupsOf, measuresOf, NO_TRAIL } from '../engine/accumulator.ts';

const EXPORT = codeOf('customs', 'direction', 'export');

/** Amounts in fen, weights in grams. */
export const CUSTOMS = measuresOf('exports', 'exportGrams', 'imports');

export const CUSTOMS_PARTIES = groupsOf('markets', 'chapters', 'origins');

export const GRAMS_PER_KG = 1000;

export type CustomsTrail = object;

export const customsAccumulator: Accumulator<'customs', CustomsTrail> = {
  source: 'customs',
  keeps: 'horizon',
  measures: Object.keys(CUSTOMS),
  groups: Object.keys(CUSTOMS_PARTIES),

  tally({ direction, country, chapter, amountFen, weightKg }, row, to) {
    const fen = amountFen[row]!;
    if (direction[row] !== EXPORT) {
      to.add(CUSTOMS.imports, fen);
      to.meet(CUSTOMS_PARTIES.origins, country[row]!, fen);
      return;
    }
    to.add(CUSTOMS.exports, fen);
    to.add(CUSTOMS.exportGrams, Math.round(weightKg[row]! * GRAMS_PER_KG));
    to.meet(CUSTOMS_PARTIES.markets, country[row]!, fen);
    to.meet(CUSTOMS_PARTIES.chapters, chapter[row]!, fen);
  },

  ...NO_TRAIL,
};

import { codeOf } from '../../sources/index.ts';
import { type Accumulator, groupsOf, measuresOf, NO_TRAIL } from '../engine/accumulator.ts';

const SENT = codeOf('waybills', 'direction', 'sent');

/** Weights in grams, so that sums are of whole numbers. */
export const WAYBILLS = measuresOf('sent', 'sentGrams', 'sentPieces', 'received', 'receivedGrams');

export const GRAMS_PER_KG = 1000;

/** Carriers by consignment, the regions goods go to by weight. */
export const WAYBILL_PARTIES = groupsOf('regions', 'carriers');

export type WaybillsTrail = object;

export const waybillsAccumulator: Accumulator<'waybills', WaybillsTrail> = {
  source: 'waybills',
  keeps: 'horizon',
  measures: Object.keys(WAYBILLS),
  groups: Object.keys(WAYBILL_PARTIES),

  tally({ direction, carrier, otherRegion, pieces, weightKg }, row, to) {
    const grams = Math.round(weightKg[row]! * GRAMS_PER_KG);
    to.meet(WAYBILL_PARTIES.carriers, carrier[row]!, 1);
    if (direction[row] === SENT) {
      to.add(WAYBILLS.sent, 1);
      to.add(WAYBILLS.sentGrams, grams);
      to.add(WAYBILLS.sentPieces, pieces[row]!);
      to.meet(WAYBILL_PARTIES.regions, otherRegion[row]!, grams);
      return;
    }
    to.add(WAYBILLS.received, 1);
    to.add(WAYBILLS.receivedGrams, grams);
  },

  ...NO_TRAIL,
};

import type { Binning } from '../../binning/index.ts';
import type { AdditiveTerm } from '../artefact.ts';

/**
 * A binned input as a term of the log-odds of bad: -coefficient * WOE, so that with a positive coefficient more risk
 * raises the log-odds. A level never seen in training counts as the rare ones, or 0 where none were put together. `mean` is left at 0 for the caller to fill.
 */
export function woeTerm(input: number, binning: Binning, coefficient: number): AdditiveTerm {
  const risk = ({ woe }: { readonly woe: number }): number => -coefficient * woe || 0;
  if (binning.kind === 'numeric') {
    return {
      shape: 'step',
      input,
      cuts: binning.cuts,
      // A variable that was never a plain number in training has no interval: nothing is known of one.
      y: binning.bins.length > 0 ? binning.bins.map(risk) : [0],
      special: binning.special.map((bin) => ({ value: bin.value, y: risk(bin) })),
      missing: risk(binning.missing),
      mean: 0,
    };
  }
  return {
    shape: 'table',
    input,
    y: binning.groupOfLevel.map((group) => risk(binning.bins[group]!)),
    missing: risk(binning.missing),
    unseen: binning.rareGroup === undefined ? 0 : risk(binning.bins[binning.rareGroup]!),
    mean: 0,
  };
}

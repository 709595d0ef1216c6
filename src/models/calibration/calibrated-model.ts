import { type AdditiveModel, isAdditive } from '../additive/model.ts';
import type { Model } from '../model.ts';
import { calibrator } from './calibrator.ts';

/**
 * The model with its artefact's calibration applied. Shares of its log-odds are stretched by one factor a row, as far as the
 * calibrated log-odds lie from those of the average: they add up again and keep their order.
 */
export function calibrated(model: Model): Model {
  const { artefact } = model;
  if (artefact.calibration.kind === 'none') return model;
  const map = calibrator(artefact.calibration);
  const calibratedModel: Model = {
    artefact,
    margins(bound, start, end, out) {
      model.margins(bound, start, end, out);
      for (let i = 0; i < end - start; i++) out[i] = map(out[i]!);
    },
  };
  return isAdditive(model) ? stretched(model, calibratedModel, map) : calibratedModel;
}

function stretched(raw: AdditiveModel, model: Model, map: (margin: number) => number): AdditiveModel {
  const { terms, intercept } = raw.body;
  const average = terms.reduce((sum, { mean }) => sum + mean, intercept);
  return {
    ...model,
    body: { intercept: map(average), terms: terms.map(({ input }) => ({ input, mean: 0 })) },
    contributions(bound, row) {
      const excess = raw.contributions(bound, row).map((share, t) => share - terms[t]!.mean);
      const moved = excess.reduce((sum, share) => sum + share, 0);
      const factor = moved === 0 ? 0 : (map(average + moved) - map(average)) / moved;
      return excess.map((share) => share * factor);
    },
  };
}

import type { AdditiveBody, ModelArtefact } from '../artefact.ts';
import type { BoundColumns, Model } from '../model.ts';
import { termReader } from './shapes.ts';

/**
 * A model that tells what each input adds to the log-odds of a row: log-odds = intercept + sum of the terms' shares. In
 * logistic regressions and scorecards a share is a function of its input alone; in trees it is a Shapley value.
 */
export interface AdditiveModel extends Model {
  readonly body: {
    readonly intercept: number;
    /** The input of each term and its average share on the training rows. */
    readonly terms: readonly { readonly input: number; readonly mean: number }[];
  };
  /** Every term's share of the log-odds of row `row`, in the order of the terms. */
  contributions(bound: BoundColumns, row: number): Float64Array;
}

export function makeAdditiveModel(artefact: ModelArtefact, body: AdditiveBody): AdditiveModel {
  const readers = body.terms.map(termReader);
  return {
    artefact,
    body,
    margins({ columns }, start, end, out) {
      out.fill(body.intercept, 0, end - start);
      for (const [t, { input }] of body.terms.entries()) {
        const read = readers[t]!;
        const column = columns[input]!;
        for (let i = start; i < end; i++) out[i - start]! += read(column[i]!);
      }
    },
    contributions({ columns }, row) {
      return Float64Array.from(body.terms, ({ input }, t) => readers[t]!(columns[input]![row]!));
    },
  };
}

/** Does this model tell what each input adds? */
export function isAdditive(model: Model): model is AdditiveModel {
  return 'contributions' in model;
}

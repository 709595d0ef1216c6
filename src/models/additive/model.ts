import type { AdditiveBody, ModelArtefact } from '../artefact.ts';
import type { BoundColumns, Model } from '../model.ts';
import { termReader } from './shapes.ts';

/** A model whose log-odds are a sum of one term per input. */
export interface AdditiveModel extends Model {
  readonly body: AdditiveBody;
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

/** Is this model a sum of terms? */
export function isAdditive(model: Model): model is AdditiveModel {
  return model.artefact.body.kind === 'additive';
}

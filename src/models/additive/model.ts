import type { AdditiveBody, ModelArtefact, ProductTerm } from '../artefact.ts';
import type { BoundColumns, Model } from '../model.ts';
import { termReader } from './shapes.ts';

/**
 * A model that tells what each input adds to the log-odds of a row: log-odds = intercept + sum of the terms' shares. In
 * logistic regressions and scorecards a share is a function of its input alone, but for interactions, whose shares both inputs
 * halve, as their Shapley values around 0 would; in trees it is a Shapley value.
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
  const products = (body.products ?? []).map(productReader);
  const terms = explainedTerms(body);
  const place = new Map(body.terms.map(({ input }, t) => [input, t]));
  return {
    artefact,
    body: { intercept: body.intercept, terms },
    margins({ columns }, start, end, out) {
      out.fill(body.intercept, 0, end - start);
      for (const [t, { input }] of body.terms.entries()) {
        const read = readers[t]!;
        const column = columns[input]!;
        for (let i = start; i < end; i++) out[i - start]! += read(column[i]!);
      }
      for (const read of products) {
        for (let i = start; i < end; i++) out[i - start]! += read(columns, i);
      }
    },
    contributions({ columns }, row) {
      const shares = Float64Array.from(body.terms, ({ input }, t) => readers[t]!(columns[input]![row]!));
      for (const [k, { factors }] of (body.products ?? []).entries()) {
        const half = products[k]!(columns, row) / 2;
        for (const { input } of factors) shares[place.get(input)!]! += half;
      }
      return shares;
    },
  };
}

type Columns = BoundColumns['columns'];

function productReader({ factors: [a, b] }: ProductTerm): (columns: Columns, row: number) => number {
  const [readA, readB] = [termReader(a), termReader(b)];
  return (columns, row) => readA(columns[a.input]![row]!) * readB(columns[b.input]![row]!);
}

/** The inputs of the terms and their average shares, each product's shared equally by its two inputs. */
function explainedTerms({ terms, products = [] }: AdditiveBody): AdditiveModel['body']['terms'] {
  return terms.map(({ input, mean }) => {
    const halves = products.filter(({ factors }) => factors.some((factor) => factor.input === input));
    return { input, mean: halves.reduce((sum, product) => sum + product.mean / 2, mean) };
  });
}

/** Does this model tell what each input adds? */
export function isAdditive(model: Model): model is AdditiveModel {
  return 'contributions' in model;
}

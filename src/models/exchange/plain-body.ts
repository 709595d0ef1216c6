import type { AdditiveBody, InputFunction, ModelArtefact } from '../artefact.ts';
import type { TreesBody } from '../tree/tree-body.ts';
import { type Exchange, refusal } from './refusal.ts';

/** Bodies that other systems can hold. */
export type PlainBody = AdditiveBody | TreesBody;

/** The artefact's body where it is a sum of terms or trees. @throws PARUS_MODEL_NOT_SUPPORTED for other families */
export function bodyOf({ body, algorithm }: ModelArtefact, exchange: Exchange): PlainBody {
  if (body.kind === 'additive' || body.kind === 'trees') return body;
  throw refusal(exchange, `${algorithm} model`, 'a scorecard, a logistic model, or trees');
}

/**
 * The body with the artefact's calibration folded in, for forms that know no maps: Platt's line scales intercepts, shares and
 * leaves of log-odds.
 * @throws PARUS_MODEL_NOT_SUPPORTED for other families, for curved calibrations, and for calibrated forests
 */
export function plainBody(artefact: ModelArtefact, exchange: Exchange): PlainBody {
  const body = bodyOf(artefact, exchange);
  const { calibration } = artefact;
  if (calibration.kind === 'none') return body;
  const expected = 'one without calibration, or with platt on log-odds; SQL takes every calibration';
  if (calibration.kind !== 'platt' || (body.kind === 'trees' && body.leaves === 'pd')) {
    throw refusal(exchange, `model with ${calibration.kind} calibration`, expected);
  }
  const { slope, intercept } = calibration;
  if (body.kind === 'additive') {
    return {
      ...body,
      intercept: slope * body.intercept + intercept,
      terms: body.terms.map((term) => ({ ...scaled(term, slope), mean: slope * term.mean })),
      ...(body.products && {
        products: body.products.map(({ factors: [a, b], mean }) => ({
          factors: [scaled(a, slope), b],
          mean: slope * mean,
        })),
      }),
    };
  }
  return {
    ...body,
    base: slope * body.base + intercept,
    trees: body.trees.map((tree) => ({ ...tree, value: tree.value.map((v) => slope * v) })),
  };
}

function scaled<T extends InputFunction>(term: T, slope: number): T {
  const own: InputFunction = term;
  const values = { y: own.y.map((y) => slope * y), missing: slope * own.missing };
  switch (own.shape) {
    case 'line':
      return { ...term, ...values };
    case 'step':
      return {
        ...term,
        ...values,
        special: own.special.map(({ value, y }) => ({ value, y: slope * y })),
      };
    case 'table':
      return { ...term, ...values, unseen: slope * own.unseen };
  }
}

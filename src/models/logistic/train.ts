import { fail } from '../../core/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import type { AdditiveBody } from '../artefact.ts';
import { additiveBodyOf } from '../design/additive-body.ts';
import { makeDesign } from '../design/make.ts';
import { inputPairs, productColumns, productTerms, productWidth } from '../design/products.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import type { LogisticConfig } from './config.ts';
import { fitElasticAt, fitElasticPath } from './elastic-path.ts';
import { MAX_DENSE_COLUMNS } from './fit-lbfgs.ts';
import type { PenaltyChoice } from './recalibrate.ts';
import { fitRidgePath } from './ridge-path.ts';
import { weightedMean } from './sample.ts';
import { makeWeightedDesign } from './weighted-design.ts';

export { type LogisticConfig, logisticConfig } from './config.ts';

/** Design columns at most: beyond, a descent takes minutes even on few rows. OWN. */
const MAX_COLUMNS = 10_000;
/** Values of a design beyond 1000 columns at most: 4 GiB, and as much again while a penalty is chosen. OWN. */
const MAX_WIDE_VALUES = 2 ** 29;

/**
 * Ridge or elastic-net logistic regression on scaled numbers and one-hot categories, with interactions where asked for.
 * @throws PARUS_TRAIN_TOO_WIDE, PARUS_TRAIN_NO_FEATURES where the l1 norm leaves no coefficient, PARUS_CONFIG_INVALID for
 * interactions of unknown inputs
 */
export async function trainLogistic(
  set: TrainingSet,
  { pool, config, phase }: TrainContext<LogisticConfig>,
): Promise<Fitted> {
  const { inputs, bound, bad, weights } = set;
  const pairs = inputPairs(config.interactions, inputs);
  const wide = Math.min(MAX_COLUMNS, Math.floor(MAX_WIDE_VALUES / bad.length));
  const limit = config.solver === 'irls' ? MAX_DENSE_COLUMNS : Math.max(MAX_DENSE_COLUMNS, wide);
  const { design, products } = await phase('bin', async () => {
    const options = { numbers: config.numbers, maxColumns: limit };
    const made = weights
      ? await makeWeightedDesign(pool, set, weights, 'logistic', options)
      : await makeDesign(pool, inputs, bound, 'logistic', options);
    const columns = made.columns.length + productWidth(made.specs, pairs);
    if (columns > limit) throw fail('PARUS_TRAIN_TOO_WIDE', { algorithm: 'logistic', columns, limit });
    return { design: made, products: productColumns(made, pairs) };
  });
  const columns = [...design.columns, ...products];
  const choice = await phase('fit', () => fitChoice(pool, columns, set, config));
  const { lambda, slope, beta, iterations, converged } = choice;
  const split = 1 + design.columns.length;
  const full: AdditiveBody = {
    ...additiveBodyOf(design.specs, inputs, meansOf(design.columns, weights), beta.subarray(0, split)),
    ...(pairs.length > 0 && {
      products: productTerms(design.specs, inputs, pairs, meansOf(products, weights), beta.subarray(split)),
    }),
  };
  const { body, dropped } = config.l1Share > 0 ? withoutIdle(full, lambda) : { body: full, dropped: [] };
  return {
    body,
    notes: {
      lambda,
      ...(config.l1Share > 0 && { coefficients: beta.reduce((n, b, j) => n + Number(j > 0 && b !== 0), 0) }),
      slope: Number(slope.toFixed(4)),
      iterations,
      converged: String(converged),
      designColumns: columns.length,
    },
    dropped: dropped.map((input) => ({
      name: inputs[input]!.name,
      reason: `adds nothing beside the others (its coefficients are 0 at lambda ${Number(lambda.toPrecision(4))})`,
    })),
  };
}

function fitChoice(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  { bad, weights }: TrainingSet,
  { lambda, l1Share, solver }: LogisticConfig,
): Promise<PenaltyChoice> {
  if (l1Share > 0) {
    return lambda === undefined
      ? fitElasticPath(pool, columns, bad, l1Share, weights)
      : fitElasticAt(pool, columns, bad, lambda, l1Share, weights);
  }
  const grid = lambda === undefined ? {} : { grid: [lambda] };
  return fitRidgePath(pool, columns, bad, { nonNegative: false, solver, weights, ...grid });
}

/** Columns to take the means of terms from: with weights one value each, the weighted mean. */
function meansOf(
  columns: readonly Float64Array[],
  weights: Float64Array | undefined,
): readonly Float64Array[] {
  return weights ? columns.map((column) => Float64Array.of(weightedMean(column, weights))) : columns;
}

/**
 * The body without products and terms that are 0 for every value, and the inputs that are gone with them; a term whose input has a
 * product stays.
 * @throws PARUS_TRAIN_NO_FEATURES where nothing is left
 */
function withoutIdle(body: AdditiveBody, lambda: number): { body: AdditiveBody; dropped: number[] } {
  const products = (body.products ?? []).filter(({ factors }) => factors.every(acts));
  const paired = new Set(products.flatMap(({ factors }) => factors.map(({ input }) => input)));
  const terms = body.terms.filter((term) => acts(term) || paired.has(term.input));
  if (terms.length === 0) {
    const problem = `lambda ${lambda} with this l1Share leaves no coefficient`;
    throw fail('PARUS_TRAIN_NO_FEATURES', { path: 'the training table', problem });
  }
  const kept = new Set(terms.map(({ input }) => input));
  const dropped = body.terms.map(({ input }) => input).filter((input) => !kept.has(input));
  const { products: _all, ...rest } = body;
  return { body: { ...rest, terms, ...(products.length > 0 && { products }) }, dropped };
}

/** Is a function of an input anything but 0? */
function acts(term: {
  readonly y: readonly number[];
  readonly missing: number;
  readonly unseen?: number;
}): boolean {
  return term.y.some((y) => y !== 0) || term.missing !== 0 || (term.unseen ?? 0) !== 0;
}

import { fail } from '../../core/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import type { AdditiveTerm, Scaling, SelectionStep } from '../artefact.ts';
import { fitRidgePath, type RidgeChoice } from '../logistic/ridge-path.ts';
import { weightedMean } from '../logistic/sample.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import { binInputs } from './bin-inputs.ts';
import { type Candidate, informative, SUSPICIOUS_IV } from './candidate.ts';
import type { ScorecardConfig } from './config.ts';
import { gradeNotes, gradesOf } from './grades.ts';
import { pointsOf } from './points.ts';
import { printedRisk, riskColumns } from './risk-columns.ts';
import { resolveScaling } from './scaling.ts';
import { columnsOf } from './selection/fit.ts';
import { isSelective, type Selected, selectCharacteristics } from './selection/select.ts';
import { selectionSummary } from './selection/summary.ts';
import { type CoefficientTest, coefficientTests } from './standard-errors.ts';
import { woeTerm } from './woe-term.ts';

type Context = TrainContext<ScorecardConfig> & { readonly scaling: Scaling };

/**
 * A scorecard: optimal bins, weight of evidence, a choice of characteristics, ridge logistic regression whose WOE coefficients
 * cannot take the wrong sign, integer points, PD bands.
 * @throws PARUS_CONFIG_INVALID, also for grades asked for beside row weights, PARUS_TRAIN_NO_FEATURES
 */
export async function trainScorecard(set: TrainingSet, context: Context): Promise<Fitted> {
  const { bad, weights } = set;
  const { pool, config, phase } = context;
  if (weights && config.grades) throw gradesCountRows();
  const dropped: { name: string; reason: string }[] = [];
  const drop = ({ name }: Candidate, reason: string): void => void dropped.push({ name, reason });

  const candidates = await phase('bin', async () => {
    const usable = informative(await binInputs(pool, set, config), config, drop);
    if (usable.length === 0) throw noCharacteristic(`no information value reaches ${config.minIv}`);
    return riskColumns(pool, set, usable, config, context.seed, drop);
  });

  const { selected, fit } = await phase('fit', async () => {
    const chosen = await selectCharacteristics(pool, candidates, bad, config, drop, weights);
    if (chosen.length === 0) throw noCharacteristic('the selection lets none in');
    return { selected: chosen, fit: await fitCoefficients(pool, chosen, set, config) };
  });
  const { lambda, slope, beta, iterations, converged } = fit;
  const kept: Weighed[] = [];
  selected.forEach((candidate, j) => {
    const coefficient = beta[j + 1]!;
    if (coefficient > 0) kept.push({ ...candidate, coefficient });
    else drop(candidate, 'adds nothing beside the others (coefficient would have the wrong sign)');
  });

  const intercept = beta[0]!;
  const scaling = config.scaling ? resolveScaling(config.scaling, intercept, kept) : context.scaling;
  const points = pointsOf(
    intercept,
    kept.map(({ input, binning, coefficient }) => ({ input, binning, coefficient })),
    scaling,
    config.rounding,
  );
  const facts = await phase('fit', () => factsOf(pool, kept, set, config, fit));
  const grades = config.grades && gradesOf(config.grades, intercept, kept, bad);
  const suspicious = kept.filter(({ binning }) => binning.iv > SUSPICIOUS_IV);
  return {
    body: { kind: 'additive', intercept, terms: kept.map((one) => termOf(one, set)) },
    scorecard: {
      ...points,
      characteristics: points.characteristics.map((own, c) => ({ ...own, ...facts.tests?.[c] })),
      ...(facts.selection && { selection: [...facts.selection] }),
    },
    scaling,
    ...(grades && { grades }),
    notes: {
      lambda,
      slope: Number(slope.toFixed(4)),
      iterations,
      converged: String(converged),
      characteristics: kept.length,
      ...(suspicious.length > 0 && { highIv: suspicious.map(ivText).join(', ') }),
      ...(grades && gradeNotes(grades)),
    },
    dropped,
  };
}

/** A characteristic of the scorecard: its coefficient is above 0. */
type Weighed = Selected & { readonly coefficient: number };

function fitCoefficients(
  pool: WorkerPool,
  selected: readonly Selected[],
  { bad, weights }: TrainingSet,
  { lambda }: ScorecardConfig,
): Promise<RidgeChoice> {
  return fitRidgePath(pool, columnsOf(selected), bad, {
    nonNegative: true,
    weights,
    ...(lambda !== undefined && { grid: [lambda] }),
  });
}

/** What a validator reads beside the points, where the configuration asks for it. */
interface Facts {
  readonly tests?: readonly CoefficientTest[];
  readonly selection?: readonly SelectionStep[];
}

async function factsOf(
  pool: WorkerPool,
  kept: readonly Weighed[],
  { bad, weights }: TrainingSet,
  config: ScorecardConfig,
  { beta, lambda, slope }: RidgeChoice,
): Promise<Facts> {
  const selective = isSelective(config);
  if (!selective && !config.standardErrors) return {};
  const coefficients = Float64Array.from([beta[0]!, ...kept.map(({ coefficient }) => coefficient)]);
  const penalty = lambda / slope ** 2;
  const tests = await coefficientTests(pool, columnsOf(kept), bad, coefficients, penalty, weights);
  return { tests, ...(selective && { selection: await selectionSummary(pool, kept, weights) }) };
}

function termOf(one: Weighed, { bound, weights }: TrainingSet): AdditiveTerm {
  const { input, binning, coefficient } = one;
  const risk = printedRisk(one, bound.columns[input]!);
  return { ...woeTerm(input, binning, coefficient), mean: coefficient * meanOf(risk, weights) };
}

function ivText({ name, binning }: Candidate): string {
  return `${name} ${binning.iv.toFixed(2)}`;
}

function noCharacteristic(problem: string) {
  return fail('PARUS_TRAIN_NO_FEATURES', { path: 'the training table', problem });
}

/** A grade tells how many of its training rows went bad, in whole rows. */
function gradesCountRows() {
  const problem = 'grades: their bad rates are counts of rows; leave them out, or train without weights';
  return fail('PARUS_CONFIG_INVALID', { path: 'the training configuration', problem });
}

function meanOf(values: Float64Array, weights?: Float64Array): number {
  if (weights) return weightedMean(values, weights);
  let sum = 0;
  for (const v of values) sum += v;
  return sum / values.length;
}

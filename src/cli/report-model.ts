import { featureWording } from '../decision/index.ts';
import {
  curves,
  diagnose,
  type Evaluation,
  evaluateByQuarter,
  evaluateWithIntervals,
  fairnessByGroup,
  growErrorTree,
  scoreStability,
  tableStability,
} from '../evaluation/index.ts';
import {
  declineReasons,
  dependenceCurves,
  inputChoice,
  isTrainingPart,
  type ModelDrivers,
  modelDrivers,
  pointsOnTest,
  type ReportModel,
  ratingGrades,
  type ScoredPart,
  scoreBands,
  trendProofs,
} from '../evaluation/report/index.ts';
import { type BoundColumns, type Model, scoreTable } from '../models/index.ts';
import type { WorkerPool } from '../parallel/index.ts';
import type { CategoryColumn } from '../table/index.ts';
import type { CommandContext } from './command.ts';
import { type Part, placeOf } from './dataset.ts';
import { provenanceRows } from './provenance-rows.ts';
import { oracleOf, type TruePds } from './true-pds.ts';

/** A model measured on both parts, in the form that reports take, with its test PDs for comparisons. */
export interface MeasuredModel {
  readonly report: ReportModel;
  readonly train: Evaluation;
  readonly test: Evaluation;
  readonly testPd: Float64Array;
}

/** What a reader may ask for beyond what every report shows. */
export interface ReportRequests {
  /** PDs above this are declined; default: the riskiest tenth stands for the declined. */
  readonly cutoff?: number | undefined;
  /** Groups of the test rows to be compared at the cut-off. */
  readonly group?: { readonly name: string; readonly column: CategoryColumn } | undefined;
  /** True PDs by application, where the book was simulated with them. */
  readonly truePds?: TruePds | undefined;
}

/** Rows with this column are measured by quarter as well. */
export const DATE_COLUMN = 'asOf';

/** Inputs whose dependence is drawn: two lines of cards. OWN. */
const DEPENDENCE_INPUTS = 6;

/** Scores and measures a model on the rows it learnt from and on those it has not seen. */
export async function measureModel(
  name: string,
  model: Model,
  parts: { readonly train: Part; readonly test: Part },
  pool: WorkerPool,
  context: CommandContext,
  { cutoff, group, truePds }: ReportRequests = {},
): Promise<MeasuredModel> {
  const train = await measurePart(model, parts.train, pool, context);
  const test = await measurePart(model, parts.test, pool, context);
  const { artefact } = model;
  const scored = { train: { ...parts.train, ...train }, test: { ...parts.test, ...test } };
  const { pd } = test;
  const { bad, table } = parts.test;
  const place = placeOf(parts.test);
  const wording = featureWording();
  const columns = [...table.columns.keys()].filter((column) => !parts.test.skip.has(column));
  const inputs = artefact.inputs.map((input) => input.name);
  const dates = table.columns.get(DATE_COLUMN);
  const points = pointsOnTest(artefact, scored, wording);
  const oracle = truePds && (await oracleOf(truePds, parts.test, pd, pool, context));
  const choice = inputChoice(artefact);
  const drivers = modelDrivers(model, scored.test, context.seed);
  const trends = trendProofs(artefact);
  const reasons = declineReasons(model, scored.test, wording, cutoff);
  const report: ReportModel = {
    name,
    algorithm: artefact.algorithm,
    hash: artefact.hash,
    metrics: { train: train.evaluation.metrics, test: test.evaluation.metrics },
    ci95: test.evaluation.ci95,
    curves: curves(pd, bad),
    provenance: provenanceRows(model),
    testUnseen: isTrainingPart(model, parts.train.table, parts.train.bad, parts.train.skip),
    meanings: wording,
    diagnosis: diagnose(pd, bad, place),
    ...(oracle && { oracle }),
    grades: ratingGrades(artefact.grades, scored),
    scores: scoreBands(model, scored),
    stability: {
      score: scoreStability(train.pd, pd),
      inputs: tableStability(parts.train.table, table, inputs),
    },
    ...(dates?.kind === 'date' && { quarters: evaluateByQuarter(pd, bad, dates.values, place) }),
    segments: growErrorTree(pd, bad, table, { seed: context.seed, columns, place }),
    ...(group &&
      cutoff !== undefined && {
        fairness: { column: group.name, report: fairnessByGroup(pd, bad, group.column, { cutoff, place }) },
      }),
    ...(reasons && { reasons }),
    ...(drivers && { drivers }),
    ...(drivers && !points && { dependence: dependenceOf(model, test.bound, drivers, context.seed) }),
    ...(trends && { trends }),
    ...(choice && { choice }),
    ...(points && { table: points, basePoints: artefact.scorecard!.base }),
  };
  return { report, train: train.evaluation, test: test.evaluation, testPd: pd };
}

/** How the PD follows the inputs that matter most. */
function dependenceOf(model: Model, bound: BoundColumns, { inputs }: ModelDrivers, seed: number) {
  const first = inputs.slice(0, DEPENDENCE_INPUTS).map(({ input }) => input);
  return dependenceCurves(model, bound, first, seed);
}

/** Metrics with intervals on one part, and the scores they were taken from. */
export async function measurePart(
  model: Model,
  part: Part,
  pool: WorkerPool,
  { seed, onProgress }: CommandContext,
): Promise<Pick<ScoredPart, 'pd' | 'margins' | 'bound'> & { readonly evaluation: Evaluation }> {
  const { pd, margins, bound } = await scoreTable(pool, model, part.table);
  const evaluation = await evaluateWithIntervals(pool, pd, part.bad, {
    seed,
    place: placeOf(part),
    onProgress,
  });
  return { pd, margins, bound, evaluation };
}

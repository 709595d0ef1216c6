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
  isTrainingPart,
  pointsOnTest,
  type ReportModel,
  ratingGrades,
  type ScoredPart,
  scoreBands,
} from '../evaluation/report/index.ts';
import { type Model, scoreTable } from '../models/index.ts';
import type { WorkerPool } from '../parallel/index.ts';
import type { CategoryColumn } from '../table/index.ts';
import type { CommandContext } from './command.ts';
import type { Part } from './dataset.ts';

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
}

/** Rows with this column are measured by quarter as well. */
export const DATE_COLUMN = 'asOf';

/** Scores and measures a model on the rows it learnt from and on those it has not seen. */
export async function measureModel(
  name: string,
  model: Model,
  parts: { readonly train: Part; readonly test: Part },
  pool: WorkerPool,
  context: CommandContext,
  { cutoff, group }: ReportRequests = {},
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
    diagnosis: diagnose(pd, bad, place),
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
    ...(points && { table: points, basePoints: artefact.scorecard!.base }),
  };
  return { report, train: train.evaluation, test: test.evaluation, testPd: pd };
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

function placeOf({ target, table, name }: Part) {
  return { column: target.column, path: table.origin, part: name };
}

/** What a model was made from, as label and value. */
export function provenanceRows({ artefact }: Model): [string, string][] {
  const { provenance, target, inputs, excluded, calibration } = artefact;
  const { data, made, seed, config } = provenance;
  return [
    ['algorithm', artefact.algorithm],
    ['data', `${data.origin}: ${data.rows} training rows, ${data.bads} bad`],
    ['target', `${target.column} = ${target.bad} is bad`],
    ['inputs', String(inputs.length)],
    ...(excluded.length > 0 ? [['left out', leftOut(excluded)] as [string, string]] : []),
    ['calibration', calibration.kind],
    ['options', optionsText(config)],
    ['seed', String(seed)],
    ['data hash', data.hash],
    ['model hash', artefact.hash],
    ['made with', `Parus ${made.parus}, Node ${made.node}`],
    ['command', made.command],
  ];
}

/** Columns that are no inputs, counted by reason, the most frequent first. */
function leftOut(excluded: Model['artefact']['excluded']): string {
  const counts = new Map<string, number>();
  for (const { reason } of excluded) {
    // Reasons that differ in a measured value alone are one reason.
    const kind = reason.replace(/\d+\.\d+/, '…');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([reason, count]) => `${count}: ${reason}`)
    .join('; ');
}

/** Longer values are told by their size: a page lists what was chosen, the model file holds it all. */
const LONGEST_VALUE = 60;

function optionsText(config: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(config).map(([name, value]) => {
    const text = JSON.stringify(value);
    const size = typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
    return `${name} = ${text.length <= LONGEST_VALUE ? text : `${size} entries`}`;
  });
  return texts.length === 0 ? 'defaults' : texts.join(', ');
}

import { curves, type Evaluation, evaluateWithIntervals } from '../evaluation/index.ts';
import type { ReportModel } from '../evaluation/report/index.ts';
import { type Model, scoreTable } from '../models/index.ts';
import type { WorkerPool } from '../parallel/index.ts';
import { pointsTable } from '../scorecard/index.ts';
import type { CommandContext } from './command.ts';
import type { Part } from './dataset.ts';

/** A model measured on both parts, in the form that reports take, with its test PDs for comparisons. */
export interface MeasuredModel {
  readonly report: ReportModel;
  readonly train: Evaluation;
  readonly test: Evaluation;
  readonly testPd: Float64Array;
}

/** Scores and measures a model on the rows it learnt from and on those it has not seen. */
export async function measureModel(
  name: string,
  model: Model,
  parts: { readonly train: Part; readonly test: Part },
  pool: WorkerPool,
  context: CommandContext,
): Promise<MeasuredModel> {
  const train = await measurePart(model, parts.train, pool, context);
  const test = await measurePart(model, parts.test, pool, context);
  const { artefact } = model;
  const table = pointsTable(artefact);
  return {
    report: {
      name,
      algorithm: artefact.algorithm,
      hash: artefact.hash,
      metrics: { train: train.evaluation.metrics, test: test.evaluation.metrics },
      ci95: test.evaluation.ci95,
      curves: curves(test.pd, parts.test.bad),
      ...(table && { table }),
    },
    train: train.evaluation,
    test: test.evaluation,
    testPd: test.pd,
  };
}

/** Metrics with intervals on one part. */
export async function measurePart(
  model: Model,
  part: Part,
  pool: WorkerPool,
  { seed, onProgress }: CommandContext,
): Promise<{ readonly pd: Float64Array; readonly evaluation: Evaluation }> {
  const { pd } = await scoreTable(pool, model, part.table);
  const place = { column: part.target.column, path: part.table.origin, part: part.name };
  return { pd, evaluation: await evaluateWithIntervals(pool, pd, part.bad, { seed, place, onProgress }) };
}

/** What a model was made from, as label and value. */
export function provenanceRows({ artefact }: Model): [string, string][] {
  const { provenance, target, inputs } = artefact;
  return [
    ['data', `${provenance.data.origin}: ${provenance.data.rows} training rows, ${provenance.data.bads} bad`],
    ['target', `${target.column} = ${target.bad} is bad`],
    ['inputs', String(inputs.length)],
    ['seed', String(provenance.seed)],
    ['data hash', provenance.data.hash],
    ['model hash', artefact.hash],
    ['made with', `Parus ${provenance.made.parus}, Node ${provenance.made.node}`],
    ['command', provenance.made.command],
  ];
}

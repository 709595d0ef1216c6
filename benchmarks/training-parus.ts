/**
 * One timed training of Parus in a process of its own, started by training.ts; prints one JSON object. What is timed: opening
 * the workers, binning, training; then scoring the test rows in batch and one by one.
 */
import { parseArgs } from 'node:util';
import { boostingConfig } from '../src/models/boosting/config.ts';
import { trainBoosting } from '../src/models/boosting/train.ts';
import { forestConfig } from '../src/models/forest/config.ts';
import { trainForest } from '../src/models/forest/train.ts';
import type { BoundColumns, Model, ModelArtefact, ModelInput } from '../src/models/index.ts';
import { artefactHash, defaultGrades, defaultScaling, MODEL_FORMAT, makeModel } from '../src/models/index.ts';
import { runPhase } from '../src/models/trainer.ts';
import { withPool } from '../src/parallel/index.ts';
import { readTrainingData } from './training-data.ts';

const { values: args } = parseArgs({
  options: {
    train: { type: 'string' },
    test: { type: 'string' },
    rows: { type: 'string' },
    'test-rows': { type: 'string' },
    columns: { type: 'string' },
    workers: { type: 'string' },
    algorithm: { type: 'string' },
    config: { type: 'string' },
  },
});
const nColumns = Number(args.columns);
const train = readTrainingData(args.train!, Number(args.rows), nColumns);
const test = readTrainingData(args.test!, Number(args['test-rows']), nColumns);
const inputs = train.columns.map((_, i): ModelInput => ({ name: `x${i}`, kind: 'numeric' }));
const config: unknown = JSON.parse(args.config!);

const started = performance.now();
const cpu = process.cpuUsage();
const fitted = await withPool({ workers: Number(args.workers) }, (pool) => {
  const set = { inputs, bound: boundOf(train), bad: train.bad };
  const context = { pool, seed: 1, phase: runPhase };
  return args.algorithm === 'forest'
    ? trainForest(set, { ...context, config: forestConfig.parse(config) })
    : trainBoosting(set, { ...context, config: boostingConfig.parse(config) });
});
const seconds = (performance.now() - started) / 1000;
const used = process.cpuUsage(cpu);

const model = modelOf(fitted.body);
const bound = boundOf(test);
const margins = new Float64Array(test.nRows);
model.margins(bound, 0, 4096, margins.subarray(0, 4096));
const scoring = performance.now();
model.margins(bound, 0, test.nRows, margins);
const scoreSeconds = (performance.now() - scoring) / 1000;
console.log(
  JSON.stringify({
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    scoreSeconds,
    oneRowMicroseconds: oneRow(model, bound),
    peakBytes: process.resourceUsage().maxRSS * 1024,
    auc: auc(margins, test.bad),
  }),
);

function boundOf({
  nRows,
  columns,
}: {
  readonly nRows: number;
  readonly columns: readonly Float64Array[];
}): BoundColumns {
  return { nRows, columns, unseen: 0 };
}

function modelOf(body: ModelArtefact['body']): Model {
  const content: Omit<ModelArtefact, 'hash'> = {
    kind: 'parus-model',
    format: MODEL_FORMAT,
    algorithm: 'boosting',
    target: { column: 'bad', bad: '1' },
    inputs,
    excluded: [],
    body,
    calibration: { kind: 'none' },
    scaling: defaultScaling,
    grades: [...defaultGrades],
    provenance: {
      seed: 1,
      config: {},
      data: { origin: 'training.ts', rows: train.nRows, bads: 0, hash: '' },
      made: { parus: '', node: process.versions.node, command: '' },
    },
  };
  return makeModel({
    ...content,
    hash: body.kind === 'trees' && body.leaves === 'pd' ? '' : artefactHash(content),
  });
}

/** Latency of scoring one row at a time, with bound columns made beforehand as the service does. */
function oneRow(
  { margins: score }: Model,
  all: BoundColumns,
): { readonly p50: number; readonly p99: number } {
  const calls = 20_000;
  const out = new Float64Array(1);
  const times = new Float64Array(calls);
  for (let pass = 0; pass < 2; pass++) {
    for (let i = 0; i < calls; i++) {
      const row = i % all.nRows;
      const from = process.hrtime.bigint();
      score(all, row, row + 1, out);
      times[i] = Number(process.hrtime.bigint() - from) / 1000;
    }
  }
  times.sort();
  return { p50: times[calls / 2]!, p99: times[Math.floor(0.99 * calls)]! };
}

/** AUC of scores without equal values across classes to speak of: rank sums over one sort. */
function auc(scores: Float64Array, bad: Uint8Array): number {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  let ranks = 0;
  let bads = 0;
  for (let at = 0; at < order.length; ) {
    let end = at + 1;
    while (end < order.length && scores[order[end]!] === scores[order[at]!]) end += 1;
    for (let i = at; i < end; i++) {
      if (!bad[order[i]!]) continue;
      ranks += (at + end + 1) / 2;
      bads += 1;
    }
    at = end;
  }
  return (ranks - (bads * (bads + 1)) / 2) / (bads * (order.length - bads));
}

/**
 * One timed training of Parus in a process of its own, started by training.ts; prints one JSON object. What is timed: opening
 * the workers, binning, training; then scoring the test rows in batch, by as many workers (started, but new to the model), and
 * one by one. `heldBytes` is what the training itself needed: the peak above the process with both tables in memory.
 */
import { parseArgs } from 'node:util';
import { aucAndKs } from '../src/kernels/auc-ks.ts';
import { boostingConfig } from '../src/models/boosting/config.ts';
import { trainBoosting } from '../src/models/boosting/train.ts';
import { forestConfig } from '../src/models/forest/config.ts';
import { trainForest } from '../src/models/forest/train.ts';
import type { BoundColumns, Model, ModelArtefact, ModelInput } from '../src/models/index.ts';
import { artefactHash, defaultGrades, defaultScaling, MODEL_FORMAT, makeModel } from '../src/models/index.ts';
import { scoreTable } from '../src/models/score.ts';
import { type Fitted, runPhase } from '../src/models/trainer.ts';
import { openPool, type WorkerPool } from '../src/parallel/index.ts';
import { makeTable, numericColumn } from '../src/table/index.ts';
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

const before = process.memoryUsage.rss();
const started = performance.now();
const cpu = process.cpuUsage();
await using pool = openPool({ workers: Number(args.workers) });
const fitted = await trainOn(pool);
const seconds = (performance.now() - started) / 1000;
const used = process.cpuUsage(cpu);
const heldBytes = process.resourceUsage().maxRSS * 1024 - before;

const model = modelOf(fitted.body);
const bound = boundOf(test);
const table = makeTable(test.columns.map((column, i) => [`x${i}`, numericColumn(column)] as const));
const scoring = performance.now();
const { margins } = await scoreTable(pool, model, table);
const scoreSeconds = (performance.now() - scoring) / 1000;
console.log(
  JSON.stringify({
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    scoreSeconds,
    oneRowMicroseconds: oneRow(model, bound),
    heldBytes,
    auc: aucAndKs(margins, test.bad).auc,
  }),
);

function trainOn(workers: WorkerPool): Promise<Fitted> {
  const set = { inputs, bound: boundOf(train), bad: train.bad };
  const context = { pool: workers, seed: 1, phase: runPhase };
  return args.algorithm === 'forest'
    ? trainForest(set, { ...context, config: forestConfig.parse(config) })
    : trainBoosting(set, { ...context, config: boostingConfig.parse(config) });
}

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

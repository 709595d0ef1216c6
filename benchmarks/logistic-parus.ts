/**
 * Timed logistic regressions of Parus in a process of its own, started by logistic.ts; prints one JSON object. What is timed: a fit at
 * one penalty on columns in memory, or with `--task train` a whole training with the penalty chosen, `--repeats` times; the first
 * call opens the workers.
 */
import { parseArgs } from 'node:util';
import { packageVersion } from '../src/core/index.ts';
import { logisticConfig } from '../src/models/logistic/config.ts';
import { fitRidge } from '../src/models/logistic/fit-ridge.ts';
import { gradientSums } from '../src/models/logistic/row-sums.ts';
import { trainLogistic } from '../src/models/logistic/train.ts';
import { runPhase } from '../src/models/trainer.ts';
import { openPool, type WorkerPool } from '../src/parallel/index.ts';
import { median } from './harness/statistics.ts';
import { readTrainingData } from './training-data.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    rows: { type: 'string' },
    columns: { type: 'string' },
    lambda: { type: 'string' },
    repeats: { type: 'string' },
    task: { type: 'string' },
    workers: { type: 'string' },
  },
});
const lambda = Number(args.lambda);
const { columns, bad, nRows } = readTrainingData(args.data!, Number(args.rows), Number(args.columns));

interface Answer {
  readonly beta: readonly number[];
  readonly iterations: number;
}

async function fitOnce(pool: WorkerPool): Promise<Answer> {
  const { beta, iterations } = await fitRidge(pool, columns, bad, lambda, 'auto');
  return { beta: Array.from(beta), iterations };
}

async function trainOnce(pool: WorkerPool): Promise<Answer> {
  const inputs = columns.map((_, j) => ({ name: `x${j}`, kind: 'numeric' as const }));
  const set = { inputs, bound: { nRows, columns, unseen: 0 }, bad };
  const { body, notes } = await trainLogistic(set, {
    pool,
    seed: 1,
    config: logisticConfig.parse({}),
    phase: runPhase,
  });
  if (body.kind !== 'additive') throw new Error('expected a sum of terms');
  return { beta: [body.intercept], iterations: Number(notes['iterations']) };
}

const seconds: number[] = [];
let answer: Answer = { beta: [], iterations: 0 };
let firstCpu = 0;
const cpu = process.cpuUsage();
const opened = performance.now();
await using pool = openPool({ workers: Number(args.workers) });
for (let repeat = 0; repeat < Number(args.repeats); repeat++) {
  const started = repeat === 0 ? opened : performance.now();
  answer = args.task === 'train' ? await trainOnce(pool) : await fitOnce(pool);
  seconds.push((performance.now() - started) / 1000);
  if (repeat === 0) firstCpu = cpuSeconds();
}
const warmCpuSeconds = (cpuSeconds() - firstCpu) / (seconds.length - 1);
const result = { seconds, warmCpuSeconds, ...answer, version: packageVersion() };
console.log(JSON.stringify({ ...result, ...(args.task === 'train' ? { objective: null } : await atEnd()) }));

/** The objective at the coefficients, and how long a pass over the rows takes. */
async function atEnd(): Promise<{ objective: number; passMilliseconds: number }> {
  const beta = Float64Array.from(answer.beta);
  const times: number[] = [];
  let deviance = 0;
  for (let pass = 0; pass < 5; pass++) {
    const started = performance.now();
    ({ deviance } = await gradientSums(pool, columns, bad, beta));
    times.push(performance.now() - started);
  }
  const squares = answer.beta.slice(1).reduce((sum, b) => sum + b * b, 0);
  return { objective: (deviance + lambda * squares) / 2, passMilliseconds: median(times) };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1e6;
}

/**
 * Test AUC of Parus's boosting, XGBoost and scikit-learn's HistGradientBoosting on public credit tables with equal settings, by
 * repeated two-fold cross-validation:
 *
 *   node benchmarks/training-tabular.ts --datasets DIR [--python /usr/bin/python3] [--seeds 1,2,3,4,5]
 *
 * Writes results/training-tabular.json and results/training-tabular.md.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageVersion } from '../src/core/index.ts';
import { evaluateScores } from '../src/evaluation/index.ts';
import { scoreTable, stratifiedSplit, targetOf, trainModel } from '../src/models/index.ts';
import { sharedUint8, type WorkerPool, withPool } from '../src/parallel/index.ts';
import { readTable, type Table, takeRows, writeTable } from '../src/table/index.ts';

interface Dataset {
  readonly name: string;
  readonly file: string;
  readonly target: string;
  readonly bad: string;
  /** Identifiers, dates and columns that repeat the outcome. */
  readonly drop: readonly string[];
}

const DATASETS: readonly Dataset[] = [
  { name: 'german', file: 'german/germancredit.csv', target: 'creditability', bad: 'bad', drop: [] },
  { name: 'heloc', file: 'heloc/heloc_dataset_v1.csv', target: 'RiskPerformance', bad: 'Bad', drop: [] },
  { name: 'gmsc', file: 'gmsc/cs-training.csv.gz', target: 'SeriousDlqin2yrs', bad: '1', drop: ['id'] },
  { name: 'polish1', file: 'polish1/1year.csv', target: 'class', bad: '1', drop: [] },
  {
    name: 'berka',
    file: 'berka/loan_aggregates_682.csv',
    target: 'default',
    bad: '1',
    drop: ['loan_id', 'account_id', 'disp_id', 'client_id', 'district_id', 'status', 'split'],
  },
];

/** The same in peers/boosting/compare.py. */
const EQUAL = {
  trees: 200,
  learningRate: 0.05,
  leaves: 15,
  maxDepth: 6,
  minChildWeight: 3,
  lambda: 1,
  patience: 0,
};
const PROGRAMS: Readonly<
  Record<string, { algorithm: 'boosting' | 'forest' | 'tree'; config: Record<string, unknown> }>
> = {
  parus: { algorithm: 'boosting', config: EQUAL },
  'parus, defaults': { algorithm: 'boosting', config: {} },
  'parus forest': { algorithm: 'forest', config: {} },
  'parus tree': { algorithm: 'tree', config: {} },
};

interface Run {
  readonly dataset: string;
  readonly seed: number;
  readonly fold: number;
  readonly auc: Record<string, number>;
}

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: args } = parseArgs({
  options: {
    datasets: { type: 'string' },
    seeds: { type: 'string', default: '1,2,3,4,5' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
if (args.datasets === undefined) throw new Error('pass --datasets DIR, the folder of the public data sets');

const scratch = mkdtempSync(path.join(tmpdir(), 'parus-training-tabular-'));
const runs: Run[] = [];
try {
  await withPool({ workers: 2 }, async (pool) => {
    for (const dataset of DATASETS) {
      const source = path.join(args.datasets!, dataset.file);
      if (!existsSync(source)) continue;
      const whole = await readTable(source);
      for (const seed of args.seeds.split(',').map(Number)) await runTwoFolds(pool, dataset, whole, seed);
    }
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function runTwoFolds(pool: WorkerPool, dataset: Dataset, whole: Table, seed: number): Promise<void> {
  const target = { column: dataset.target, bad: dataset.bad };
  const drop = dataset.drop.filter((name) => whole.columns.has(name));
  const halves = stratifiedSplit(targetOf(whole, target), 0.5, seed);
  for (const fold of [0, 1]) {
    const train = takeRows(whole, fold === 0 ? halves.train : halves.test);
    const test = takeRows(whole, fold === 0 ? halves.test : halves.train);
    const files = { train: path.join(scratch, 'train.csv'), test: path.join(scratch, 'test.csv') };
    await writeTable(files.train, train);
    await writeTable(files.test, test);
    const bad = sharedUint8(train.nRows);
    bad.set(targetOf(train, target));
    const skip = new Map([[dataset.target, 'the target'], ...drop.map((name) => [name, 'dropped'] as const)]);
    const auc: Record<string, number> = {};
    for (const [name, { algorithm, config }] of Object.entries(PROGRAMS)) {
      const { model } = await trainModel(train, {
        algorithm,
        target,
        bad,
        skip,
        pool,
        seed,
        config,
        command: '',
      });
      auc[name] = evaluateScores((await scoreTable(pool, model, test)).pd, targetOf(test, target)).auc;
    }
    Object.assign(auc, peers(dataset, drop, files));
    runs.push({ dataset: dataset.name, seed, fold, auc });
    console.log(JSON.stringify(runs.at(-1)));
    writeResults();
  }
}

function peers(
  dataset: Dataset,
  drop: readonly string[],
  files: { train: string; test: string },
): Record<string, number> {
  const script = path.join(here, 'peers', 'boosting', 'compare.py');
  const own = [
    '--train',
    files.train,
    '--test',
    files.test,
    '--target',
    dataset.target,
    '--bad',
    dataset.bad,
  ];
  const output = execFileSync(args.python, [script, ...own, '--drop', drop.join(',')], { encoding: 'utf8' });
  return JSON.parse(output) as Record<string, number>;
}

function writeResults(): void {
  const names = [...Object.keys(PROGRAMS), 'xgboost', 'hist-gradient-boosting'];
  const lines = [...new Set(runs.map(({ dataset }) => dataset))].map((dataset) => {
    const own = runs.filter((run) => run.dataset === dataset);
    const mean = (of: (run: Run) => number): number =>
      own.reduce((sum, run) => sum + of(run), 0) / own.length;
    const differences = ['xgboost', 'hist-gradient-boosting'].map((peer) => {
      const difference = mean(({ auc }) => auc['parus']! - auc[peer]!);
      const spread = Math.sqrt(mean(({ auc }) => (auc['parus']! - auc[peer]! - difference) ** 2));
      return `${difference >= 0 ? '+' : '-'}${Math.abs(difference).toFixed(4)} (${spread.toFixed(4)})`;
    });
    const aucs = names.map((name) => mean(({ auc }) => auc[name]!).toFixed(4));
    return `| ${dataset} | ${own.length} | ${aucs.join(' | ')} | ${differences.join(' | ')} |`;
  });
  const text = [
    '# Boosting on real credit tables',
    '',
    `Mean test AUC over two-fold cross-validation, repeated with seeds ${[...new Set(runs.map(({ seed }) => seed))].join(', ')}. \`parus\`, XGBoost and HistGradientBoosting with equal settings: 200 trees, learning`,
    'rate 0.05, 15 leaves, depth 6, L2 penalty 1, texts as native categories; least Hessian of a leaf 3 for Parus and XGBoost, 20 rows for',
    'HistGradientBoosting. The last columns: mean difference of `parus` to the peer and its standard deviation over the folds.',
    '',
    `| data | folds | ${names.join(' | ')} | to xgboost | to hist-gradient-boosting |`,
    `| --- | --- | ${names.map(() => '---').join(' | ')} | --- | --- |`,
    ...lines,
    '',
    `Made with \`node benchmarks/training-tabular.ts --datasets DIR --seeds ${args.seeds}\`, Parus ${packageVersion()}, Node ${process.versions.node}.`,
    '',
  ];
  const folder = path.join(here, 'results');
  writeFileSync(path.join(folder, 'training-tabular.json'), `${JSON.stringify(runs, null, 1)}\n`);
  writeFileSync(path.join(folder, 'training-tabular.md'), text.join('\n'));
}

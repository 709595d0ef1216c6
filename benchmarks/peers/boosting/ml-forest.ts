/**
 * One timed forest of the npm package `ml-random-forest` in a process of its own, started by training.ts; prints one JSON object.
 */
import { parseArgs } from 'node:util';
import { RandomForestClassifier } from 'ml-random-forest';
import { aucAndKs } from '../../../src/kernels/auc-ks.ts';
import { readTrainingData, type TrainingData } from '../../training-data.ts';

const { values: args } = parseArgs({
  options: {
    train: { type: 'string' },
    test: { type: 'string' },
    rows: { type: 'string' },
    'test-rows': { type: 'string' },
    columns: { type: 'string' },
    trees: { type: 'string' },
  },
});
const train = readTrainingData(args.train!, Number(args.rows), Number(args.columns));
const test = readTrainingData(args.test!, Number(args['test-rows']), Number(args.columns));

const trainRows = rowsOf(train);
const started = performance.now();
const cpu = process.cpuUsage();
const forest = new RandomForestClassifier({
  nEstimators: Number(args.trees),
  // Half the columns for a whole tree: it cannot draw them at each split.
  maxFeatures: Math.round(train.nColumns / 2),
  replacement: false,
  seed: 1,
  treeOptions: { minNumSamples: 5 },
  useSampleBagging: true,
  noOOB: true,
} as ConstructorParameters<typeof RandomForestClassifier>[0]);
forest.train(trainRows, Array.from(train.bad));
const seconds = (performance.now() - started) / 1000;
const used = process.cpuUsage(cpu);

const testRows = rowsOf(test);
const scoring = performance.now();
// Shares of votes: the library's predictProbability counts its first tree wrongly.
const votes = forest.predictionValues(testRows);
const scores = Float64Array.from(testRows, (_, i) => votes.getRow(i).reduce((sum, vote) => sum + vote, 0));
const scoreSeconds = (performance.now() - scoring) / 1000;
console.log(
  JSON.stringify({
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    scoreSeconds,
    auc: aucAndKs(scores, test.bad).auc,
  }),
);

function rowsOf({ columns, bad }: TrainingData): number[][] {
  return Array.from(bad, (_, i) => columns.map((column) => column[i]!));
}

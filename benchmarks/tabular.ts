/**
 * Test AUC of Parus and of scikit-learn on public credit tables by 5x2 cross-validation:
 *
 *   node benchmarks/tabular.ts --datasets DIR [--replications 5] [--only german,berka] [--trees] [--python /usr/bin/python3]
 *
 * For every table, 5 times (seeds 101 to 105): a stratified cut in halves, written to two CSV files; every program trains on
 * one half and is measured on the other, then the other way round. Ours are trained through the library, as
 * `parus train` does; scikit-learn's, each in its best form (peers/sklearn), read the same files in turn. `--trees` adds forests
 * and boosting. What results/tabular.json has already, of the same code and the same halves, is not measured again. Writes
 * results/tabular.json and results/tabular.md after every training.
 */
import { parseArgs } from 'node:util';
import { openPool } from '../src/parallel/index.ts';
import { runPython } from './harness/programs.ts';
import { readRuns, writeResults } from './harness/results.ts';
import { withScratch } from './harness/scratch.ts';
import { type Cell, type CellKey, sameKey } from './tabular/cells.ts';
import { type Fold, openPublicTable, twoFolds } from './tabular/folds.ts';
import { OWN_PROGRAMS, type OwnName, PAIRS, type PeerName, peerLabel } from './tabular/programs.ts';
import { PUBLIC_TABLES } from './tabular/public-tables.ts';
import { tabularReport } from './tabular/report.ts';
import { trainOwn } from './tabular/train-own.ts';
import { ownVersion, peerVersion } from './tabular/versions.ts';

/** Of the first replication; no default of Parus was chosen on a cut of these seeds. */
const FIRST_SEED = 101;
/** Minutes a fold on 75,000 rows: these get fewer replications there, so that the whole fits in half an hour, OWN. */
const SLOW = {
  dataset: 'gmsc',
  programs: new Set<string>(['svm', 'linear-svc', 'svm rbf', 'svc', 'neural', 'mlp']),
  replications: 2,
};

const { values: args } = parseArgs({
  options: {
    datasets: { type: 'string' },
    replications: { type: 'string', default: '5' },
    only: { type: 'string' },
    trees: { type: 'boolean', default: false },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
if (args.datasets === undefined) throw new Error('pass --datasets DIR, the folder of the public data sets');
const folder = args.datasets;
const only = args.only?.split(',');
const pairs = PAIRS.filter(({ trees }) => !trees || args.trees);
const versions = { own: ownVersion(), peer: peerVersion(args.python) };
let cells = readRuns<Cell>('tabular');

await using pool = openPool();
await withScratch('tabular', async (scratch) => {
  for (const dataset of PUBLIC_TABLES) {
    if (only && !only.includes(dataset.name)) continue;
    const whole = await openPublicTable(dataset, folder);
    if (!whole) continue;
    for (let replication = 0; replication < Number(args.replications); replication++) {
      for await (const fold of twoFolds(dataset, whole, FIRST_SEED + replication, scratch)) {
        await measureOwn(fold, replication);
        measurePeers(fold, replication);
      }
    }
  }
});
writeResults('tabular', cells, tabularReport(cells));

async function measureOwn(fold: Fold, replication: number): Promise<void> {
  for (const name of new Set(pairs.map(({ own }) => own))) {
    if (isSkipped(fold, replication, name) || isMeasured(fold, name, versions.own)) continue;
    keep(fold, name, versions.own, await trainOwn(pool, fold, OWN_PROGRAMS[name]));
  }
}

function measurePeers(fold: Fold, replication: number): void {
  const missing = [...new Set(pairs.flatMap(({ peers }) => peers))].filter(
    (peer) => !isSkipped(fold, replication, peer) && !isMeasured(fold, peerLabel(peer), versions.peer),
  );
  if (missing.length === 0) return;
  const { dataset, files, drop } = fold;
  const printed = runPython(
    args.python,
    'peers/sklearn/compare.py',
    {
      ...files,
      target: dataset.target,
      bad: dataset.bad,
      drop: drop.join(','),
      special: dataset.special.join(','),
      programs: missing.join(','),
    },
    // Two numeric libraries that share two cores wait for each other; searches run on all cores as processes instead.
    { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', PYTHONWARNINGS: 'ignore' },
  ) as Record<PeerName, { auc: number; seconds: number }>;
  for (const peer of missing) keep(fold, peerLabel(peer), versions.peer, printed[peer]);
}

function isSkipped({ dataset }: Fold, replication: number, program: OwnName | PeerName): boolean {
  return dataset.name === SLOW.dataset && replication >= SLOW.replications && SLOW.programs.has(program);
}

function isMeasured(fold: Fold, program: string, version: string): boolean {
  const key = keyOf(fold, program);
  return cells.some((cell) => sameKey(cell, key) && cell.version === version && cell.files === fold.hash);
}

function keep(
  fold: Fold,
  program: string,
  version: string,
  measured: { auc: number; seconds: number },
): void {
  const key = keyOf(fold, program);
  const cell = { ...key, ...measured, rows: fold.rows, version, files: fold.hash };
  cells = [...cells.filter((other) => !sameKey(other, key)), cell];
  console.log(JSON.stringify(cell));
  writeResults('tabular', cells, tabularReport(cells));
}

function keyOf({ dataset, seed, fold }: Fold, program: string): CellKey {
  return { dataset: dataset.name, seed, fold, program };
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeTable, numericColumn, writeTable } from '../../src/table/index.ts';
import type { Judgement } from '../../src/world/check/reality/index.ts';

/** Feature values of a real firm or account and of the simulated one it is paired with. */
export interface FeaturePair {
  readonly real: Float64Array;
  readonly simulated: Float64Array;
}

export interface JudgeOptions {
  /** A Python with scikit-learn and pandas. */
  readonly python: string;
  readonly repeats: string;
}

const SCRIPT = path.join(path.dirname(fileURLToPath(import.meta.url)), 'judge.py');

/** Asks the outside judge (judge.py) to tell real from simulated, once by each list of `subsets` of the features `names`. */
export async function judge(
  pairs: readonly FeaturePair[],
  names: readonly string[],
  subsets: readonly (readonly string[])[],
  { python, repeats }: JudgeOptions,
): Promise<Judgement[]> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'parus-reality-'));
  try {
    const table = path.join(scratch, 'features.csv');
    const rows = pairs.flatMap(({ real, simulated }) => [real, simulated]);
    const columns = names.map((name, i) => [name, numericColumn(rows.map((row) => row[i]))] as const);
    const isReal = numericColumn(rows.map((_, i) => 1 - (i % 2)));
    const pair = numericColumn(rows.map((_, i) => i >> 1));
    await writeTable(table, makeTable([['real', isReal], ['pair', pair], ...columns]));
    // A few hundred rows: threads would only wait for each other.
    const env = { ...process.env, OMP_NUM_THREADS: '1' };
    return subsets.map((features) => {
      const options = ['--table', table, '--features', features.join(','), '--repeats', repeats];
      return JSON.parse(execFileSync(python, [SCRIPT, ...options], { encoding: 'utf8', env })) as Judgement;
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

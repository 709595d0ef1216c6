import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeTable } from '../../src/table/index.ts';
import { creditTable } from '../models/credit-table.ts';
import { scratchFolder } from '../table/scratch.ts';
import { jsonOf, runParus } from './run-parus.ts';

const scratch = scratchFolder();
const installed = path.join(scratch.dir, 'node_modules', 'parus');

function npm(args: readonly string[], cwd: string): void {
  execFileSync('npm', [...args, '--no-audit', '--no-fund'], { cwd, stdio: 'pipe' });
}

describe('the published package', () => {
  beforeAll(() => {
    npm(['pack', '--pack-destination', scratch.dir], '.');
    const tarball = readdirSync(scratch.dir).find((name) => name.endsWith('.tgz'))!;
    scratch.file('package.json', JSON.stringify({ name: 'consumer', type: 'module', private: true }));
    // `npm ci` has just put every dependency into the cache.
    npm(['install', '--prefer-offline', '--ignore-scripts', `./${tarball}`], scratch.dir);
  }, 180_000);

  it('holds the built code, policies and licence, and no sources or tests', () => {
    for (const name of [
      'dist/index.js',
      'dist/index.d.ts',
      'bin/parus.js',
      'policies/sme-standard.json',
      'LICENSE',
      'README.md',
    ]) {
      expect(existsSync(path.join(installed, name)), name).toBe(true);
    }
    for (const name of ['src', 'test', 'benchmarks'])
      expect(existsSync(path.join(installed, name)), name).toBe(false);
  });

  it('can be imported, with worker threads that run', async () => {
    writeFileSync(
      path.join(scratch.dir, 'use.js'),
      `import { categoryless, makeTable, trainModel, withPool } from './use-parus.js';
       console.log(JSON.stringify(await withPool({ workers: 2 }, (pool) => categoryless(pool, makeTable, trainModel))));`,
    );
    writeFileSync(
      path.join(scratch.dir, 'use-parus.js'),
      `export { makeTable, trainModel, withPool } from 'parus';
       export async function categoryless(pool, makeTable, trainModel) {
         const n = 400;
         const x = new Float64Array(new SharedArrayBuffer(8 * n)).map((_, i) => (i * 37) % 100);
         const bad = new Uint8Array(new SharedArrayBuffer(n));
         for (let i = 0; i < n; i++) bad[i] = x[i] > 50 !== (i % 7 === 0) ? 1 : 0;
         const table = makeTable([['x', { kind: 'numeric', values: x }], ['y', { kind: 'numeric', values: x }]]);
         const { model } = await trainModel(table, { algorithm: 'scorecard', target: { column: 'y' }, bad, skip: new Map([['y', 'target']]), pool, seed: 1, config: {}, command: 'c' });
         return { inputs: model.artefact.inputs.map(({ name }) => name), parus: model.artefact.provenance.made.parus };
       }`,
    );
    const output = execFileSync(process.execPath, ['use.js'], { cwd: scratch.dir, encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual({ inputs: ['x'], parus: '0.1.0' });
  });

  it('has types that a strict program can use', () => {
    scratch.file(
      'use.ts',
      `import { loadModel, type Model, type Table } from 'parus';
       export async function nameOf(path: string, table: Table): Promise<string> {
         const model: Model = await loadModel(path);
         return model.artefact.algorithm + table.nRows;
       }`,
    );
    const tsc = path.resolve('node_modules/typescript/bin/tsc');
    const flags = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      'use.ts',
    ];
    execFileSync(process.execPath, [tsc, ...flags], { cwd: scratch.dir, stdio: 'pipe' });
  });

  it('has a command line that trains on a table', async () => {
    await writeTable(path.join(scratch.dir, 'credit.csv'), creditTable(300).table);
    const outcome = await runParus(
      [
        'train',
        '--table',
        'credit.csv',
        '--target',
        'outcome',
        '--bad',
        'bad',
        '--algorithm',
        'logistic',
        '--json',
      ],
      { cwd: scratch.dir, bin: path.join(installed, 'bin', 'parus.js') },
    );
    expect(outcome.code).toBe(0);
    expect(jsonOf(outcome)).toMatchObject({ algorithm: 'logistic', rows: { train: 210, test: 90 } });
  });
});

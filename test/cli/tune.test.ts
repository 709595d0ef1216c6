import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeTable } from '../../src/table/index.ts';
import { jsonOf, runParus } from '../e2e/run-parus.ts';
import { creditTable } from '../models/credit-table.ts';
import { scratchFolder } from '../table/scratch.ts';

const scratch = scratchFolder();
let table = '';
beforeAll(async () => {
  table = `${scratch.dir}/credit.csv`;
  await writeTable(table, creditTable(400, 1).table);
});

const tune = (...extra: string[]) =>
  runParus([
    'tune',
    ...['--table', table, '--target', 'outcome', '--bad', 'bad', '--id', 'id'],
    ...['--algorithm', 'tree', '--trials', '4', '--folds', '3'],
    ...extra,
  ]);

interface TuneData {
  readonly best: { readonly trial: number; readonly auc: number; readonly config: Record<string, unknown> };
  readonly trials: readonly { readonly trial: number; readonly auc: number }[];
  readonly config: string | null;
}

describe('parus tune', () => {
  it('keeps finished trials, goes on with them, and writes a config that train takes', {
    timeout: 240_000,
  }, async () => {
    const out = `${scratch.dir}/study`;
    const first = await tune('--out', out, '--json');
    expect(first.code).toBe(0);
    const data = jsonOf(first) as unknown as TuneData;
    expect(data.trials).toHaveLength(4);
    expect(data.best.trial).toBe(data.trials[0]!.trial);
    expect(data.best.auc).toBe(Math.max(...data.trials.map(({ auc }) => auc)));
    expect(JSON.parse(readFileSync(`${out}/best.json`, 'utf8'))).toEqual(data.best.config);

    // A kept trial is believed; one that is half written, as by a crash, is done again.
    writeFileSync(`${out}/trials/0-1.json`, JSON.stringify(new Array(3).fill({ auc: 0.99, logLoss: 0.1 })));
    writeFileSync(`${out}/trials/1-1.json`, '[{"auc":0.9');
    const again = jsonOf(await tune('--out', out, '--json', '--workers', '1')) as unknown as TuneData;
    expect(again.best.trial).toBe(0);
    expect(again.best.auc).toBeCloseTo(0.99, 12);
    const others = (of: TuneData) =>
      of.trials.filter(({ trial }) => trial !== 0).toSorted((a, b) => a.trial - b.trial);
    expect(others(again)).toEqual(others(data));

    const other = await tune('--out', out, '--seed', '8', '--json');
    expect(other.code).toBe(2);
    expect(jsonOf(other)).toMatchObject({ error: { code: 'PARUS_OUT_EXISTS' } });
    expect((await tune('--out', out, '--seed', '8', '--force')).code).toBe(0);

    const trained = await runParus([
      'train',
      ...['--table', table, '--target', 'outcome', '--bad', 'bad', '--id', 'id', '--algorithm', 'tree'],
      ...['--config', `${out}/best.json`, '--json'],
    ]);
    expect(trained.code).toBe(0);
  });

  it('prints the best first, and what the defaults do', async () => {
    const { code, stdout } = await tune();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tree: 4 configurations \(4 on 280 rows\), 3 folds/);
    expect(stdout).toMatch(/\n0 +1 +0\.\d{4} +0\.\d{4} +0\.\d{4} {2}\{\}\n/);
    expect(stdout).toContain('config not saved (pass --out DIR)');
  });

  it('shares given options among all trials and refuses wrong ones with a code', {
    timeout: 180_000,
  }, async () => {
    const fixed = scratch.file('fixed.json', '{"maxDepth":3}');
    const data = jsonOf(await tune('--config', fixed, '--json')) as unknown as TuneData;
    expect(data.best.config).toMatchObject({ maxDepth: 3 });
    const wrong = await tune('--config', scratch.file('wrong.json', '{"depth":3}'), '--json');
    expect(wrong.code).toBe(2);
    expect(jsonOf(wrong)).toMatchObject({ error: { code: 'PARUS_CONFIG_INVALID' } });
    expect(jsonOf(await tune('--metric', 'gini', '--json'))).toMatchObject({
      error: { code: 'PARUS_USAGE' },
    });
    expect(existsSync(`${scratch.dir}/best.json`)).toBe(false);
  });
});

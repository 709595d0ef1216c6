import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeTable } from '../../../src/table/index.ts';
import { jsonOf, runParus } from '../../e2e/run-parus.ts';
import { creditTable } from '../../models/credit-table.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const at = (name: string): string => `${scratch.dir}/${name}`;
const exported = (...options: readonly string[]) =>
  runParus(['export', '--model', at('boosting.json'), ...options]);
const imported = (file: string, ...options: readonly string[]) =>
  runParus(['import', file, '--out', at('back.json'), ...options]);

beforeAll(async () => {
  await writeTable(at('credit.csv'), creditTable(800).table);
  const table = [
    '--table',
    at('credit.csv'),
    '--target',
    'outcome',
    '--bad',
    'bad',
    '--id',
    'id',
    '--drop',
    'opened',
  ];
  const config = scratch.file('config.json', '{"trees": 10}');
  const options = ['--algorithm', 'boosting', '--config', config, '--out', at('boosting.json')];
  expect((await runParus(['train', ...table, ...options])).stderr).toBe('');
});

describe('parus export', () => {
  it.each(['sql', 'onnx', 'pmml', 'lightgbm'])('writes %s and says so', async (format) => {
    const outcome = await exported('--format', format, '--out', at(`model.${format}`), '--json');
    const { hash } = JSON.parse(readFileSync(at('boosting.json'), 'utf8')) as { hash: string };
    const bytes = readFileSync(at(`model.${format}`)).length;
    expect(jsonOf(outcome)).toEqual({
      ...{ out: at(`model.${format}`), format, algorithm: 'boosting', hash, bytes },
    });
    expect(bytes).toBeGreaterThan(1000);
  });

  it('writes SQL over the table and columns it is told', async () => {
    await exported('--format', 'sql', '--table', 'loan', '--keep', 'id,age', '--out', at('loan.sql'));
    const sql = readFileSync(at('loan.sql'), 'utf8');
    expect(sql).toContain('FROM "loan"');
    expect(sql).toContain('SELECT "id",\n    "age",');
  });

  it.each([
    [['--format', 'onnx', '--table', 't', '--out', 'x'], 'PARUS_USAGE', 'are for sql'],
    [['--format', 'onnx', '--out', at('none/x')], 'PARUS_WRITE_FAILED', 'none/x'],
  ])('refuses %j', async (options, code, message) => {
    const outcome = await exported(...options, '--json');
    expect(outcome.code).toBe(2);
    expect((jsonOf(outcome)['error'] as { code: string }).code).toBe(code);
    expect(outcome.stderr).toContain(message);
  });
});

describe('parus import', () => {
  it('reads back what export wrote, to the same scores', async () => {
    await exported('--format', 'lightgbm', '--out', at('model.txt'));
    const outcome = await imported(at('model.txt'), '--format', 'lightgbm', '--json');
    expect(jsonOf(outcome)).toMatchObject({
      format: 'lightgbm',
      algorithm: 'boosting',
      trees: 10,
      trends: [],
    });
    for (const name of ['boosting', 'back']) {
      const options = ['--model', at(`${name}.json`), '--table', at('credit.csv'), '--id', 'id'];
      const scored = await runParus(['score', ...options, '--out', at(`${name}.csv`), '--json']);
      expect(scored.code).toBe(0);
    }
    expect(readFileSync(at('back.csv'), 'utf8')).toBe(readFileSync(at('boosting.csv'), 'utf8'));
  });

  it.each([
    ['none.txt', 'PARUS_FILE_MISSING', 'none.txt'],
    ['credit.csv', 'PARUS_MODEL_NOT_SUPPORTED', 'importing LightGBM text'],
  ])('refuses %s', async (file, code, message) => {
    const outcome = await imported(at(file), '--format', 'lightgbm', '--json');
    expect(outcome.code).toBe(2);
    expect((jsonOf(outcome)['error'] as { code: string }).code).toBe(code);
    expect(outcome.stderr).toContain(message);
  });
});

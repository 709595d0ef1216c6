import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  asFloat64,
  type CategoryColumn,
  columnOf,
  type NumericColumn,
  readTable,
  type Table,
  textAt,
  writeTable,
} from '../../../src/table/index.ts';
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
    [['--format', 'sql', '--rows', '50', '--out', 'x'], 'PARUS_USAGE', '--rows is for test-frame'],
    [['--format', 'test-frame', '--keep', 'id', '--out', 'x.csv'], 'PARUS_USAGE', 'are for sql'],
    [['--format', 'test-frame', '--out', 'x.txts'], 'PARUS_FILE_FORMAT', 'x.txts'],
  ])('refuses %j', async (options, code, message) => {
    const outcome = await exported(...options, '--json');
    expect(outcome.code).toBe(2);
    expect((jsonOf(outcome)['error'] as { code: string }).code).toBe(code);
    expect(outcome.stderr).toContain(message);
  });
});

describe('parus export --format test-frame', () => {
  it.each(['csv', 'parquet', 'ndjson'])(
    'writes %s rows whose expected answers are those of parus score',
    async (form) => {
      const frame = at(`frame.${form}`);
      const data = jsonOf(await exported('--format', 'test-frame', '--out', frame, '--json'));
      const { hash } = JSON.parse(readFileSync(at('boosting.json'), 'utf8')) as { hash: string };
      expect(data).toMatchObject({
        out: frame,
        format: 'test-frame',
        algorithm: 'boosting',
        hash,
        leftOut: 0,
      });
      const options = ['--model', at('boosting.json'), '--table', frame, '--id', 'frame_row'];
      expect((await runParus(['score', ...options, '--out', at('scored.parquet')])).stderr).toBe('');
      const [expected, scored] = [await readTable(frame), await readTable(at('scored.parquet'))];
      expect(scored.nRows).toBe(data['rows']);
      expect(scored.nRows).toBeGreaterThan(200);
      for (const name of ['pd', 'score']) {
        const numbers = (table: Table, column: string) => asFloat64(columnOf(table, column) as NumericColumn);
        expect(numbers(expected, `expected_${name}`)).toEqual(numbers(scored, name));
      }
      const texts = (table: Table, column: string): (string | undefined)[] =>
        Array.from({ length: table.nRows }, (_, row) =>
          textAt(columnOf(table, column) as CategoryColumn, row),
        );
      expect(texts(expected, 'expected_grade')).toEqual(texts(scored, 'grade'));
    },
  );

  it('keeps to the rows it is told, says how many it left out, and is the same for the same seed', async () => {
    const options = ['--format', 'test-frame', '--rows', '60'];
    const outcome = await exported(...options, '--out', at('small.csv'));
    expect(outcome.stdout).toMatch(
      /boosting as test-frame, \d+ bytes, \d+ rows, \d+ rows at boundaries left out/,
    );
    await exported(...options, '--out', at('again.csv'), '--workers', '1');
    await exported(...options, '--out', at('other.csv'), '--seed', '8');
    const [small, again, other] = ['small', 'again', 'other'].map((name) =>
      readFileSync(at(`${name}.csv`), 'utf8'),
    );
    expect(again).toBe(small);
    expect(other).not.toBe(small);
    expect(small!.trimEnd().split('\n').length).toBeLessThanOrEqual(61);
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

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeTable } from '../../../src/table/index.ts';
import { jsonOf, runParus } from '../../e2e/run-parus.ts';
import { creditTable } from '../../models/credit-table.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const at = (name: string): string => `${scratch.dir}/${name}`;
const TABLE = ['--table', at('credit.csv'), '--target', 'outcome', '--bad', 'bad', '--id', 'id'];
const report = (...options: readonly string[]) =>
  runParus([
    'report',
    '--model',
    at('card.json'),
    at('trees.json'),
    ...TABLE,
    '--drop',
    'asOf',
    ...options,
    '--json',
  ]);

beforeAll(async () => {
  const { table } = creditTable(1_500);
  // Dated by the name that marks the day of an application, and with an identifier that no page may show.
  const columns = new Map([...table.columns].filter(([name]) => name !== 'opened'));
  columns.set('asOf', table.columns.get('opened')!);
  await writeTable(at('credit.csv'), { ...table, columns });
  for (const [algorithm, file] of [
    ['scorecard', 'card.json'],
    ['tree', 'trees.json'],
  ] as const) {
    const trained = await runParus([
      'train',
      ...TABLE,
      '--drop',
      'asOf',
      '--algorithm',
      algorithm,
      '--out',
      at(file),
      '--json',
    ]);
    expect(trained.stderr).toBe('');
  }
});

describe('parus report', () => {
  it('measures models on the rows they have not seen, by quarter, group and time, and shows none of the rows', async () => {
    const options = ['--group', 'branch', '--cutoff', '0.3', '--out-of-time', '--out', at('page.html')];
    const { bytes } = jsonOf(await report(...options)) as { bytes: number };
    const page = (await readFile(at('page.html'), 'utf8')).replaceAll('<wbr>', '');
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(bytes);
    expect(bytes).toBeLessThan(1_000_000);
    for (const text of [
      'The test rows are unseen',
      'Fairness by branch',
      'By quarter of application',
      'Before each quarter the same algorithm',
      'A PD above 30.0% is declined',
      'The score is ',
      'outcome = bad is bad',
    ]) {
      expect(page.includes(text), text).toBe(true);
    }
    expect(page.includes('may have seen')).toBe(false);
    expect(page.match(/firm \d/)).toBeNull();
  });

  it('gives the same bytes at one worker and at two', async () => {
    await report('--workers', '1', '--out', at('one.html'));
    await report('--workers', '2', '--out', at('two.html'));
    expect((await readFile(at('one.html'), 'utf8')) === (await readFile(at('two.html'), 'utf8'))).toBe(true);
  });

  it('warns where the split is not the one of the training', async () => {
    await report('--seed', '8', '--out', at('other.html'));
    expect((await readFile(at('other.html'), 'utf8')).includes('it may have seen test rows')).toBe(true);
  });

  it('refuses a group without a cut-off, and groups that are numbers', async () => {
    const alone = await report('--group', 'branch', '--out', at('no.html'));
    expect([alone.code, alone.stdout.includes('PARUS_USAGE')]).toEqual([2, true]);
    const number = await report('--group', 'age', '--cutoff', '0.3', '--out', at('no.html'));
    expect([number.code, number.stdout.includes('PARUS_TABLE_COLUMN_TYPE')]).toEqual([2, true]);
  });
});

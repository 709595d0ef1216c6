import { beforeAll, describe, expect, it } from 'vitest';
import { type Table, takeRows, writeTable } from '../../../src/table/index.ts';
import { jsonOf, runParus } from '../../e2e/run-parus.ts';
import { creditTable } from '../../models/credit-table.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const at = (name: string): string => `${scratch.dir}/${name}`;
const TABLE = ['--target', 'outcome', '--bad', 'bad', '--id', 'id'];
const evaluate = (...options: readonly string[]) =>
  runParus(['evaluate', '--model', at('card.json'), '--table', at('credit.csv'), ...TABLE, ...options]);

/** The table with its dates under the name that marks the day of an application. */
function dated(table: Table): Table {
  const opened = table.columns.get('opened')!;
  return { ...table, columns: new Map([...table.columns, ['asOf', opened]]) };
}

beforeAll(async () => {
  const { table } = creditTable(1500);
  await writeTable(at('credit.csv'), dated(table));
  const rows = Array.from({ length: 700 }, (_, i) => i);
  await writeTable(at('before.csv'), takeRows(creditTable(700, 2).table, rows));
  const train = ['train', '--table', at('credit.csv'), ...TABLE, '--drop', 'asOf,opened'];
  const trained = await runParus([...train, '--algorithm', 'scorecard', '--out', at('card.json'), '--json']);
  expect(trained.stderr).toBe('');
});

describe('parus evaluate', () => {
  it('gives diagnoses beside the metrics, by quarter where rows are dated', async () => {
    const answer = jsonOf(await evaluate('--json'));
    expect(Object.keys(answer)).toEqual([
      'rows',
      'unseen',
      'metrics',
      'ci95',
      'deLong',
      'hMeasure',
      'lift',
      'brierDecomposition',
      'calibration',
      'grades',
      'quarters',
    ]);
    const { metrics, deLong } = answer as {
      metrics: { auc: number };
      deLong: { auc: number; interval: number[] };
    };
    expect(deLong.auc).toBeCloseTo(metrics.auc, 9);
    expect(deLong.interval[0]).toBeLessThan(metrics.auc);
    const { quarters } = answer as { quarters: { quarter: string; rows: number }[] };
    expect(quarters[0]!.quarter).toBe('2022Q1');
    expect(quarters.reduce((sum, { rows }) => sum + rows, 0)).toBe(1500);
  });

  it('adds segments, stability, fairness and profit when asked', async () => {
    const options = ['--segments', '--reference', at('before.csv'), '--group', 'branch', '--cutoff', '0.3'];
    const answer = jsonOf(await evaluate(...options, '--margin', '0.1', '--lgd', '0.45', '--json')) as {
      segments: { segments: { conditions: string[] }[] };
      stability: { score: { psi: number }; columns: { column: string; shifted: boolean }[] };
      fairness: { reference: string; contrasts: { group: string }[] };
      profit: { breakEvenPd: number };
    };
    expect(answer.segments.segments.length).toBeGreaterThanOrEqual(1);
    // The outcome and the identifier are no segments.
    expect(JSON.stringify(answer.segments)).not.toMatch(/outcome|firm \d/);
    // Another sample of one population.
    expect(answer.stability.score.psi).toBeLessThan(0.1);
    expect(answer.stability.columns.map(({ column }) => column)).toContain('income');
    expect(answer.fairness.reference).toBe('retail');
    expect(answer.fairness.contrasts.map(({ group }) => group)).toContain('farm');
    expect(answer.profit.breakEvenPd).toBeCloseTo(0.1 / 0.55, 12);
  });

  it('prints the diagnoses for people', async () => {
    const options = ['--segments', '--reference', at('before.csv'), '--group', 'branch', '--cutoff', '0.3'];
    const { stdout, code } = await evaluate(...options, '--margin', '0.1', '--lgd', '0.45');
    expect(code).toBe(0);
    for (const words of [
      'segment',
      'PSI',
      'retail (reference)',
      'Chouldechova',
      'break-even cut-off',
      'AUC by DeLong',
      'H-measure',
      'calibration slope (1)',
      'Hosmer-Lemeshow, p',
    ])
      expect(stdout).toContain(words);
  });

  it.each([
    [['--group', 'branch'], 'PARUS_USAGE', '--group and --cutoff'],
    [['--lgd', '0.4'], 'PARUS_USAGE', '--margin and --lgd'],
    [['--group', 'age', '--cutoff', '0.3'], 'PARUS_TABLE_COLUMN_TYPE', 'column age'],
    [['--group', 'gone', '--cutoff', '0.3'], 'PARUS_TABLE_COLUMN_MISSING', 'gone'],
  ])('refuses %j', async (options, code, message) => {
    const outcome = await evaluate(...options, '--json');
    expect(outcome.code).toBe(2);
    expect((jsonOf(outcome)['error'] as { code: string; message: string }).code).toBe(code);
    expect(outcome.stderr).toContain(message);
  });
});

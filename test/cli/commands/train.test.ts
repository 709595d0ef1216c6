import { beforeAll, describe, expect, it } from 'vitest';
import { loadModel } from '../../../src/models/index.ts';
import { numericColumn, writeTable } from '../../../src/table/index.ts';
import { jsonOf, runParus } from '../../e2e/run-parus.ts';
import { creditTable } from '../../models/credit-table.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const at = (name: string): string => `${scratch.dir}/${name}`;
const train = (algorithm: string, ...options: readonly string[]) =>
  runParus([
    'train',
    ...['--table', at('credit.csv'), '--target', 'outcome', '--bad', 'bad', '--id', 'id', '--drop', 'opened'],
    ...['--algorithm', algorithm, '--json', ...options],
  ]);

beforeAll(async () => {
  const { table, bad } = creditTable(900);
  const columns = new Map([
    ...table.columns,
    ['times', numericColumn(Array.from(bad, (y, i) => (i % 10 === 0 ? 0 : y ? 5 : 1.5)))],
    ['minus', numericColumn(Array.from(bad, (_, i) => (i === 41 ? -1 : 1)))],
  ]);
  await writeTable(at('credit.csv'), { ...table, columns });
});

describe('parus train --weight', () => {
  it('counts rows by the column, which is no feature, and measures every row once', async () => {
    const outcome = await train('logistic', '--weight', 'times', '--out', at('weighed.json'));
    expect(outcome.stderr).toBe('');
    const answer = jsonOf(outcome) as { rows: { train: number }; notes: Record<string, number> };
    expect(answer.rows.train).toBe(630);
    expect(answer.notes['weightOfRows']).toBeGreaterThan(630);
    const { artefact } = await loadModel(at('weighed.json'));
    expect(artefact.inputs.map(({ name }) => name)).not.toContain('times');
    expect(artefact.excluded).toContainEqual({ name: 'times', reason: 'the row weights' });
    expect(artefact.provenance.data.rows).toBeLessThan(630);
  });

  it('names column and row of a weight it cannot take', async () => {
    const { code, stderr, stdout } = await train('boosting', '--weight', 'minus');
    expect(code).toBe(2);
    expect(stderr + stdout).toContain('PARUS_CONFIG_INVALID');
    expect(stderr + stdout).toMatch(/column minus of .*credit\.csv.*row 42 weighs -1/s);
  });

  it.each([
    ['neural', 'times', 'scorecard, logistic, tree, forest, boosting'],
    ['logistic', 'outcome', 'which is the target'],
  ])('refuses --algorithm %s --weight %s: %s', async (algorithm, column, words) => {
    const { code, stderr, stdout } = await train(algorithm, '--weight', column);
    expect(code).toBe(2);
    expect(stderr + stdout).toContain('PARUS_USAGE');
    expect(stderr + stdout).toContain(words);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { writeTable } from '../../../src/table/index.ts';
import { jsonOf, runParus } from '../../e2e/run-parus.ts';
import { creditTable } from '../../models/credit-table.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const at = (name: string): string => `${scratch.dir}/${name}`;
const explained = (model: string, ...options: readonly string[]) =>
  runParus([
    'explain',
    '--model',
    at(`${model}.json`),
    '--table',
    at('credit.csv'),
    '--workers',
    '1',
    ...options,
  ]);

interface Changed {
  readonly grade: string;
  readonly pd: number;
  readonly exact: boolean;
  readonly changes: readonly { readonly feature: string }[];
}

async function train(name: string, algorithm: string, drop: string): Promise<void> {
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
    drop,
  ];
  const config = scratch.file('config.json', algorithm === 'boosting' ? '{"trees": 10}' : '{}');
  const options = [
    '--algorithm',
    algorithm,
    '--config',
    config,
    '--workers',
    '1',
    '--out',
    at(`${name}.json`),
  ];
  expect((await runParus(['train', ...table, ...options])).stderr).toBe('');
}

beforeAll(async () => {
  await writeTable(at('credit.csv'), creditTable(800).table);
  await train('logistic', 'logistic', 'opened');
  await train('boosting', 'boosting', 'opened');
  await train('one', 'logistic', 'opened,income,age,branch,score');
}, 60_000);

describe('parus explain', () => {
  it.each([
    ['logistic', true],
    ['boosting', false],
  ])(
    'gives a %s row reasons for and against, and the change that brings the next better grade',
    async (model, exact) => {
      const data = jsonOf(await explained(model, '--row', '3', '--json'));
      expect(Object.keys(data)).toEqual([
        ...['pd', 'score', 'grade', 'baseline', 'contributions', 'reasons', 'strengths', 'counterfactual'],
      ]);
      const changed = data['counterfactual'] as Changed;
      expect(changed.exact).toBe(exact);
      expect(changed.pd).toBeLessThan(data['pd'] as number);
      expect(changed.grade < (data['grade'] as string)).toBe(true);
      const signs = (key: string): number[] =>
        (data[key] as { contribution: number }[]).map(({ contribution }) => Math.sign(contribution));
      expect(new Set(signs('reasons'))).toEqual(new Set([1]));
      expect(new Set(signs('strengths'))).toEqual(new Set([-1]));
    },
  );

  it('says all of it in both languages', async () => {
    const { stdout } = await explained('logistic', '--row', '3', '--target-pd', '0.05');
    expect(stdout).toMatch(/Against the applicant:\n- .* raises the estimated risk\n {2}.*推高了估计风险/);
    expect(stdout).toMatch(/For the applicant:\n- .* lowers the estimated risk\n {2}.*降低了估计风险/);
    expect(stdout).toMatch(
      /Nearest counterfactual: would be grade \w+ \(PD [\d.]+ %\) if .*\n {2}若满足以下条件/,
    );
  });

  it('changes only what it may', async () => {
    const options = ['--row', '3', '--fixed', 'age', '--actionable', 'income,enquiries', '--json'];
    const changed = jsonOf(await explained('logistic', ...options))['counterfactual'] as Changed;
    for (const { feature } of changed.changes) expect(['income', 'enquiries']).toContain(feature);
  });

  it('measures reasons from the best value where asked to: none is negative', async () => {
    const data = jsonOf(await explained('logistic', '--row', '3', '--baseline', 'best', '--json'));
    const excesses = (data['contributions'] as { excess: number }[]).map(({ excess }) => excess);
    expect(Math.min(...excesses)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...excesses)).toBeGreaterThan(0.1);
  });

  it('gives null and the reason where nothing may change, or the only input of a model does not reach', async () => {
    const fixed = jsonOf(await explained('one', '--row', '3', '--fixed', 'enquiries', '--json'));
    expect(fixed['counterfactual']).toBeNull();
    expect(fixed['noCounterfactual']).toEqual({
      en: 'no input of the model may change',
      zh: '模型中没有可改变的变量',
    });
    const { stdout } = await explained('one', '--row', '3', '--target-pd', '0.000001');
    expect(stdout).toMatch(
      /No counterfactual: no change of the changeable input reaches a PD of 0\.0001 %\n {2}\S/,
    );
  });

  it.each([
    [['--row', '801'], '--row got 801; expected 1 to 800'],
    [['--row', '1', '--target-grade', 'Q'], 'target grade Q; expected one of A1'],
    [['--row', '1', '--target-grade', 'A1', '--target-pd', '.1'], 'expected one of them'],
    [['--row', '1', '--actionable', 'age,shoe'], '--actionable got shoe; expected inputs of the model'],
  ])('refuses %j with a code', async (options, message) => {
    const outcome = await explained('logistic', ...options, '--json');
    expect(outcome.code).toBe(2);
    expect((jsonOf(outcome)['error'] as { code: string }).code).toBe('PARUS_USAGE');
    expect(outcome.stderr).toContain(message);
  });
});

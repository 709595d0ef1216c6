import { beforeAll, describe, expect, it } from 'vitest';
import { bindColumns, loadModel, makeTreesExplainer } from '../../../src/models/index.ts';
import { readTable, writeTable } from '../../../src/table/index.ts';
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
        ...['pd', 'score', 'grade', 'baseline', 'contributions'],
        ...(model === 'boosting' ? ['interactions'] : []),
        ...['reasons', 'strengths', 'counterfactual'],
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

  it('names the pairs of inputs that do something together in a row of trees, strongest first', async () => {
    const data = jsonOf(await explained('boosting', '--row', '3', '--json'));
    const pairs = data['interactions'] as { a: string; b: string; effect: number }[];
    const sizes = pairs.map(({ effect }) => Math.abs(effect));
    expect(pairs.length).toBeGreaterThan(1);
    expect(pairs.length).toBeLessThanOrEqual(5);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    const model = await loadModel(at('boosting.json'));
    const { inputs } = model.artefact;
    const table = await readTable(at('credit.csv'), {
      kinds: Object.fromEntries(inputs.map(({ name, kind }) => [name, kind])),
    });
    const { matrix } = makeTreesExplainer(model.artefact).interactions(bindColumns(inputs, table), 2);
    const place = (name: string): number => inputs.findIndex((input) => input.name === name);
    for (const { a, b, effect } of pairs)
      expect(effect).toBeCloseTo(2 * matrix[place(a) * inputs.length + place(b)]!, 12);
    const { stdout } = await explained('boosting', '--row', '3');
    const { a, b, effect } = pairs[0]!;
    expect(stdout).toContain(`Together: ${a} with ${b} ${effect > 0 ? '+' : ''}${effect.toFixed(3)}`);
  });

  it('takes shares against the rows of a table: their sum is the log-odds above the mean of those rows', async () => {
    const { table } = creditTable(60, 5);
    await writeTable(at('background.csv'), table);
    const data = jsonOf(
      await explained('boosting', '--row', '3', '--background', at('background.csv'), '--json'),
    );
    expect(data['background']).toEqual({ rows: 60 });
    const logOdds = (pd: number): number => Math.log(pd / (1 - pd));
    const scores = await runParus([
      ...['score', '--model', at('boosting.json'), '--table', at('background.csv')],
      ...['--out', at('scores.csv'), '--workers', '1', '--json'],
    ]);
    expect(scores.stderr).toBe('');
    const { columns } = await readTable(at('scores.csv'));
    const pds = columns.get('pd');
    if (pds?.kind !== 'numeric') throw new Error('a score has a PD');
    const mean = [...pds.values].reduce((sum, pd) => sum + logOdds(pd), 0) / 60;
    const shares = (data['contributions'] as { share: number; excess: number }[]).map(({ share }) => share);
    const sum = shares.reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(logOdds(data['pd'] as number) - mean, 6);
  });

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
    [['--row', '1', '--background', 'rows.csv'], 'a sum of terms each share is a function of its own input'],
    [
      ['--row', '1', '--background', 'rows.csv', '--baseline', 'best'],
      'got --background and --baseline best',
    ],
    [['--row', '1', '--actionable', 'age,shoe'], '--actionable got shoe; expected inputs of the model'],
  ])('refuses %j with a code', async (options, message) => {
    const outcome = await explained('logistic', ...options, '--json');
    expect(outcome.code).toBe(2);
    expect((jsonOf(outcome)['error'] as { code: string }).code).toBe('PARUS_USAGE');
    expect(outcome.stderr).toContain(message);
  });
});

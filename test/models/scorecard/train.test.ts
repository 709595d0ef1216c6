import { afterAll, describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { defaultScaling, parseArtefact, scoreOfMargin, trainModel } from '../../../src/models/index.ts';
import { chooseInputs } from '../../../src/models/inputs.ts';
import { bindColumns } from '../../../src/models/model.ts';
import { scorecardConfig } from '../../../src/models/scorecard/config.ts';
import { trainScorecard } from '../../../src/models/scorecard/train.ts';
import { type Fitted, runPhase } from '../../../src/models/trainer.ts';
import { openPool, type WorkerPool } from '../../../src/parallel/index.ts';
import { makeTable, numericColumn, type Table } from '../../../src/table/index.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

/** The credit table with copies of columns and columns that know nothing. */
const { table, bad } = creditTable(3000, 5);
const wide: Table = (() => {
  const draws = openStream(9, 'test/wide');
  const income = table.columns.get('income')!;
  const values = income.kind === 'numeric' ? Array.from(income.values) : [];
  return makeTable(
    [
      ...table.columns,
      [
        'incomeAgain',
        numericColumn(
          values.map((v, i) => (Number.isNaN(v) ? undefined : v * Math.exp(draws.normal(0, 0.2, i, 0)))),
        ),
      ],
      ['leak', numericColumn(Array.from(bad, (y, i) => 2.5 * y + draws.normal(0, 1, i, 1)))],
      ...Array.from({ length: 6 }, (_, k): [string, ReturnType<typeof numericColumn>] => [
        `noise${k}`,
        numericColumn(values.map((__, i) => draws.normal(0, 1, i, 2 + k))),
      ]),
    ],
    'wide.csv',
  );
})();

function train(
  config: Readonly<Record<string, unknown>>,
  of = wide,
  own: WorkerPool = pool,
): Promise<Fitted & { names: string[] }> {
  const { inputs } = chooseInputs(of, creditSkip);
  return trainScorecard(
    { inputs, bound: bindColumns(inputs, of), bad },
    {
      pool: own,
      seed: 1,
      phase: runPhase,
      scaling: defaultScaling,
      config: scorecardConfig.parse({ special: { score: [-9] }, ...config }),
    },
  ).then((fitted) => ({
    ...fitted,
    names: fitted.scorecard!.characteristics.map(({ input }) => inputs[input]!.name),
  }));
}

const reasonOf = ({ dropped }: Fitted, name: string): string | undefined =>
  dropped.find((one) => one.name === name)?.reason;

describe('a scorecard without a selection', () => {
  it('carries none of the facts of one, and names suspicious information values in its notes', async () => {
    const fitted = await train({});
    expect(fitted.names).toContain('leak');
    expect(fitted.notes['highIv']).toMatch(/^leak \d\.\d\d$/);
    expect(fitted.scorecard).not.toHaveProperty('selection');
    expect(fitted.scorecard!.characteristics[0]).not.toHaveProperty('standardError');
    expect(fitted.scaling).toBe(defaultScaling);
    expect(fitted).not.toHaveProperty('grades');
  });

  it('leaves leaks out from maxIv on', async () => {
    const fitted = await train({ maxIv: 0.5 });
    expect(reasonOf(fitted, 'leak')).toMatch(
      /^information value \d\.\d{4} above 0.5: it may know the outcome$/,
    );
    expect(fitted.notes).not.toHaveProperty('highIv');
  });

  it('has standard errors when asked', async () => {
    const { scorecard } = await train({ standardErrors: true });
    for (const { coefficient, standardError, pValue } of scorecard!.characteristics) {
      expect(standardError).toBeGreaterThan(0);
      expect(pValue).toBeGreaterThanOrEqual(0);
      if (coefficient > 4 * standardError!) expect(pValue).toBeLessThan(1e-4);
    }
    expect(scorecard).not.toHaveProperty('selection');
  });
});

describe('a scorecard with a selection', () => {
  const clean = { maxIv: 0.5, minIv: 0 };

  it('tells of every input why it is in or out', async () => {
    const fitted = await train({ ...clean, selection: 'stepwise', maxCorrelation: 0.8 });
    const { selection } = fitted.scorecard!;
    expect(selection!.map(({ step }) => step)).toEqual(selection!.map((_, k) => k + 1));
    expect(selection!.map(({ name }) => name).sort()).toEqual([...fitted.names].sort());
    for (const { chiSquare, degreesOfFreedom, pValue, vif, correlation } of selection!) {
      expect(chiSquare).toBeGreaterThan(Math.log(3000));
      expect(degreesOfFreedom).toBe(1);
      expect(pValue).toBeLessThan(0.005);
      expect(vif).toBeGreaterThanOrEqual(1);
      expect(fitted.names).toContain(correlation!.with);
    }
    expect(fitted.names).toEqual(expect.arrayContaining(['income', 'branch', 'enquiries', 'score']));
    expect(reasonOf(fitted, 'incomeAgain')).toMatch(/^correlates with the stronger income \(r 0\.\d+; /);
    const inputs = chooseInputs(wide, creditSkip).inputs.map(({ name }) => name);
    expect([...fitted.names, ...fitted.dropped.map(({ name }) => name)].sort()).toEqual([...inputs].sort());
  });

  it.each(['forward', 'backward', 'stepwise'])('by %s keeps at most as many as asked', async (selection) => {
    const { names, scorecard } = await train({ ...clean, selection, maxCharacteristics: 3 });
    expect(names).toHaveLength(3);
    expect(names).toContain('enquiries');
    expect(scorecard!.selection).toHaveLength(3);
  });

  it('takes the strongest in order of entry when only their number is given', async () => {
    const { names, scorecard } = await train({ ...clean, maxCharacteristics: 2 });
    expect(names).toHaveLength(2);
    expect(scorecard!.selection!.map(({ step }) => step)).toEqual([1, 2]);
  });

  it('by variance inflation leaves out one of two that repeat each other', async () => {
    const fitted = await train({ ...clean, maxVif: 2 });
    expect(reasonOf(fitted, 'incomeAgain') ?? reasonOf(fitted, 'income')).toMatch(
      /^variance inflation factor \d+\.\d\d above 2 /,
    );
    expect(Math.max(...fitted.scorecard!.selection!.map(({ vif }) => vif!))).toBeLessThanOrEqual(2);
    expect(fitted.scorecard!.selection![0]).not.toHaveProperty('step');
  });

  it('is the same at 1 and 3 workers', async () => {
    const config = { ...clean, selection: 'stepwise', maxVif: 5, grades: { count: 5 }, rounding: 'range' };
    const expected = await train(config);
    for (const workers of [1, 3]) {
      const own = openPool({ workers });
      expect(await train(config, wide, own)).toEqual(expected);
      await own.close();
    }
  });

  it('is refused where nothing passes', async () => {
    await expect(train({ ...clean, maxIv: 0.0001, minIv: 0 })).rejects.toMatchObject({
      code: 'PARUS_TRAIN_NO_FEATURES',
    });
    await expect(train({ ...clean, selection: 'forward', criterion: 1e-300 })).rejects.toThrow(
      'the selection lets none in',
    );
  });
});

describe('a cross-fitted scorecard', () => {
  const clean = { maxIv: 0.5, minIv: 0 };

  it('trusts noise less: its points spread less on columns that know nothing', async () => {
    const spread = ({ names, scorecard }: Awaited<ReturnType<typeof train>>): number =>
      scorecard!.characteristics.reduce(
        (sum, { points }, c) =>
          names[c]!.startsWith('noise') ? sum + Math.max(...points) - Math.min(...points) : sum,
        0,
      );
    const plain = spread(await train({ ...clean, lambda: 1, crossFit: 0 }));
    expect(plain).toBeGreaterThan(20);
    expect(spread(await train({ ...clean, lambda: 1, crossFit: 5 }))).toBeLessThan(plain / 2);
  });

  it('prints the bins of all rows, and chooses less noise than by the bins of the same rows', async () => {
    const [plain, fitted] = await Promise.all(
      [0, 5].map((crossFit) => train({ ...clean, crossFit, selection: 'forward', criterion: 0.05 })),
    );
    const binningOf = (of: typeof fitted, name: string) =>
      of!.scorecard!.characteristics[of!.names.indexOf(name)]!.binning;
    expect(binningOf(fitted, 'enquiries')).toEqual(binningOf(plain, 'enquiries'));
    const noise = (of: typeof fitted): number => of!.names.filter((name) => name.startsWith('noise')).length;
    expect(noise(plain)).toBeGreaterThan(noise(fitted));
  });

  it('is refused with one fold', () => {
    expect(scorecardConfig.safeParse({ crossFit: 1 }).error!.issues[0]!.message).toBe(
      '0 (off) or at least 2 folds',
    );
  });
});

it('keeps the facts of a selection in its artefact, through JSON and back', async () => {
  const { model } = await trainModel(wide, {
    algorithm: 'scorecard',
    target: creditTarget,
    bad,
    skip: creditSkip,
    pool,
    seed: 1,
    config: { selection: 'stepwise', maxIv: 0.5 },
    command: 'parus train',
  });
  const back = parseArtefact(JSON.parse(JSON.stringify(model.artefact)), 'card.json');
  expect(back).toEqual(model.artefact);
  const { selection, characteristics } = back.scorecard!;
  // Inputs were renumbered when the others were pruned: names say who is who.
  expect(selection!.map(({ name }) => name).sort()).toEqual(back.inputs.map(({ name }) => name).sort());
  expect(characteristics.every(({ standardError }) => standardError! > 0)).toBe(true);
});

describe('scale and grades of a scorecard', () => {
  it('follow the configuration', async () => {
    const scaling = { baseScore: 500, baseOdds: 20, pdo: 40 };
    const grades = [
      { grade: 'good', pdBelow: 0.2 },
      { grade: 'poor', pdBelow: 1 },
    ];
    const fitted = await train({ scaling, grades });
    if (fitted.body.kind !== 'additive') throw new Error('expected terms');
    expect(fitted.scaling).toEqual(scaling);
    expect(fitted.scorecard!.base).toBe(Math.round(scoreOfMargin(fitted.body.intercept, scaling)));
    expect(fitted.grades!.map(({ grade }) => grade)).toEqual(['good', 'poor']);
    expect(fitted.grades!.reduce((sum, { training }) => sum + training!.rows, 0)).toBe(3000);
    expect(fitted.notes['grades']).toBe(2);
  });

  it('span a range exactly', async () => {
    const { scorecard } = await train({ scaling: { minScore: 0, maxScore: 1000 }, rounding: 'range' });
    const total = (of: (...points: number[]) => number): number =>
      scorecard!.characteristics.reduce(
        (sum, c) =>
          sum +
          of(
            ...c.points,
            ...c.specialPoints,
            c.missingPoints,
            ...(c.binning.kind === 'category' ? [c.unseenPoints] : []),
          ),
        scorecard!.base,
      );
    expect([total(Math.min), total(Math.max)]).toEqual([0, 1000]);
  });

  it('cut grades that rise', async () => {
    const { grades, notes } = await train({ grades: { count: 6 } });
    expect(grades!.length).toBeGreaterThan(3);
    expect(notes).not.toHaveProperty('gradesNotRising');
  });

  it('reach the artefact', async () => {
    const { model } = await trainModel(wide, {
      algorithm: 'scorecard',
      target: creditTarget,
      bad,
      skip: creditSkip,
      pool,
      seed: 1,
      config: { scaling: { minScore: 300, maxScore: 850 }, grades: [{ grade: 'all', pdBelow: 1 }] },
      command: 'parus train',
    });
    const { body, grades, scaling, scorecard } = model.artefact;
    if (body.kind !== 'additive') throw new Error('expected terms');
    expect(scorecard!.base).toBe(Math.round(scoreOfMargin(body.intercept, scaling)));
    expect(grades).toMatchObject([{ grade: 'all', training: { rows: 3000 } }]);
  });
});

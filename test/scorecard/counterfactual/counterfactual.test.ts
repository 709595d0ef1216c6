import { describe, expect, it } from 'vitest';
import type { AdditiveBody, ModelArtefact, ModelInput } from '../../../src/models/artefact.ts';
import { bindColumns, makeModel, pdOfMargin } from '../../../src/models/index.ts';
import {
  type Counterfactual,
  type CounterfactualOptions,
  gradeOf,
  nearestCounterfactual,
} from '../../../src/scorecard/index.ts';
import { categoryColumn, makeTable, numericColumn } from '../../../src/table/index.ts';
import { artefactOf, linesBody, mixedTrees, randomRows } from '../../models/exchange/random-models.ts';

const inputs: readonly ModelInput[] = [
  { name: 'debt', kind: 'numeric' },
  { name: 'income', kind: 'numeric' },
  { name: 'purpose', kind: 'category', levels: ['radio', 'car', 'education'] },
];

/** Debt 0.6 a bin, income a line, purpose; PD 50 % at intercept 0. */
const body: AdditiveBody = {
  kind: 'additive',
  intercept: -2,
  terms: [
    { shape: 'step', input: 0, cuts: [3, 9], y: [-0.6, 0, 0.6], special: [], missing: 0.3, mean: 0 },
    { shape: 'line', input: 1, x: [100, 500.5, 900], y: [0.8, 0, -0.4], missing: 0.6, mean: 0 },
    { shape: 'table', input: 2, y: [0.2, 0, 0], missing: 0.1, unseen: 0.15, mean: 0 },
  ],
};
const artefact = artefactOf(body, { inputs: [...inputs] });

function answer(
  [debt, income, purpose]: readonly [number | undefined, number | undefined, string | undefined],
  options: CounterfactualOptions = {},
  of: ModelArtefact = artefact,
) {
  const table = makeTable(
    [
      ['debt', numericColumn([debt])],
      ['income', numericColumn([income])],
      ['purpose', categoryColumn([purpose])],
    ],
    'one.csv',
  );
  return nearestCounterfactual(makeModel(of), bindColumns(of.inputs, table), 0, options);
}

function found(...args: Parameters<typeof answer>): Counterfactual {
  const { counterfactual } = answer(...args);
  if (!counterfactual) throw new Error('expected a counterfactual');
  return counterfactual;
}

describe('the nearest counterfactual', () => {
  it('names the bin that does, in both languages, up to the next better grade', () => {
    // Log-odds -2 + 0.6 + 0 + 0 = -1.4: PD 19.8 %, grade D. C2 needs -1.66, which one bin of debt saves.
    const result = found([12, 500.5, 'car'], { fixed: ['income'] });
    expect(result).toMatchObject({ grade: 'C2', exact: true, target: { grade: 'C2', pd: 0.16 } });
    expect(result.changes).toMatchObject([
      { feature: 'debt', from: 12, to: 8.97, range: { below: 9 }, isMissingNow: false },
    ]);
    expect(result.en).toMatch(/^would be grade C2 \(PD 11\.92 %\) if debt: 12 -> below 9 /);
    expect(result.zh).toMatch(/^若满足以下条件，等级将为 C2（PD 11\.92%）：debt：12 → 低于 9（/);
  });

  it('goes on a line as far as it must, to a value of few digits', () => {
    const result = found([1, 200, 'car'], { targetPd: 0.08, actionable: ['income'] });
    const [change] = result.changes;
    expect(change!.range).toEqual({ atLeast: change!.to });
    expect(String(change!.to).length).toBeLessThanOrEqual(3);
    expect(result.pd).toBeLessThanOrEqual(0.08);
    // ln(.08 / .92) = -2.4423 = -2.6 + y: y = 0.1577 lies at 500.5 - 0.1577 / 0.8 * 400.5.
    expect(change!.to).toBeGreaterThanOrEqual(421.6);
    expect(change!.to).toBeLessThanOrEqual(421.6 + 4.005);
  });

  it('says that a missing value would have to be known', () => {
    const result = found([1, undefined, 'car'], { targetPd: 0.07, actionable: ['income'] });
    expect(result.changes).toMatchObject([
      { from: null, to: 500.5, range: { atLeast: 500.5 }, isMissingNow: true },
    ]);
    expect(result.en).toContain('income: would need to be known, at least 500.5');
    expect(result.zh).toContain('income：需提供已知值，不低于 500.5');
  });

  it('names all levels that do', () => {
    const result = found([5, 500.5, 'radio'], { targetPd: 0.125, actionable: ['purpose'] });
    expect(result.changes).toMatchObject([{ from: 'radio', range: { levels: ['car', 'education'] } }]);
    expect(result.en).toContain('purpose: radio -> car or education');
    expect(found([5, 500.5, 'unheard'], { targetPd: 0.125, actionable: ['purpose'] }).changes).toMatchObject([
      { from: null, to: 'car', isMissingNow: false },
    ]);
  });

  it('changes as few inputs as it can, and says what was assumed of them only where nobody said', () => {
    const result = found([12, 300, 'radio'], { targetGrade: 'C1' });
    expect(result.changes.map(({ feature }) => feature)).toEqual(['debt', 'income']);
    expect(result.pd).toBeLessThan(0.08);
    expect(result.en).toContain('taken for changeable');
    expect(found([12, 300, 'radio'], { actionable: ['debt', 'income'] }).en).not.toContain(
      'taken for changeable',
    );
  });

  it('is the change of the only input where a model has one', () => {
    const one = artefactOf({ ...body, terms: [body.terms[0]!] }, { inputs: [inputs[0]!] });
    const { changes } = found([12, undefined, undefined], {}, one);
    expect(changes).toMatchObject([{ feature: 'debt', range: { below: 9 } }]);
  });

  it('keeps to the direction it is told', () => {
    const up = answer([12, 300, 'car'], { increaseOnly: ['debt'], actionable: ['debt'] });
    expect(up).toEqual({
      counterfactual: null,
      why: expect.objectContaining({
        en: expect.stringContaining('no change of the changeable input reaches'),
      }),
    });
    expect(found([12, 300, 'car'], { decreaseOnly: ['debt'], actionable: ['debt'] }).changes.length).toBe(1);
  });
});

describe('where there is no counterfactual it says why, in both languages:', () => {
  it.each([
    [
      'the best grade',
      [1, 900, 'car'],
      {},
      'no change of the 3 changeable inputs reaches grade B2',
      '等级 B2',
    ],
    [
      'a target that is reached',
      [1, 500.5, 'car'],
      { targetPd: 0.5 },
      'a PD of 50 % is reached already',
      '已达到 PD 50%',
    ],
    [
      'all fixed',
      [12, 300, 'car'],
      { fixed: ['debt', 'income', 'purpose'] },
      'no input of the model may change',
      '没有可改变',
    ],
    ['out of reach', [12, 300, 'car'], { targetPd: 1e-6 }, 'reaches a PD of 0.0001 %', '无法达到'],
  ] as const)('%s', (_, row, options, en, zh) => {
    const { counterfactual, ...rest } = answer(row, options);
    expect(counterfactual).toBeNull();
    const { why } = rest as { why: { en: string; zh: string } };
    expect(why.en).toContain(en);
    expect(why.zh).toContain(zh);
  });

  it('a row in the best grade', () => {
    const safe = artefactOf({ ...body, intercept: -9 }, { inputs: [...inputs] });
    expect(answer([1, 900, 'car'], {}, safe)).toMatchObject({ why: { en: 'grade A1 is the best already' } });
  });
});

describe('wrong use is refused with a code:', () => {
  it.each<[string, CounterfactualOptions, string]>([
    ['an unknown grade', { targetGrade: 'Z9' }, 'Z9; expected one of A1, A2'],
    [
      'a column that is no input',
      { actionable: ['debt', 'shoe'] },
      '--actionable got shoe; expected inputs of the model',
    ],
    ['a fixed column that is no input', { fixed: ['hat'] }, '--fixed got hat'],
    [
      'an input in two lists',
      { actionable: ['debt'], fixed: ['debt'] },
      'debt in --actionable and in --fixed',
    ],
  ])('%s', (_, options, message) => {
    expect(() => answer([12, 300, 'car'], options)).toThrow(
      expect.objectContaining({ code: 'PARUS_USAGE', message: expect.stringContaining(message) }),
    );
  });
});

describe.each([
  ['lines, steps and levels', linesBody, true],
  ['boosted trees', mixedTrees('logOdds'), false],
  ['a forest', mixedTrees('pd'), false],
] as const)('counterfactuals of %s', (_, of, exact) => {
  it('hold when the changed rows are scored anew, throughout the ranges they name', () => {
    const model = makeModel(artefactOf(of));
    const { artefact: trees } = model;
    const table = randomRows(60, 5);
    const bound = bindColumns(trees.inputs, table);
    let answered = 0;
    for (let row = 0; row < table.nRows; row++) {
      const { counterfactual } = nearestCounterfactual(model, bound, row);
      if (!counterfactual) continue;
      answered += 1;
      expect(counterfactual.exact).toBe(exact);
      for (const pick of ['to', 'low', 'high'] as const) {
        const columns = bound.columns.map((column) => column.slice(row, row + 1));
        for (const change of counterfactual.changes) {
          const input = trees.inputs.findIndex(({ name }) => name === change.feature);
          columns[input]![0] = endOf(change, pick, trees.inputs[input]!);
        }
        // One end at a time would do: all together is the harder test only where the changes do not meet, so one change only.
        if (pick !== 'to' && counterfactual.changes.length > 1) continue;
        const margins = new Float64Array(1);
        model.margins({ nRows: 1, columns, unseen: 0 }, 0, 1, margins);
        const pd = pdOfMargin(margins[0]!);
        expect(pd).toBeLessThan(counterfactual.target.pd);
        if (pick === 'to') expect(gradeOf(pd, trees.grades)).toBe(counterfactual.grade);
      }
    }
    expect(answered).toBeGreaterThan(10);
  });
});

function endOf(
  change: Counterfactual['changes'][number],
  pick: 'to' | 'low' | 'high',
  input: ModelInput,
): number {
  const code = (level: string | number): number =>
    input.kind === 'category' ? input.levels.indexOf(String(level)) : Number(level);
  if (pick === 'to') return code(change.to);
  if ('levels' in change.range) return code(change.range.levels.at(pick === 'low' ? 0 : -1)!);
  const { atLeast, above, atMost, below } = change.range;
  if (pick === 'low') return atLeast ?? (above === undefined ? -1e300 : above + 1e-12);
  return atMost ?? (below === undefined ? 1e300 : below - 1e-12);
}

it('finds its way in trees where the calibration is flat', () => {
  const steep = artefactOf(mixedTrees('logOdds'), {
    calibration: { kind: 'isotonic', x: [-6, -2.2, -2.1], y: [-6, -6, 0] },
  });
  const model = makeModel(steep);
  const plain = makeModel(artefactOf(mixedTrees('logOdds')));
  const bound = bindColumns(steep.inputs, randomRows(60, 5));
  const isFound = (of: typeof model, row: number, targetPd: number): boolean =>
    nearestCounterfactual(of, bound, row, { targetPd }).counterfactual !== null;
  // Log-odds -2.2 before calibration are a PD of 9.98 %, and -6 after it one of 0.247 %.
  const rows = Array.from({ length: 60 }, (_, row) => [
    isFound(model, row, 0.00248),
    isFound(plain, row, 0.09975),
  ]);
  expect(rows.filter(([flat, direct]) => flat !== direct)).toEqual([]);
  expect(rows.filter(([flat]) => flat).length).toBeGreaterThan(10);
});

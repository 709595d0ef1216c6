import { describe, expect, it } from 'vitest';
import { importModel } from '../../../../src/models/exchange/import-model.ts';
import { writeLightGbm } from '../../../../src/models/exchange/lightgbm/write-lightgbm.ts';
import { provenTrends } from '../../../../src/models/exchange/trends.ts';
import {
  bindColumns,
  CODE_MISSING,
  CODE_UNSEEN,
  isAdditive,
  type ModelArtefact,
} from '../../../../src/models/index.ts';
import { makeModel } from '../../../../src/models/store.ts';
import { categoryColumn, makeTable, numericColumn } from '../../../../src/table/index.ts';
import {
  artefactOf,
  certainForest,
  greatestGap,
  inputs,
  linesBody,
  marginsOf,
  mixedTrees,
  randomRows,
  stepsBody,
} from '../random-models.ts';
import { naiveLightGbm } from './naive-lightgbm.ts';

const rows = randomRows(600);
const read = (text: string): ModelArtefact => importModel('lightgbm', { path: 'm.txt', text, command: 'c' });

describe('LightGBM text', () => {
  it.each([
    ['boosted trees', mixedTrees('logOdds')],
    ['boosted trees without a base', { ...mixedTrees('logOdds', 2), base: 0 }],
    ['a forest', mixedTrees('pd')],
    ['a certain forest', certainForest],
    ['a scorecard', stepsBody],
  ])('of %s comes back with the same bits', (_, body) => {
    const artefact = artefactOf(body);
    const back = read(writeLightGbm(artefact, 'm.json'));
    const [ours, theirs] = [marginsOf(artefact, rows), marginsOf(back, rows)];
    // A scorecard adds its intercept first, its trees last.
    if (body.kind === 'additive') expect(greatestGap(theirs, ours)).toBeLessThan(1e-14);
    else expect(theirs).toEqual(ours);
    expect(new Set(ours).size).toBeGreaterThan(body === certainForest ? 1 : 10);
    // What went out once goes out the same again.
    expect(read(writeLightGbm(back, 'm.json')).body).toEqual(back.body);
  });

  it('scores as the documentation says, to the same bits', () => {
    const { columns } = bindColumns(inputs, rows);
    const rowOf = (i: number): number[] =>
      columns.map((column, f) => {
        const input = inputs[f]!;
        const v = column[i]!;
        if (input.kind === 'numeric') return v;
        return v === CODE_MISSING ? Number.NaN : v === CODE_UNSEEN ? input.levels.length : v;
      });
    const boosted = artefactOf(mixedTrees('logOdds'));
    const raw = naiveLightGbm(writeLightGbm(boosted, 'm.json'));
    expect(Float64Array.from({ length: rows.nRows }, (_, i) => raw(rowOf(i)))).toEqual(
      marginsOf(boosted, rows),
    );
    const forest = artefactOf(mixedTrees('pd'));
    const pd = naiveLightGbm(writeLightGbm(forest, 'm.json'));
    const margins = marginsOf(forest, rows);
    for (let i = 0; i < rows.nRows; i++) {
      const bounded = Math.min(1 - 1e-6, Math.max(1e-6, pd(rowOf(i))));
      expect(Math.log(bounded / (1 - bounded))).toBeCloseTo(margins[i]!, 12);
    }
  });

  it('takes the line of Platt into its leaves', () => {
    const artefact = artefactOf(mixedTrees('logOdds'), {
      calibration: { kind: 'platt', slope: 0.7, intercept: 0.3 },
    });
    const theirs = marginsOf(read(writeLightGbm(artefact, 'm.json')), rows);
    expect(greatestGap(theirs, marginsOf(artefact, rows))).toBeLessThan(1e-12);
  });

  it.each([
    ['lines', artefactOf(linesBody)],
    ['a curved calibration', artefactOf(stepsBody, { calibration: { kind: 'beta', a: 1, b: 1, c: 0 } })],
    [
      'a calibrated forest',
      artefactOf(mixedTrees('pd'), { calibration: { kind: 'platt', slope: 1, intercept: 0 } }),
    ],
  ])('refuses %s', (_, artefact) => {
    expect(() => writeLightGbm(artefact, 'm.json')).toThrow(
      expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED' }),
    );
  });
});

/** A file as LightGBM 3 saves it: `age` knows no missing, `branch` is categorical, `income` sends NaN left. */
const FOREIGN = `tree
version=v3
num_class=1
num_tree_per_iteration=1
label_index=0
max_feature_idx=3
objective=binary sigmoid:2
feature_names=income age branch unused
feature_infos=[0:9] [18:70] 0:1:2:35 none

Tree=0
num_leaves=3
num_cat=1
split_feature=0 2
split_gain=10 5
threshold=2.5 0
decision_type=10 1
left_child=-1 -2
right_child=1 -3
leaf_value=0.25 -0.5 1
leaf_weight=5 5 5
leaf_count=20 10 30
internal_value=0 0
internal_weight=0 0
internal_count=60 40
cat_boundaries=0 2
cat_threshold=2 8
is_linear=0
shrinkage=0.1


Tree=1
num_leaves=2
num_cat=0
split_feature=1
split_gain=1
threshold=-1
decision_type=2
left_child=-1
right_child=-2
leaf_value=-0.125 0.5
leaf_count=10 50
shrinkage=0.1


end of trees

feature_importances:
income=1

parameters:
[boosting: dart]
end of parameters

pandas_categorical:null
`;

describe('a file of LightGBM', () => {
  const table = makeTable(
    [
      ['income', numericColumn([2.5, 2.6, 2.6, 2.6, 2.6, undefined])],
      ['age', numericColumn([-1, 1, -2, undefined, 0, 0])],
      ['branch', categoryColumn(['0', '1', '35', '2', '99', undefined])],
    ],
    'rows.csv',
  );

  it('scores as worked by hand', () => {
    // Twice the leaves, by the sigmoid: 2.5 is left; of the codes 1 and 35 are left; a missing age is 0 and so goes right.
    const expected = [0.25 - 0.125, -0.5 + 0.5, -0.5 - 0.125, 1 + 0.5, 1 + 0.5, 0.25 + 0.5].map(
      (raw) => 2 * raw,
    );
    expect([...marginsOf(read(FOREIGN), table)]).toEqual(expected);
  });

  it('explains, and proves its trends', () => {
    const model = makeModel(read(FOREIGN));
    if (!isAdditive(model)) throw new Error('expected shares');
    const bound = bindColumns(model.artefact.inputs, table);
    const margins = marginsOf(model.artefact, table);
    for (let row = 0; row < table.nRows; row++) {
      const sum = model.contributions(bound, row).reduce((a, b) => a + b, model.body.intercept);
      expect(sum).toBeCloseTo(margins[row]!, 12);
    }
    // The average leaf by training rows: (20 * .25 - 10 * .5 + 30) / 60 + (50 * .5 - 10 * .125) / 60, twice.
    expect(model.body.intercept).toBeCloseTo(2 * (0.5 + 0.395833333333), 9);
    expect(provenTrends(model.artefact)).toEqual([{ input: 'age', trend: 'ascending' }]);
    expect(model.artefact.excluded).toEqual([{ name: 'unused', reason: 'in no split' }]);
  });

  it('names levels as pandas did', () => {
    const named = FOREIGN.replace('0:1:2:35', '0:1:2').replace('cat_boundaries=0 2', 'cat_boundaries=0 1');
    const text = named.replace('=2 8', '=2').replace(':null', ':[["farm","retail","other"]]');
    expect(read(text).inputs[2]).toEqual({
      name: 'branch',
      kind: 'category',
      levels: ['farm', 'retail', 'other'],
    });
  });

  it('takes 0 as missing where it goes with its neighbours', () => {
    const zero = FOREIGN.replace('decision_type=2\n', 'decision_type=4\n');
    expect(marginsOf(read(zero), table)).toEqual(marginsOf(read(FOREIGN), table));
  });

  it.each([
    ['another file', 'hello', 'first line'],
    ['half a file', FOREIGN.slice(0, 600), 'end of trees'],
    ['classes', FOREIGN.replace('per_iteration=1', 'per_iteration=3'), 'model of 3 classes'],
    ['a regression', FOREIGN.replace('binary sigmoid:2', 'regression'), 'objective regression'],
    ['no objective', FOREIGN.replace('objective=binary sigmoid:2\n', ''), 'objective none'],
    ['linear leaves', FOREIGN.replace('is_linear=0', 'is_linear=1'), 'linear leaves'],
    [
      '0 as missing with a way of its own',
      FOREIGN.replace('decision_type=2\n', 'decision_type=6\n'),
      'zero_as_missing',
    ],
    ['a strange split', FOREIGN.replace('decision_type=2\n', 'decision_type=90\n'), 'decision type 90'],
    ['a missing leaf', FOREIGN.replace('leaf_value=-0.125 0.5', 'leaf_value=-0.125'), 'leaf_value is not 2'],
    ['broken names of ours', FOREIGN.replace('label_index=0', 'parus_inputs=['), 'parus_inputs'],
    ['a missing name', FOREIGN.replace(' unused', ''), '3 feature names for 4'],
    ['categories that are not listed', FOREIGN.replace('0:1:2:35', 'none'), 'feature_infos'],
  ])('is refused: %s', (_, text, words) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED', message: expect.stringContaining(words) }),
    );
  });

  it.each([
    ['a child is not there', 'right_child=1 -3', 'right_child=7 -3'],
    ['a feature is not there', 'split_feature=0 2', 'split_feature=9 2'],
  ])('is refused where %s', (_, from, to) => {
    expect(() => read(FOREIGN.replace(from, to))).toThrow(
      expect.objectContaining({ code: 'PARUS_MODEL_INVALID' }),
    );
  });
});

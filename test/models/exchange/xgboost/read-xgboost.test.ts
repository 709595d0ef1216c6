import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importModel } from '../../../../src/models/exchange/import-model.ts';
import { provenTrends } from '../../../../src/models/exchange/trends.ts';
import { bindColumns, isAdditive, type ModelArtefact } from '../../../../src/models/index.ts';
import { makeModel } from '../../../../src/models/store.ts';
import { makeTable, numericColumn, type Table } from '../../../../src/table/index.ts';
import { greatestGap, marginsOf } from '../random-models.ts';

interface Case {
  readonly model: unknown;
  readonly rows: readonly (readonly (number | null)[])[];
  readonly margins: readonly number[];
}

/** Made by xgboost.py beside it. */
const fixture = JSON.parse(readFileSync('test/models/exchange/fixtures/xgboost.json', 'utf8')) as {
  readonly names: readonly string[];
  readonly scored: Readonly<Record<string, Case>>;
  readonly refused: Readonly<Record<string, string>>;
};

/** XGBoost adds leaves and the base in 32 bits: 24 binary digits of numbers about 1, a dozen times. */
const TOLERANCE = 1e-6;

const read = (text: string): ModelArtefact =>
  importModel('xgboost-json', { path: 'm.json', text, command: 'c' });

function tableOf({ rows }: Case, names: readonly string[]): Table {
  return makeTable(
    names.map((name, f) => [name, numericColumn(rows.map((row) => row[f] ?? undefined))]),
    'rows',
  );
}

describe.each(Object.entries(fixture.scored))('XGBoost JSON: %s', (name, scored) => {
  const names = name === 'without names' ? ['f0', 'f1', 'f2', 'f3'] : fixture.names;
  const table = tableOf(scored, names);
  const artefact = read(JSON.stringify(scored.model));

  it('scores as XGBoost does, on its thresholds too', () => {
    expect(greatestGap(marginsOf(artefact, table), scored.margins)).toBeLessThan(TOLERANCE);
    expect(new Set(scored.margins).size).toBeGreaterThan(10);
  });

  it('has shares that add up to the log-odds', () => {
    const model = makeModel(artefact);
    if (!isAdditive(model)) throw new Error('expected shares');
    const bound = bindColumns(artefact.inputs, table);
    const margins = marginsOf(artefact, table);
    for (let row = 0; row < table.nRows; row++) {
      const sum = model.contributions(bound, row).reduce((a, b) => a + b, model.body.intercept);
      expect(Math.abs(sum - margins[row]!)).toBeLessThan(1e-9);
    }
  });
});

it('proves the trends that XGBoost was told to keep, and no other', () => {
  const { model } = fixture.scored['monotone']!;
  expect(provenTrends(read(JSON.stringify(model)))).toEqual([
    { input: 'income', trend: 'descending' },
    { input: 'utilisation', trend: 'ascending' },
    { input: 'enquiries', trend: 'ascending' },
  ]);
  expect(provenTrends(read(JSON.stringify(fixture.scored['gbtree']!.model)))).toEqual([]);
});

describe('XGBoost JSON is refused:', () => {
  it.each([
    ['classes', 'model of 3 classes'],
    ['objective', 'objective reg:squarederror'],
    ['gblinear', 'gblinear model'],
    ['categories', 'splits on categories'],
  ])('%s', (name, words) => {
    expect(() => read(fixture.refused[name]!)).toThrow(
      expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED', message: expect.stringContaining(words) }),
    );
  });

  const text = JSON.stringify(fixture.scored['gbtree']!.model);
  it.each([
    ['no JSON', text.slice(0, 500), 'no JSON'],
    ['another JSON', '{"learner":{}}', 'file with learner'],
    ['a child that is not there', text.replace(/"left_children":\[1/, '"left_children":[99'), 'no child 99'],
    ['a node under itself', text.replace(/"left_children":\[1/, '"left_children":[0'), 'no child 0'],
    [
      'lists of different lengths',
      text.replace(/"default_left":\[\d,/, '"default_left":['),
      'differ in length',
    ],
    [
      'a base that is no probability',
      text.replace(/"base_score":"[^"]+"/, '"base_score":"3E0"'),
      'base_score',
    ],
  ])('%s', (_, harmed, words) => {
    expect(harmed).not.toBe(text);
    expect(() => read(harmed)).toThrow(
      expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED', message: expect.stringContaining(words) }),
    );
  });
});

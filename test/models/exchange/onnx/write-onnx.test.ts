import { describe, expect, it } from 'vitest';
import { writeOnnx } from '../../../../src/models/exchange/onnx/write-onnx.ts';
import { pdOfMargin } from '../../../../src/models/index.ts';
import { columnsOf } from '../columns.ts';
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
import { naiveOnnx } from './naive-onnx.ts';

const rows = randomRows(400);
/** Missing texts are empty in ONNX, where an empty text that is not missing needs another. */
const columns = Object.fromEntries(
  Object.entries(columnsOf(inputs, rows)).map(([name, values]) => [
    name,
    values.map((v) => (v === '' ? 'not missing' : (v ?? ''))),
  ]),
);

describe('an ONNX file', () => {
  it.each([
    ['boosted trees', artefactOf(mixedTrees('logOdds'))],
    [
      'calibrated trees',
      artefactOf(mixedTrees('logOdds'), { calibration: { kind: 'platt', slope: 0.5, intercept: 1 } }),
    ],
    ['a scorecard', artefactOf(stepsBody)],
  ])('gives the log-odds and PDs of %s', (_, artefact) => {
    const onnx = naiveOnnx(writeOnnx(artefact, 'm.json'));
    expect(onnx.sets).toEqual({ '': 15, 'ai.onnx.ml': 3 });
    expect(onnx.inputs).toEqual(inputs.map(({ name, kind }) => [name, kind === 'numeric' ? 11 : 8]));
    expect(onnx.outputs).toEqual([
      ['margin', 1],
      ['pd', 1],
    ]);
    const answer = onnx.run(columns);
    const margins = marginsOf(artefact, rows);
    expect(new Set(margins).size).toBeGreaterThan(10);
    expect(greatestGap(answer['margin']!, margins)).toBeLessThan(1e-12);
    expect(greatestGap(answer['pd']!, [...margins].map(pdOfMargin))).toBeLessThan(1e-12);
  });

  it.each([
    ['forest', mixedTrees('pd')],
    ['certain forest', certainForest],
  ])('gives the PDs of a %s, kept off 0 and 1 in 32 bits', (_, body) => {
    const artefact = artefactOf(body);
    const onnx = naiveOnnx(writeOnnx(artefact, 'm.json'));
    expect(onnx.outputs).toEqual([['pd', 1]]);
    const pds = [...marginsOf(artefact, rows)].map(pdOfMargin);
    expect(greatestGap(onnx.run(columns)['pd']!, pds)).toBeLessThan(1e-7);
  });

  it.each([
    ['lines', artefactOf(linesBody)],
    ['curved calibrations', artefactOf(stepsBody, { calibration: { kind: 'beta', a: 1, b: 1, c: 0 } })],
    [
      'inputs named as columns of ours',
      artefactOf(stepsBody, { inputs: [inputs[0]!, { name: 'parus/split_0', kind: 'numeric' }, inputs[2]!] }),
    ],
    [
      'an empty level',
      artefactOf(stepsBody, {
        inputs: [inputs[0]!, inputs[1]!, { name: 'c', kind: 'category', levels: [''] }],
      }),
    ],
    ['no inputs', artefactOf({ kind: 'additive', intercept: 1, terms: [] }, { inputs: [] })],
  ])('refuses %s', (_, artefact) => {
    expect(() => writeOnnx(artefact, 'm.json')).toThrow(
      expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED' }),
    );
  });
});

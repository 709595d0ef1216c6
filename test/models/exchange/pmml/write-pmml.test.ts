import { afterAll, describe, expect, it } from 'vitest';
import { writePmml } from '../../../../src/models/exchange/pmml/write-pmml.ts';
import { bindColumns, type ModelArtefact, pdOfMargin, trainModel } from '../../../../src/models/index.ts';
import { openPool } from '../../../../src/parallel/index.ts';
import { pointsAt, scoreOf } from '../../../../src/scorecard/index.ts';
import type { Table } from '../../../../src/table/index.ts';
import { creditSkip, creditTable, creditTarget } from '../../credit-table.ts';
import { columnsOf } from '../columns.ts';
import {
  artefactOf,
  certainForest,
  greatestGap,
  linesBody,
  marginsOf,
  mixedTrees,
  productsBody,
  randomRows,
  stepsBody,
} from '../random-models.ts';
import { naivePmml, type Value } from './naive-pmml.ts';

const pool = openPool({ workers: 1 });
afterAll(() => pool.close());

function runPmml(artefact: ModelArtefact, table: Table): Record<string, Value>[] {
  const score = naivePmml(writePmml(artefact, 'm.json'));
  const columns = Object.entries(columnsOf(artefact.inputs, table));
  return Array.from({ length: table.nRows }, (_, row) =>
    score(Object.fromEntries(columns.map(([name, values]) => [name, values[row]]))),
  );
}

const rows = randomRows(300);

describe('PMML', () => {
  it.each([
    ['boosted trees', artefactOf(mixedTrees('logOdds'))],
    [
      'calibrated trees',
      artefactOf(mixedTrees('logOdds'), { calibration: { kind: 'platt', slope: 0.5, intercept: 1 } }),
    ],
    ['lines, steps and levels', artefactOf(linesBody)],
    ['calibrated lines', artefactOf(linesBody, { calibration: { kind: 'platt', slope: 2, intercept: -1 } })],
    ['interactions', artefactOf(productsBody)],
    [
      'calibrated interactions',
      artefactOf(productsBody, { calibration: { kind: 'platt', slope: 2, intercept: -1 } }),
    ],
  ])('gives the log-odds and PDs of %s', (_, artefact) => {
    const answers = runPmml(artefact, rows);
    const margins = marginsOf(artefact, rows);
    expect(new Set(margins).size).toBeGreaterThan(10);
    const column = (name: string): number[] => answers.map((answer) => answer[name] as number);
    expect(greatestGap(column('margin'), margins)).toBeLessThan(1e-12);
    expect(greatestGap(column('pd'), [...margins].map(pdOfMargin))).toBeLessThan(1e-12);
  });

  it.each([
    ['forest', mixedTrees('pd')],
    ['certain forest', certainForest],
  ])('gives the PDs of a %s', (_, body) => {
    const artefact = artefactOf(body);
    const pds = [...marginsOf(artefact, rows)].map(pdOfMargin);
    const answers = runPmml(artefact, rows).map(({ pd }) => pd as number);
    expect(greatestGap(answers, pds)).toBeLessThan(1e-12);
  });

  it('prints a scorecard with its points and with the reasons that cost most of them', async () => {
    const train = creditTable(1500, 1);
    const options = { target: creditTarget, bad: train.bad, skip: creditSkip, seed: 7, command: 'c', pool };
    const config = { special: { score: [-9] } };
    const { model } = await trainModel(train.table, { ...options, algorithm: 'scorecard', config });
    const { artefact } = model;
    const test = creditTable(300, 2).table;
    const bound = bindColumns(artefact.inputs, test);
    const trainBound = bindColumns(artefact.inputs, train.table);
    const { characteristics } = artefact.scorecard!;
    const baselines = characteristics.map((c) => {
      const column = trainBound.columns[c.input]!;
      return [...column].reduce((sum, v) => sum + pointsAt(c, v), 0) / column.length;
    });
    runPmml(artefact, test).forEach((answer, row) => {
      // The table has a column called score itself.
      expect(answer['parus_score']).toBe(scoreOf(artefact, bound, row, Number.NaN));
      const lost = characteristics.map(
        (c, k) =>
          [
            baselines[k]! - pointsAt(c, bound.columns[c.input]![row]!),
            artefact.inputs[c.input]!.name,
          ] as const,
      );
      const worst = lost.reduce((a, b) => (b[0] > a[0] ? b : a));
      expect(answer['reason 1']).toBe(worst[1]);
    });
    expect(characteristics.length).toBeGreaterThan(2);
  });

  it.each([
    ['curved calibrations', artefactOf(stepsBody, { calibration: { kind: 'beta', a: 1, b: 1, c: 0 } })],
    ['other families', artefactOf({ kind: 'ml-random-forest', design: [], forest: {} })],
  ])('refuses %s', (_, artefact) => {
    expect(() => writePmml(artefact, 'm.json')).toThrow(
      expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED' }),
    );
  });
});

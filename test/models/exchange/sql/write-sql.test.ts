import { afterAll, describe, expect, it } from 'vitest';
import type { Calibration } from '../../../../src/models/calibration/schema.ts';
import { writeSql } from '../../../../src/models/exchange/sql/write-sql.ts';
import {
  bindColumns,
  type ModelArtefact,
  pdOfMargin,
  scoreOfMargin,
  trainModel,
} from '../../../../src/models/index.ts';
import { openPool } from '../../../../src/parallel/index.ts';
import { gradeOf, pointsAt, scoreOf } from '../../../../src/scorecard/index.ts';
import { withDuckDb } from '../../../../src/table/duckdb.ts';
import { type Table, writeTable } from '../../../../src/table/index.ts';
import { scratchFolder } from '../../../table/scratch.ts';
import { creditSkip, creditTable, creditTarget } from '../../credit-table.ts';
import {
  artefactOf,
  certainForest,
  greatestGap,
  linesBody,
  marginsOf,
  mixedTrees,
  productsBody,
  randomRows,
} from '../random-models.ts';

const scratch = scratchFolder();
const pool = openPool({ workers: 1 });
afterAll(() => pool.close());

/**
 * DuckDB reads the same literals and compares the same doubles: rows take the same ways. Sums are added by halves and exp and
 * ln are the system's, so that the last bits may differ.
 */
const TOLERANCE = 1e-9;

interface SqlRow {
  readonly id: number;
  readonly margin: number;
  readonly pd: number;
  readonly score: number;
  readonly grade: string;
  readonly [column: string]: unknown;
}

/** The rows that DuckDB makes of a model's SQL. */
async function runSql(artefact: ModelArtefact, table: Table): Promise<SqlRow[]> {
  const path = `${scratch.dir}/rows.parquet`;
  await writeTable(path, table);
  const sql = writeSql(artefact, { table: 'the "applicants"', keep: ['id'] }, 'm.json');
  return withDuckDb(async (connection) => {
    await connection.run(`CREATE TABLE "the ""applicants""" AS SELECT * FROM read_parquet('${path}')`);
    const reader = await connection.runAndReadAll(`SELECT * FROM (${sql}) ORDER BY id`);
    return reader.getRowObjectsJson() as unknown as SqlRow[];
  });
}

const calibrations: readonly Calibration[] = [
  { kind: 'none' },
  { kind: 'platt', slope: 0.8, intercept: -0.1 },
  { kind: 'isotonic', x: [-3, -2, -1.5, 1, 1.5], y: [-4, -2.5, -2.5, 0.5, 2] },
  { kind: 'beta', a: 0.9, b: 1.2, c: 0.1 },
];

describe.each(calibrations)('SQL with calibration $kind', (calibration) => {
  it.each([
    ['boosted trees', mixedTrees('logOdds')],
    ['a forest', mixedTrees('pd')],
    ['a certain forest', certainForest],
    ['lines, steps and levels', linesBody],
    ['interactions', productsBody],
  ])('gives the log-odds, PDs, scores and grades of %s', async (_, body) => {
    const artefact = artefactOf(body, { calibration });
    const table = randomRows(600);
    const rows = await runSql(artefact, table);
    const margins = marginsOf(artefact, table);
    expect(
      greatestGap(
        rows.map(({ margin }) => margin),
        margins,
      ),
    ).toBeLessThan(TOLERANCE);
    const pds = Array.from(margins, pdOfMargin);
    expect(
      greatestGap(
        rows.map(({ pd }) => pd),
        pds,
      ),
    ).toBeLessThan(TOLERANCE);
    expect(rows.map(({ score }) => score)).toEqual(
      Array.from(margins, (margin) => Math.round(scoreOfMargin(margin, artefact.scaling))),
    );
    expect(rows.map(({ grade }) => grade)).toEqual(pds.map((pd) => gradeOf(pd, artefact.grades)));
    expect(new Set(margins).size).toBeGreaterThan(body === certainForest ? 1 : 5);
  });
});

describe('SQL of a trained model', () => {
  const train = creditTable(1500, 1);
  const test = creditTable(500, 2).table;
  const options = { target: creditTarget, bad: train.bad, skip: creditSkip, seed: 7, command: 'c', pool };

  it('prints the points of a scorecard, whose sum is the score', async () => {
    const config = { special: { score: [-9] } };
    const { model } = await trainModel(train.table, { ...options, algorithm: 'scorecard', config });
    const { artefact } = model;
    const rows = await runSql(artefact, withId(test));
    const margins = marginsOf(artefact, test);
    expect(
      greatestGap(
        rows.map(({ margin }) => margin),
        margins,
      ),
    ).toBeLessThan(TOLERANCE);
    const bound = bindColumns(artefact.inputs, test);
    rows.forEach((row, i) => {
      expect(row.score).toBe(scoreOf(artefact, bound, i, margins[i]!));
      for (const c of artefact.scorecard!.characteristics) {
        const points = row[`points_${artefact.inputs[c.input]!.name}`];
        expect(points).toBe(pointsAt(c, bound.columns[c.input]![i]!));
      }
    });
    expect(artefact.scorecard!.characteristics.length).toBeGreaterThan(2);
  });

  it('goes as deep as many trees of many leaves', async () => {
    const config = { trees: 300, leaves: 31 };
    const { model } = await trainModel(train.table, { ...options, algorithm: 'boosting', config });
    const rows = await runSql(model.artefact, withId(test));
    expect(
      greatestGap(
        rows.map(({ margin }) => margin),
        marginsOf(model.artefact, test),
      ),
    ).toBeLessThan(TOLERANCE);
  });
});

/** The table with a running number in place of its identifiers. */
function withId(table: Table): Table {
  const values = Int32Array.from({ length: table.nRows }, (_, i) => i);
  return { ...table, columns: new Map([...table.columns, ['id', { kind: 'numeric', values }]]) };
}

it('brings the inputs along where no column is named, and refuses what is no sum', () => {
  const sql = writeSql(artefactOf(linesBody), { table: 't', keep: [] }, 'm.json');
  const clashing = writeSql(artefactOf(linesBody), { table: 't', keep: ['id', 'PD'] }, 'm.json');
  expect(clashing).toContain('AS "parus_pd"');
  for (const name of ['"income"', '"age in ""years"""', '"金额"']) expect(sql).toContain(name);
  const networks = artefactOf({ kind: 'ml-random-forest', design: [], forest: {} });
  expect(() => writeSql(networks, { table: 't', keep: [] }, 'm.json')).toThrow(
    expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED' }),
  );
});

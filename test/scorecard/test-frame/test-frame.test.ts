import { afterAll, describe, expect, it } from 'vitest';
import { writeSql } from '../../../src/models/exchange/sql/write-sql.ts';
import { type Model, type ModelArtefact, makeModel, trainModel } from '../../../src/models/index.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { type TestFrame, testFrame } from '../../../src/scorecard/index.ts';
import { withDuckDb } from '../../../src/table/duckdb.ts';
import { asFloat64, type CategoryColumn, columnOf, textAt, writeTable } from '../../../src/table/index.ts';
import { creditSkip, creditTable, creditTarget } from '../../models/credit-table.ts';
import { artefactOf, linesBody, mixedTrees, stepsBody } from '../../models/exchange/random-models.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const pool = openPool({ workers: 1 });
afterAll(() => pool.close());

const options = { rows: 5000, seed: 7 };

/** Sums of a deployed copy are added in another order. */
const TOLERANCE = 1e-9;

/** Rows of the frame that a copy in SQL answers otherwise than expected, by frame_case. */
async function caught(frame: TestFrame, sql: string): Promise<string[]> {
  const path = `${scratch.dir}/frame.csv`;
  await writeTable(path, frame.table);
  const points = [...frame.table.columns.keys()].filter((name) => name.startsWith('expected_points_'));
  const wrong = [
    `abs(copy.margin - expected_margin) > ${TOLERANCE}`,
    `abs(copy.pd - expected_pd) > ${TOLERANCE}`,
    'copy.score <> expected_score',
    'copy.grade <> expected_grade',
    ...points.map(
      (name) =>
        `copy."${name.replace('expected_', '').replaceAll('"', '""')}" <> "${name.replaceAll('"', '""')}"`,
    ),
  ];
  return withDuckDb(async (connection) => {
    const types = [...frame.table.columns]
      .map(
        ([name, column]) =>
          `'${name.replaceAll("'", "''")}': '${column.kind === 'category' ? 'VARCHAR' : 'DOUBLE'}'`,
      )
      .join(', ');
    await connection.run(
      `CREATE TABLE frame AS SELECT * FROM read_csv('${path}', header=true, all_varchar=false, columns={${types}})`,
    );
    const reader = await connection.runAndReadAll(
      `SELECT frame_case FROM (${sql}) AS copy JOIN frame USING (frame_row)
       WHERE ${wrong.join(' OR ')} OR copy.margin IS NULL OR copy.score IS NULL OR copy.grade IS NULL`,
    );
    return reader.getRows().map(([what]) => String(what));
  });
}

const sqlOf = (artefact: ModelArtefact): string =>
  writeSql(artefact, { table: 'frame', keep: ['frame_row'] }, 'm.json');

async function trained(algorithm: 'scorecard' | 'boosting'): Promise<Model> {
  const { table, bad } = creditTable(1500, 1);
  // Stretched points: neighbouring bins whose points round to the same number would hide a wrong side.
  const scaling = { baseScore: 600, baseOdds: 50, pdo: 2000 };
  const config = algorithm === 'scorecard' ? { special: { score: [-9] }, scaling } : { trees: 20 };
  const rest = { target: creditTarget, bad, skip: creditSkip, seed: 7, command: 'c', pool };
  return (await trainModel(table, { ...rest, algorithm, config })).model;
}

describe('a test frame', () => {
  it.each([
    ['steps and levels', stepsBody],
    ['lines', linesBody],
    ['trees', mixedTrees('logOdds')],
    ['a forest', mixedTrees('pd')],
  ])('is answered by the exported SQL as expected: %s', async (_, body) => {
    const artefact = artefactOf(body, { calibration: { kind: 'platt', slope: 0.9, intercept: 0.1 } });
    const frame = testFrame(makeModel(artefact), options);
    expect(frame.leftOut).toBe(0);
    expect(await caught(frame, sqlOf(artefact))).toEqual([]);
    expect(new Set(asFloat64(columnOf(frame.table, 'expected_margin') as never)).size).toBeGreaterThan(20);
  });

  it('has the points of every characteristic of a scorecard, whose sum is the score', async () => {
    const { artefact } = await trained('scorecard');
    const frame = testFrame(makeModel(artefact), options);
    expect(await caught(frame, sqlOf(artefact))).toEqual([]);
    const points = artefact.scorecard!.characteristics.map((c) =>
      asFloat64(columnOf(frame.table, `expected_points_${artefact.inputs[c.input]!.name}`) as never),
    );
    const score = asFloat64(columnOf(frame.table, 'expected_score') as never);
    for (let row = 0; row < frame.table.nRows; row++) {
      expect(score[row]).toBe(
        artefact.scorecard!.base + points.reduce((sum, column) => sum + column[row]!, 0),
      );
    }
  });

  it('catches every cut of a scorecard whose side is taken wrongly', async () => {
    const { artefact } = await trained('scorecard');
    const frame = testFrame(makeModel(artefact), options);
    const sql = sqlOf(artefact);
    const places = [...sql.matchAll(/ < (?=[(\d])/g)].map(({ index }) => index);
    // The last comparisons are the grades, whose bounds no row meets to the bit.
    const cuts = places.slice(0, places.length - artefact.grades.length + 1);
    expect(cuts.length).toBeGreaterThan(10);
    for (const at of cuts) {
      const mutant = `${sql.slice(0, at)} <= ${sql.slice(at + 3)}`;
      const cases = await caught(frame, mutant);
      expect(cases.some((what) => what.includes(' at '))).toBe(true);
    }
  });

  it.each([
    ['missing', 'THEN 6e-1', 'THEN 61e-2', /missing/],
    ['a special value', '= (-9e+0) THEN 8e-1', '= (-9e+0) THEN 4e-1', /special/],
    ['a level misspelt', 'farmer', 'Farmer', /level farmer/],
    ['a level never seen', 'ELSE (-5e-2)', 'ELSE 0e0', /never seen/],
    ['a cut rounded to 32 bits', '7.5e-1', '7.500000001e-1', /at 0.75/],
  ])('catches %s', async (_, from, to, what) => {
    const artefact = artefactOf(stepsBody);
    const sql = sqlOf(artefact);
    expect(sql).toContain(from);
    const cases = await caught(testFrame(makeModel(artefact), options), sql.replaceAll(from, to));
    expect(cases.some((name) => what.test(name))).toBe(true);
  });

  it('comes to both sides of the splits of trees, and catches those that send their threshold the wrong way', async () => {
    const { artefact } = await trained('boosting');
    const frame = testFrame(makeModel(artefact), options);
    expect(frame.leftOut).toBe(0);
    const sql = sqlOf(artefact);
    expect(await caught(frame, sql)).toEqual([]);
    const places = [...sql.matchAll(/parus_x\d+ < /g)].map(({ index, 0: text }) => index + text.length - 3);
    const every = Math.ceil(places.length / 15);
    for (const at of places.filter((_, i) => i % every === 0)) {
      const cases = await caught(frame, `${sql.slice(0, at)} <= ${sql.slice(at + 3)}`);
      expect(cases.length).toBeGreaterThan(0);
    }
  });

  it('is the same for the same seed, has no row twice, and keeps to its rows', () => {
    const model = makeModel(artefactOf(mixedTrees('logOdds')));
    const frame = testFrame(model, options);
    const texts = ({ table }: TestFrame): string[] =>
      Array.from({ length: table.nRows }, (_, row) =>
        [...table.columns]
          .filter(([name]) => name !== 'frame_row' && name !== 'frame_case')
          .map(([, column]) => (column.kind === 'category' ? textAt(column, row) : column.values[row]))
          .join('|'),
      );
    expect(texts(testFrame(model, options))).toEqual(texts(frame));
    expect(new Set(texts(frame)).size).toBe(frame.table.nRows);
    const small = testFrame(model, { rows: 100, seed: 7 });
    expect(small.table.nRows).toBeLessThanOrEqual(100);
    expect(small.table.nRows).toBeGreaterThan(80);
    expect(small.leftOut).toBeGreaterThan(0);
    const kinds = (columnOf(small.table, 'frame_case') as CategoryColumn).levels;
    expect(kinds).toEqual(expect.arrayContaining(['typical', 'all missing', 'mixed']));
  });

  it('gives answers another name where an input has it', () => {
    const inputs = [{ name: 'expected_pd', kind: 'numeric' as const }];
    const body = { kind: 'additive' as const, intercept: 0, terms: [{ ...linesBody.terms[0]!, input: 0 }] };
    const { table } = testFrame(makeModel(artefactOf(body, { inputs })), options);
    expect([...table.columns.keys()]).toEqual(
      expect.arrayContaining(['expected_pd', 'parus_expected_pd', 'expected_margin']),
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../../src/evaluation/curves.ts';
import {
  declineReasons,
  isTrainingPart,
  outOfTimeQuarters,
  pointsOnTest,
  ratingGrades,
  type ScoredParts,
  scoreBands,
} from '../../../../src/evaluation/report/index.ts';
import type { Model } from '../../../../src/models/index.ts';
import { openPool } from '../../../../src/parallel/index.ts';
import { gradeOf, pointsAt, reasonsOf, scoreOf } from '../../../../src/scorecard/index.ts';
import { columnOf, type DateColumn } from '../../../../src/table/index.ts';
import { creditTable, creditTarget } from '../../../models/credit-table.ts';
import { creditColumnsSkipped, creditModel } from './credit-models.ts';

const pool = openPool({ workers: 2 });
let model: Model;
let parts: ScoredParts;

beforeAll(async () => {
  ({ model, parts } = await creditModel(pool));
});
afterAll(() => pool.close());

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('scoreBands', () => {
  it('puts every row into the one band of its score', () => {
    const bands = scoreBands(model, parts);
    const { bound, margins, bad } = parts.test;
    const scores = Array.from(margins, (margin, row) => scoreOf(model.artefact, bound, row, margin));
    for (const { from, to, rows, bads } of bands) {
      const own = scores.flatMap((score, row) => (score >= from && score < to ? [row] : []));
      expect(rows).toBe(own.length);
      expect(bads).toBe(own.filter((row) => bad[row] === 1).length);
    }
    expect(sum(bands.map(({ rows }) => rows))).toBe(scores.length);
    for (const share of ['trainShare', 'goodShare', 'badShare'] as const)
      expect(sum(bands.map((band) => band[share]))).toBeCloseTo(1, 12);
    expect(bands.length).toBeLessThanOrEqual(40);
    bands.slice(1).forEach(({ from }, i) => {
      expect(from).toBe(bands[i]!.to);
    });
  });
});

describe('ratingGrades', () => {
  it('counts the rows and bads of every grade and tests them against their mean PD', () => {
    const { grades: bands } = model.artefact;
    const { grades, criticalValue } = ratingGrades(bands, parts);
    const { pd, bad } = parts.test;
    expect(grades.map(({ grade }) => grade)).toEqual(bands.map(({ grade }) => grade));
    expect(sum(grades.map(({ trainShare }) => trainShare))).toBeCloseTo(1, 12);
    let occupied = 0;
    for (const { grade, testShare, test } of grades) {
      const own = Array.from(pd, (x, row) => ({ x, bad: bad[row]! })).filter(
        ({ x }) => gradeOf(x, bands) === grade,
      );
      expect(testShare).toBeCloseTo(own.length / pd.length, 12);
      expect(test === undefined).toBe(own.length === 0);
      if (!test) continue;
      occupied += 1;
      expect(test.bads).toBe(sum(own.map((row) => row.bad)));
      expect(test.pd).toBeCloseTo(sum(own.map(({ x }) => x)) / own.length, 12);
    }
    expect(occupied).toBeGreaterThan(2);
    expect(criticalValue).toBeGreaterThan(0);
  });
});

describe('pointsOnTest', () => {
  it('counts the test rows of every bin, those of special values and missing too', () => {
    const table = pointsOnTest(
      model.artefact,
      parts,
      new Map([['income', { en: 'income a year', zh: '年收入' }]]),
    )!;
    const { bad, bound } = parts.test;
    for (const { characteristic, rows } of table) {
      const own = model.artefact.scorecard!.characteristics.find(
        ({ input }) => model.artefact.inputs[input]!.name === characteristic,
      )!;
      const values = bound.columns[own.input]!;
      // Rows by points, counted by the scorer itself, agree with rows by bin summed over bins of the same points.
      const byPoints = new Map<number, { rows: number; bads: number }>();
      values.forEach((value, row) => {
        const points = pointsAt(own, value);
        const { rows: n, bads } = byPoints.get(points) ?? { rows: 0, bads: 0 };
        byPoints.set(points, { rows: n + 1, bads: bads + bad[row]! });
      });
      for (const points of new Set(rows.map((bin) => bin.points))) {
        const bins = rows.filter((bin) => bin.points === points);
        const expected = byPoints.get(points) ?? { rows: 0, bads: 0 };
        expect(sum(bins.map(({ test }) => test!.rows))).toBe(expected.rows);
        expect(sum(bins.map(({ test }) => test!.rows * (test!.badRate ?? 0)))).toBeCloseTo(expected.bads, 9);
      }
      const first = rows[0]!.test!;
      expect(first.badRate95).toEqual(wilsonInterval(Math.round(first.badRate! * first.rows), first.rows));
    }
    const income = table.find(({ characteristic }) => characteristic === 'income')!;
    expect(income.meaning).toEqual({ en: 'income a year', zh: '年收入' });
    expect(income.rows.find(({ label }) => label === 'missing')).toMatchObject({ apart: true });
    expect(income.rows[0]).toMatchObject({ apart: false });
  });

  it('says by how many points each characteristic moved the mean score: together they are the move of the score', () => {
    const table = pointsOnTest(model.artefact, parts, new Map())!;
    const mean = ({ bound, margins }: ScoredParts['train']): number =>
      sum(Array.from(margins, (margin, row) => scoreOf(model.artefact, bound, row, margin))) / margins.length;
    const moved = sum(table.map(({ pointsShift }) => pointsShift!));
    expect(moved).toBeCloseTo(mean(parts.test) - mean(parts.train), 9);
    expect(Math.abs(moved)).toBeGreaterThan(0);
  });
});

describe('pointsOnTest beside the artefact', () => {
  it('keeps what the artefact says of each characteristic, and counts what is missing', () => {
    const table = pointsOnTest(model.artefact, parts, new Map())!;
    const { inputs, scorecard } = model.artefact;
    for (const { characteristic, iv, coefficient, standardError, missingShare, rows } of table) {
      const own = scorecard!.characteristics.find(({ input }) => inputs[input]!.name === characteristic)!;
      expect([iv, coefficient, standardError]).toEqual([own.binning.iv, own.coefficient, own.standardError]);
      const { goods, bads } = own.binning.missing;
      expect(missingShare).toBeCloseTo((goods + bads) / parts.train.pd.length, 12);
      expect(missingShare).toBe(rows.find(({ label }) => label === 'missing')?.share ?? 0);
    }
    expect(table.some(({ missingShare }) => missingShare > 0)).toBe(true);
  });
});

describe('declineReasons', () => {
  it('counts the reasons that the rows above the cut-off would be given', () => {
    const cutoff = 0.4;
    const { reasons, declined, explained, assumed } = declineReasons(model, parts.test, new Map(), cutoff)!;
    const rows = [...parts.test.pd.keys()].filter((row) => parts.test.pd[row]! > cutoff);
    expect([declined, explained, assumed]).toEqual([rows.length, rows.length, false]);
    const given = rows.map((row) => reasonsOf(model, parts.test.bound, row, 4));
    expect(reasons.length).toBeGreaterThan(2);
    for (const { feature, share, firstShare } of reasons) {
      const naming = given.filter((list) => list.some((reason) => reason.feature === feature));
      expect(share).toBeCloseTo(naming.length / rows.length, 12);
      expect(firstShare).toBeCloseTo(
        given.filter(([first]) => first?.feature === feature).length / rows.length,
        12,
      );
    }
    const shares = reasons.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  });

  it('takes the riskiest tenth where nobody gave a cut-off', () => {
    const { declined, assumed } = declineReasons(model, parts.test, new Map())!;
    expect(assumed).toBe(true);
    expect(declined).toBeLessThanOrEqual(80);
    expect(declined).toBeGreaterThan(60);
  });

  it('has nothing to say where nobody is declined', () => {
    expect(declineReasons(model, parts.test, new Map(), 0.999999)).toBeUndefined();
  });
});

describe('isTrainingPart', () => {
  it('knows the training rows from others, whatever is equal in number', () => {
    const same = creditTable(1_500, 1);
    expect(isTrainingPart(model, same.table, same.bad, creditColumnsSkipped)).toBe(true);
    const flipped = same.bad.slice();
    flipped[0] = 1 - flipped[0]!;
    expect(isTrainingPart(model, same.table, flipped, creditColumnsSkipped)).toBe(false);
    const other = creditTable(1_500, 3);
    expect(isTrainingPart(model, other.table, other.bad, creditColumnsSkipped)).toBe(false);
  });
});

describe('outOfTimeQuarters', () => {
  const { table, bad } = creditTable(1_500, 1);
  const rows = { table, bad, target: creditTarget, skip: creditColumnsSkipped };

  it('trains on what was known before each quarter and measures on the quarter alone', async () => {
    const asOf = columnOf(table, 'opened') as DateColumn;
    const { quarters, pooled } = await outOfTimeQuarters(pool, model, { ...rows, asOf }, 'a test');
    expect(quarters.length).toBeGreaterThan(5);
    for (const { quarter, rows: own, trainRows, embargoed } of quarters) {
      // One application a day from day 19,000 on: all before the quarter are known or open, the last year's open.
      const [year, q] = quarter.split('Q').map(Number) as [number, number];
      const start = Date.UTC(year, 3 * (q - 1), 1) / 86_400_000;
      expect(trainRows + embargoed).toBe(start - 19_000);
      expect([365, 366]).toContain(embargoed);
      expect(own).toBeLessThanOrEqual(92);
      expect(sum([...bad.subarray(0, trainRows)])).toBeGreaterThanOrEqual(30);
    }
    expect(pooled!.auc).toBeGreaterThan(0.6);
  });

  it('gives no quarter where all rows are of one time', async () => {
    const asOf: DateColumn = { kind: 'date', values: new Int32Array(1_500).fill(19_000) };
    expect(await outOfTimeQuarters(pool, model, { ...rows, asOf }, 'a test')).toEqual({ quarters: [] });
  });
});

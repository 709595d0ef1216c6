import { afterAll, expect, it } from 'vitest';
import { openPool } from '../../src/parallel/index.ts';
import { pointsTable } from '../../src/scorecard/index.ts';
import { trainAndScore } from './scored.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

it('shows every bin once, with shares that add up to one', async () => {
  const { model } = await trainAndScore(pool, 'scorecard');
  const table = pointsTable(model.artefact)!;
  expect(table.length).toBe(model.artefact.inputs.length);
  for (const { rows, iv } of table) {
    expect(rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(iv).toBeGreaterThan(0);
    expect(new Set(rows.map(({ label }) => label)).size).toBe(rows.length);
  }
  const ivs = table.map(({ iv }) => iv);
  expect(ivs).toEqual(ivs.toSorted((a, b) => b - a));
  const score = table.find(({ characteristic }) => characteristic === 'score')!;
  expect(score.rows.some(({ label }) => label === 'special -9')).toBe(true);
  const income = table.find(({ characteristic }) => characteristic === 'income')!;
  expect(income.rows.at(-1)!.label).toBe('missing');
});

it('exists for scorecards only', async () => {
  const { model } = await trainAndScore(pool, 'logistic');
  expect(pointsTable(model.artefact)).toBeUndefined();
});

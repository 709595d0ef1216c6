import { expect, it } from 'vitest';
import { drawRows } from '../../../src/models/explain/draw-rows.ts';

it('takes all rows of a small table, and one of each stratum of a large one', () => {
  expect([...drawRows(3, 5, 1)]).toEqual([0, 1, 2]);
  const rows = drawRows(1000, 10, 1);
  rows.forEach((row, i) => {
    expect(Math.floor(row / 100)).toBe(i);
  });
  expect(drawRows(1000, 10, 1)).toEqual(rows);
  expect(drawRows(1000, 10, 2)).not.toEqual(rows);
});

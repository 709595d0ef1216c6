import { describe, expect, it } from 'vitest';
import { volumeOf } from '../../../src/sources/quality/volume.ts';

const start = 19_723; // 2024-01-01
const near = { reference: 3, current: 6 };

/** The volume of a book of as many whole weeks, split after half of them. */
function volume(weeks: readonly number[], delay = 0) {
  const days = 7 * weeks.length;
  const periods = { start, split: start + days / 2, end: start + days - 1 };
  return volumeOf(weeks, periods, { reference: 70, current: 140 }, near, 30, delay);
}

const even = new Array<number>(20).fill(100);

describe('volume by week', () => {
  it('names a hole by its first day', () => {
    const { thinWeeks, reference, current, activeReference, activeCurrent } = volume(
      even.with(2, 0).with(9, 19),
    );
    expect(thinWeeks).toEqual(['2024-01-15', '2024-03-04']);
    expect([reference, current]).toEqual([7, 14]);
    expect([activeReference, activeCurrent]).toEqual([0.1, 0.2]);
  });

  it('takes the weeks before the first record, a little less, and a monthly rhythm for no holes', () => {
    expect(volume(even.toSpliced(0, 4, 0, 0, 0, 0)).thinWeeks).toEqual([]);
    expect(volume(even.with(3, 25)).thinWeeks).toEqual([]);
    expect(volume(even.map((n, i) => (i % 4 === 0 ? n : n / 10))).thinWeeks).toEqual([]);
    expect(volume(even.map(() => 10).with(3, 0)).thinWeeks).toEqual([]);
  });

  it('tells silence at the end from records on their way', () => {
    const stopped = even.with(19, 0).with(18, 0).with(17, 0).with(5, 0);
    expect(volume(stopped)).toMatchObject({ trailingEmpty: 3, longestEmpty: 1, thinWeeks: ['2024-02-05'] });
    // Records come two weeks late: the last two weeks could not be there yet.
    expect(volume(stopped, 14).trailingEmpty).toBe(1);
    expect(volume(new Array<number>(20).fill(0))).toMatchObject({
      trailingEmpty: 0,
      longestEmpty: 0,
      thinWeeks: [],
    });
  });
});

import type { Day } from '../../core/index.ts';
import type { District } from './district.ts';
import { uniformOf } from './draws.ts';
import { K, type Week } from './week.ts';

/** The due day if it lies in this week, else a drawn day of this week: late payments come on no particular day. */
export function payDay(d: District, at: Week, i: number, due: Day): Day {
  if (due >= at.start && due <= at.end) return due;
  return at.start + Math.floor(7 * uniformOf(at.draws, at.week, d.first + i, K.lateDay));
}

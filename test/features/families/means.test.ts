import { describe, expect, test } from 'vitest';
import { type Accumulator, measuresOf, NO_TRAIL } from '../../../src/features/engine/accumulator.ts';
import { SourceState } from '../../../src/features/engine/source-state.ts';
import { everOf } from '../../../src/features/families/history.ts';
import { meanChanges, seasonalMeanChange } from '../../../src/features/families/means.ts';
import { dossierFromRecords } from '../../../src/sources/index.ts';
import { LAST_DAY } from '../../sources/arbitrary-records.ts';

const M = measuresOf('fen', 'pieces');

const accumulator: Accumulator<'judicial', object> = {
  source: 'judicial',
  keeps: 'everything',
  measures: Object.keys(M),
  groups: [],
  tally({ amountFen }, row, to) {
    to.add(M.fen, amountFen[row]!);
    to.add(M.pieces, 1);
  },
  ...NO_TRAIL,
};

/** The state after records of so many fen, so many days ago. */
function stateOf(records: readonly (readonly [days: number, fen: number])[]): SourceState {
  const judicial = records.map(([days, amountFen], i) => ({
    firmId: 'F',
    eventDate: LAST_DAY - days,
    arrivalDate: LAST_DAY - days,
    kind: 'penalty' as const,
    caseId: `case ${i}`,
    amountFen,
  }));
  const state = new SourceState(accumulator);
  const { columns, start, end } = dossierFromRecords('F', { judicial }).records.judicial;
  state.read(columns, start, end, LAST_DAY);
  return state;
}

const Q = { sum: M.fen, count: M.pieces, name: 'fine', meaning: 'fine', meaningZh: '罚款', formula: 'fine' };
const READING = { monotone: 'none', why: 'Why not.' } as const;
const [quarter, halfYear] = meanChanges(Q, [90, 180], READING);
const season = seasonalMeanChange(Q, READING);

describe('changes of means', () => {
  test('do not move with the number of records that fall into a window', () => {
    const steady = stateOf([10, 80, 89, 90, 179, 180, 364].map((days) => [days, 500] as const));
    expect(quarter!.value(steady)).toBe(0);
    expect(halfYear!.value(steady)).toBe(0);
  });

  test('set the mean of one window against that of the next, to the day', () => {
    const s = stateOf([
      [0, 300],
      [89, 100],
      [90, 50],
      [179, 150],
      [180, 10],
      [364, 40],
      [365, 7],
    ]);
    // 200 against 100; 600 / 4 against 25
    expect(quarter!.value(s)).toBeCloseTo(100 / 300, 12);
    expect(halfYear!.value(s)).toBeCloseTo((150 - 25) / 175, 12);
  });

  test('are missing where a window holds no record, and against last season where that is empty', () => {
    const s = stateOf([[5, 300]]);
    for (const feature of [quarter!, halfYear!, season]) expect(feature.value(s)).toBeNaN();
  });

  test('compare a quarter with the one that ended a year ago', () => {
    expect(
      season.value(
        stateOf([
          [0, 300],
          [365, 100],
          [454, 300],
          [455, 9000],
          [364, 9000],
        ]),
      ),
    ).toBeCloseTo(0.2, 12);
  });
});

test('everOf adds up the whole history, and knows nothing without a record', () => {
  const fines = everOf({ ...Q, measure: M.fen, unit: 'yuan', per: 100, monotone: 'none', why: 'Why not.' });
  expect(
    fines.value(
      stateOf([
        [3000, 500],
        [10, 700],
      ]),
    ),
  ).toBe(12);
  expect(fines.value(stateOf([]))).toBeNaN();
});

import { describe, expect, it } from 'vitest';
import { MISSING_INT32 } from '../../src/table/index.ts';
import { openRecordBuffer } from '../../src/world/record-buffer.ts';

const outcome = {
  firmId: 'F1',
  eventDate: 10,
  arrivalDate: 11,
  applicationId: 'A1',
  bad: 0,
  maxDaysPastDue: 3,
};

describe('openRecordBuffer', () => {
  it('codes texts in order of appearance and leaves optional fields missing', () => {
    const buffer = openRecordBuffer('outcomes');
    buffer.push(outcome);
    buffer.push({ ...outcome, applicationId: 'A2', bad: 1, badDate: 9 });
    const { columns, nRows } = buffer.toTable();
    expect(nRows).toBe(2);
    expect(columns.get('firmId')).toMatchObject({ kind: 'category', levels: ['F1'] });
    expect(columns.get('applicationId')).toMatchObject({ levels: ['A1', 'A2'] });
    expect(columns.get('badDate')).toMatchObject({
      kind: 'date',
      values: new Int32Array([MISSING_INT32, 9]),
    });
  });

  it('codes an enumeration in the order of its contract and a missing amount as NaN', () => {
    const buffer = openRecordBuffer('tax');
    buffer.push({
      firmId: 'F1',
      eventDate: 1,
      arrivalDate: 2,
      kind: 'arrears',
      periodStart: 0,
      amountFen: 5,
      daysLate: 15,
    });
    const { columns } = buffer.toTable();
    expect(columns.get('kind')).toMatchObject({
      levels: ['filing', 'payment', 'arrears'],
      codes: new Int32Array([2]),
    });
    expect(columns.get('declaredRevenueFen')).toMatchObject({ values: new Float64Array([Number.NaN]) });
  });

  it('gives an empty table with every column before the first record', () => {
    const { nRows, columns } = openRecordBuffer('bank').toTable();
    expect(nRows).toBe(0);
    expect([...columns.keys()]).toContain('balanceFen');
  });

  it('keeps every row when it outgrows its first capacity, on shared memory', () => {
    const buffer = openRecordBuffer('outcomes');
    for (let i = 0; i < 1000; i++) buffer.push({ ...outcome, maxDaysPastDue: i });
    const column = buffer.toTable().columns.get('maxDaysPastDue');
    expect(column?.kind).toBe('numeric');
    if (column?.kind !== 'numeric') return;
    expect(column.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...column.values]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });
});

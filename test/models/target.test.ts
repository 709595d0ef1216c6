import { describe, expect, it } from 'vitest';
import { assertTwoClasses, targetOf } from '../../src/models/target.ts';
import { categoryColumn, makeTable, numericColumn } from '../../src/table/index.ts';

function table(values: (number | undefined)[] | (string | undefined)[]) {
  const column = values.some((v) => typeof v === 'string')
    ? categoryColumn(values as (string | undefined)[])
    : numericColumn(values as (number | undefined)[]);
  return makeTable([['y', column]], 't.csv');
}

describe('targetOf', () => {
  it.each([
    [[0, 1, 1], undefined],
    [[5, 2, 2], '2'],
    [['good', 'bad', 'bad'], 'bad'],
    [['false', 'true', 'TRUE'], undefined],
    [['no', 'yes', 'yes'], undefined],
  ] as const)('reads %j with --bad %s', (values, bad) => {
    expect(Array.from(targetOf(table([...values] as never), { column: 'y', bad }))).toEqual([0, 1, 1]);
  });

  it('names the row without outcome', () => {
    expect(() => targetOf(table([0, undefined, 1]), { column: 'y' })).toThrow(/missing in row 2/);
    expect(() => targetOf(table(['a', undefined]), { column: 'y', bad: 'a' })).toThrow(/missing in row 2/);
  });

  it('says what it found where it cannot tell bad from good', () => {
    expect(() => targetOf(table([0, 1, 3]), { column: 'y' })).toThrow(/3 in row 3/);
    expect(() => targetOf(table(['up', 'down']), { column: 'y' })).toThrow(/up, down; expected --bad VALUE/);
    expect(() => targetOf(table(['up', 'down']), { column: 'y', bad: 'left' })).toThrow(/the bad value left/);
    expect(() => targetOf(table([0]), { column: 'z' })).toThrow(/missing column z/);
  });
});

it('assertTwoClasses counts both classes', () => {
  expect(() => assertTwoClasses(Uint8Array.of(1, 0, 1, 0), 'y', 't.csv', 'the table', 2)).not.toThrow();
  expect(() => assertTwoClasses(Uint8Array.of(1, 1, 1, 0), 'y', 't.csv', 'the table', 2)).toThrow(
    /3 bads among 4 rows/,
  );
});

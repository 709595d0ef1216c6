import { describe, expect, it } from 'vitest';
import { bindColumns } from '../../src/models/model.ts';
import { strongestInputs } from '../../src/models/screen.ts';
import { categoryColumn, makeTable, numericColumn } from '../../src/table/index.ts';

const N = 400;
const bad = Uint8Array.from({ length: N }, (_, i) => (i % 4 === 0 ? 1 : 0));
const noise = (row: number, salt: number): number => ((row + 1) * (2654435761 + 97 * salt)) % 1009;

describe('strongestInputs', () => {
  const table = makeTable([
    ['noise', numericColumn(Array.from({ length: N }, (_, i) => noise(i, 1)))],
    ['signal', numericColumn(Array.from({ length: N }, (_, i) => noise(i, 2) + 400 * bad[i]!))],
    [
      'absent',
      numericColumn(Array.from({ length: N }, (_, i) => (bad[i] === 1 && i % 8 ? undefined : noise(i, 3)))),
    ],
    [
      'colour',
      categoryColumn(Array.from({ length: N }, (_, i) => (bad[i] === 1 ? 'red' : i % 3 ? 'blue' : 'red'))),
    ],
    [
      'valley',
      numericColumn(Array.from({ length: N }, (_, i) => (bad[i] === 1 ? 500 : noise(i, 4) < 500 ? 0 : 1000))),
    ],
  ]);
  const inputs = [...table.columns].map(([name, column]) =>
    column.kind === 'category'
      ? { name, kind: 'category' as const, levels: [...column.levels] }
      : { name, kind: 'numeric' as const },
  );
  const kept = (most: number) => {
    const dropped: string[] = [];
    const names = strongestInputs(inputs, bindColumns(inputs, table), bad, most, ({ name }, reason) => {
      expect(reason).toMatch(/^information value \d\.\d{4} is not among the \d highest$/);
      dropped.push(name);
    }).map((i) => inputs[i]!.name);
    return { names, dropped };
  };

  it('drops noise first, and sees signal in order, in absence, in categories and in no order at all', () => {
    expect(kept(4)).toEqual({ names: ['signal', 'absent', 'colour', 'valley'], dropped: ['noise'] });
  });

  it('keeps the order of inputs, and all of them where there is room', () => {
    expect(kept(5).names).toEqual(inputs.map(({ name }) => name));
    expect(kept(1).names).toEqual(['valley']);
  });
});

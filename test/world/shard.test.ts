import { describe, expect, it } from 'vitest';
import { sourceNames } from '../../src/sources/index.ts';
import type { Table } from '../../src/table/index.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { EVENT_SOURCES, simulateShard } from '../../src/world/shard.ts';

const FIRMS = 40;
const input = { scenario: baselineScenario, seed: 7, months: 12, start: 1000, end: 1000 + FIRMS };
const first = simulateShard(input);

/** The rows of a table as its columns hold them. */
function contentOf(table: Table | undefined): unknown {
  return [...(table?.columns ?? [])];
}

describe('simulateShard', () => {
  it('gives the same tables every time', () => {
    const again = simulateShard(input);
    for (const name of sourceNames)
      expect(contentOf(again.tables.get(name)), name).toEqual(contentOf(first.tables.get(name)));
    expect(again.lived.lives).toEqual(first.lived.lives);
  });

  it('writes every source, and lives the firms of its range', () => {
    expect([...first.tables.keys()]).toEqual([...sourceNames]);
    expect(first.lived.lives.map(({ traits }) => traits.firm)).toEqual(
      Array.from({ length: FIRMS }, (_, i) => 1000 + i),
    );
    expect(first.tables.get('bank')!.nRows).toBeGreaterThan(1000);
    expect(first.tables.get('registry')!.nRows).toBeGreaterThanOrEqual(FIRMS);
  });

  it('writes the wanted sources alone, as they are among all', () => {
    const { tables } = simulateShard(input, ['tax', 'bureau']);
    expect([...tables.keys()]).toEqual(['tax', 'bureau']);
    for (const [name, table] of tables) expect(contentOf(table)).toEqual(contentOf(first.tables.get(name)));
  });

  it('leaves out the events of firms beyond the last that is to have them, and nothing else', () => {
    const { tables } = simulateShard(input, sourceNames, 1010);
    for (const name of sourceNames) {
      const [some, all] = [tables.get(name)!.nRows, first.tables.get(name)!.nRows];
      if (EVENT_SOURCES.has(name)) expect(some, name).toBeLessThanOrEqual(all);
      else expect(contentOf(tables.get(name)), name).toEqual(contentOf(first.tables.get(name)));
    }
    expect(tables.get('bank')!.nRows).toBeLessThan(0.6 * first.tables.get('bank')!.nRows);
    expect(tables.get('bank')!.nRows).toBeGreaterThan(0);
  });
});

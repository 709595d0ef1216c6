import { describe, expect, it } from 'vitest';
import { sourceNames } from '../../src/sources/index.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { type ShardOutput, simulateShard } from '../../src/world/shard.ts';

const run = (start: number, end: number): ShardOutput =>
  simulateShard({ scenario: baselineScenario, seed: 7, months: 12, start, end });

describe('simulateShard', () => {
  it('gives the same rows however the firms are cut', () => {
    const whole = run(0, 40);
    const parts = [run(0, 15), run(15, 40)];
    for (const name of sourceNames)
      expect(parts[0]!.tables[name].nRows + parts[1]!.tables[name].nRows).toBe(whole.tables[name].nRows);
    expect(parts[0]!.firmWeeks + parts[1]!.firmWeeks).toBe(whole.firmWeeks);
    expect(whole.truth.nRows).toBe(40);
    const amounts = (output: ShardOutput): number[] => {
      const column = output.tables.bank.columns.get('amountFen');
      return column?.kind === 'numeric' ? [...column.values] : [];
    };
    expect(parts.flatMap(amounts)).toEqual(amounts(whole));
    expect(amounts(whole).length).toBeGreaterThan(1000);
  });
});

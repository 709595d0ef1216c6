import { describe, expect, it } from 'vitest';
import { asFloat64, columnOf, MISSING_INT32 } from '../../src/table/index.ts';
import { outcomeOf } from '../../src/world/loans.ts';
import { truthTable } from '../../src/world/truth.ts';
import { baselineWorld, livesOf } from './worlds.ts';

describe('truthTable', () => {
  const lives = livesOf(baselineWorld(), 200);
  const table = truthTable(lives);
  const numbers = (name: string): Float64Array => {
    const column = columnOf(table, name);
    if (column.kind === 'category') throw new Error(`${name} is text`);
    return asFloat64(column);
  };

  it('has one row a firm with its latent traits', () => {
    expect(table.nRows).toBe(200);
    expect([...numbers('honesty')]).toEqual(lives.map((life) => life.traits.honesty));
    expect(columnOf(table, 'firmId')).toMatchObject({ kind: 'category' });
  });

  it('leaves the death of the living and the arrears of firms without a loan missing', () => {
    const deaths = columnOf(table, 'deathDate');
    const worst = numbers('worstDaysPastDue');
    for (const [i, { deathDay, application }] of lives.entries()) {
      expect(deaths.kind === 'date' && deaths.values[i]).toBe(deathDay ?? MISSING_INT32);
      expect(worst[i]).toBe(application ? outcomeOf(application.loan).maxDaysPastDue : Number.NaN);
    }
  });
});

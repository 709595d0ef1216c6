import { describe, expect, it } from 'vitest';
import { baselineWorld, livesOf, recordsIn } from '../worlds.ts';

describe('emitTax', () => {
  const world = baselineWorld();
  const lives = livesOf(world, 300).filter((life) => life.traits.covered.tax);

  it('files, pays and notices what the accounts of the firm say', () => {
    let notices = 0;
    let lateFilings = 0;
    for (const life of lives) {
      const accounts = new Map(life.months.map((account) => [account.periodStart, account]));
      for (const record of recordsIn(world, life, 'tax')) {
        const account = accounts.get(record.periodStart)!;
        expect(record.amountFen).toBe(account.taxFen);
        expect(record.declaredRevenueFen !== undefined).toBe(record.kind === 'filing');
        if (record.kind === 'filing') {
          expect(record.declaredRevenueFen).toBeLessThanOrEqual(account.salesFen);
          if (record.daysLate > 0) lateFilings += 1;
        }
        if (record.kind === 'payment') {
          expect(record.eventDate).toBe(account.taxPaidDay);
          expect(record.eventDate).toBeGreaterThanOrEqual(account.filedDay);
        }
        if (record.kind === 'arrears') {
          notices += 1;
          expect(account.taxPaidDay ?? Number.POSITIVE_INFINITY).toBeGreaterThan(record.eventDate);
        }
      }
    }
    expect(notices).toBeGreaterThan(0);
    expect(lateFilings).toBeGreaterThan(0);
  });

  it('leaves out some months of a covered firm and all of the others', () => {
    const filed = lives.map(
      (life) => recordsIn(world, life, 'tax').filter(({ kind }) => kind === 'filing').length,
    );
    const whole = Math.max(...filed);
    expect(whole).toBeGreaterThanOrEqual(23);
    expect(filed.some((n) => n > 0 && n < whole)).toBe(true);
  });
});

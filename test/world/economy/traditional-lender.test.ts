import { describe, expect, it } from 'vitest';
import { addMonths } from '../../../src/core/index.ts';
import { type District, openDistrict } from '../../../src/world/economy/district.ts';
import { NONE } from '../../../src/world/economy/layout.ts';
import { ANSWER, answerDays, askTraditionalLender } from '../../../src/world/economy/traditional-lender.ts';
import { OUTCOME_MONTHS } from '../../../src/world/loans.ts';
import { livedUntil, positionsOf, weekOf, worldOf } from './districts.ts';

const world = worldOf();

/** Share that is approved of 1,000 firms at the start, after a change. */
function approvals(change: (d: District, i: number) => void = () => undefined, lateDays = 0): number {
  const d = openDistrict(world, 0, 1000);
  const at = weekOf(d, 0);
  const approved = positionsOf(d).filter((i) => {
    change(d, i);
    const amount = Math.round(0.08 * 52 * d.salesLevel[i]!);
    return askTraditionalLender(d, at, i, amount, lateDays) === ANSWER.approved;
  });
  return approved.length / 1000;
}

describe('askTraditionalLender', () => {
  const usual = approvals();

  it('approves some and declines some', () => {
    expect(usual).toBeGreaterThan(0.2);
    expect(usual).toBeLessThan(0.9);
  });

  it('likes margins and collateral, and dislikes debt and arrears', () => {
    const margin = (share: number) =>
      approvals((d, i) => {
        d.surplusLevel[i] = share * d.salesLevel[i]!;
      });
    expect(margin(0.2)).toBeGreaterThan(usual);
    expect(margin(-0.1)).toBeLessThan(usual);
    expect(
      approvals((d, i) => {
        d.wealth[i] = 0;
      }),
    ).toBeLessThan(usual);
    expect(
      approvals((d, i) => {
        d.debt[i] = 26 * d.salesLevel[i]!;
      }),
    ).toBeLessThan(usual);
    expect(approvals(undefined, 5)).toBeLessThan(usual);
  });

  it('approves firms whose loans turn out better, over two districts of a trial', () => {
    const tally = { approved: [0, 0], declined: [0, 0] };
    for (const seed of [7, 8]) {
      const d = livedUntil(worldOf({}, seed), 1000);
      for (const i of positionsOf(d)) {
        const loan = d.ownLoan[i]!;
        // Fraudsters' papers look like anyone's.
        if (loan === NONE || d.roles.kinds[i]) continue;
        const bad = d.loanBadDay[loan]! <= addMonths(d.loanOpened[loan]!, OUTCOME_MONTHS) ? 1 : 0;
        const counts = d.traditional[i] === ANSWER.approved ? tally.approved : tally.declined;
        counts[0]! += bad;
        counts[1]! += 1;
      }
    }
    const [p, q] = [tally.approved[0]! / tally.approved[1]!, tally.declined[0]! / tally.declined[1]!];
    const error = Math.sqrt((p * (1 - p)) / tally.approved[1]! + (q * (1 - q)) / tally.declined[1]!);
    expect((q - p) / error).toBeGreaterThan(2);
  });
});

describe('answerDays', () => {
  it('takes the working days of the scenario, counted in calendar days', () => {
    const days = Array.from({ length: 500 }, (_, firm) => answerDays(world.scenario, world.seed, firm));
    expect(Math.min(...days)).toBe(Math.round((7 * 7) / 5));
    expect(Math.max(...days)).toBe(21);
    expect(answerDays(world.scenario, world.seed, 3)).toBe(days[3]);
  });
});

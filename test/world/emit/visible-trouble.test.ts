import { describe, expect, it } from 'vitest';
import { VisibleTrouble } from '../../../src/world/emit/visible-trouble.ts';
import { type FirmLife, FLOW, FLOWS } from '../../../src/world/life.ts';
import { lives } from './shop-lives.ts';

/** A life whose staff are paid in the weeks of `paydays` and whose suppliers get `paid` of every 100 fen ordered. */
function lifeWith(paydays: (week: number) => boolean, paid: number): FirmLife {
  const flows = new Float64Array(100 * FLOWS.length);
  for (let week = 0; week < 100; week++) {
    flows[week * FLOWS.length + FLOW.payroll] = paydays(week) ? 1_000 : 0;
    flows[week * FLOWS.length + FLOW.purchase] = paid;
  }
  return { ...lives[0]!, flows, orders: new Float64Array(100).fill(100), nWeeks: 100 };
}

function seen(life: FirmLife, weeks: number): VisibleTrouble {
  const trouble = new VisibleTrouble(life);
  for (let week = 0; week < weeks; week++) trouble.see(week);
  return trouble;
}

describe('VisibleTrouble', () => {
  it('counts the weeks of the last six in which wages were paid', () => {
    expect(
      seen(
        lifeWith((week) => week % 4 === 0, 100),
        50,
      ).paydays,
    ).toBe(2);
    expect(
      seen(
        lifeWith(() => true, 100),
        50,
      ).paydays,
    ).toBe(6);
    expect(
      seen(
        lifeWith((week) => week < 40, 100),
        50,
      ).paydays,
    ).toBe(0);
  });

  it('sees what suppliers get of what they deliver', () => {
    expect(
      seen(
        lifeWith(() => false, 100),
        60,
      ).paidShare,
    ).toBeCloseTo(1, 9);
    expect(
      seen(
        lifeWith(() => false, 40),
        60,
      ).paidShare,
    ).toBeCloseTo(0.4, 9);
    expect(
      seen(
        lifeWith(() => false, 40),
        0,
      ).paidShare,
    ).toBe(1);
  });
});

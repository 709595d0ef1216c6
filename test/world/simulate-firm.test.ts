import { describe, expect, it } from 'vitest';
import { DISTRICT_FIRMS } from '../../src/world/economy/district.ts';
import { FRAUDS } from '../../src/world/fraud.ts';
import { FLOW, FLOWS, N_INFLOWS } from '../../src/world/life.ts';
import { outcomeOf } from '../../src/world/loans.ts';
import { simulateDistrict } from '../../src/world/simulate-district.ts';
import { simulateFirm } from '../../src/world/simulate-firm.ts';
import { weekOf } from '../../src/world/timeline.ts';
import { openWorld } from '../../src/world/world.ts';
import { baselineWorld, livesOf } from './worlds.ts';

const world = baselineWorld(7, 24);
const lives = livesOf(world, 3000);

/** Share of (bad, good) pairs that the value orders rightly, ties half: by counting, the plain way. */
function auc(values: readonly number[], bads: readonly boolean[]): number {
  const good = values.filter((_, i) => !bads[i]);
  const bad = values.filter((_, i) => bads[i]);
  let right = 0;
  for (const b of bad) for (const g of good) right += b > g ? 1 : b === g ? 0.5 : 0;
  return right / (good.length * bad.length);
}

describe('simulateFirm', () => {
  it('replays one firm exactly as it lives among those of its district', () => {
    for (const firm of [17, 2999]) {
      const first = firm - (firm % DISTRICT_FIRMS);
      const alone = simulateDistrict(baselineWorld(7, 24), first, DISTRICT_FIRMS).lives[firm - first];
      expect(alone).toEqual(lives[firm]);
    }
    // Out of order, too: the district lived last is remembered, no other.
    const again = baselineWorld(7, 24);
    expect(simulateFirm(again, 1003).cash).toEqual(lives[1003]?.cash);
    expect(simulateFirm(again, 3).cash).toEqual(lives[3]?.cash);
  });

  it('closes every week of every firm with opening + receipts - payments, to the fen', () => {
    for (const life of lives) {
      let cash = life.openingCashFen;
      for (let week = 0; week < life.nWeeks; week++) {
        for (let slot = 0; slot < FLOWS.length; slot++)
          cash += (slot < N_INFLOWS ? 1 : -1) * life.flows[week * FLOWS.length + slot]!;
        if (life.cash[week] !== cash || !(cash >= 0))
          throw new Error(`firm ${life.traits.firm} week ${week}: ${life.cash[week]} is not ${cash}`);
      }
    }
  });

  it('sees every loan of a living firm to the end of its outcome window', () => {
    for (const { application, deathDay, nWeeks } of lives) {
      if (!application?.loan || deathDay !== undefined) continue;
      const lastDay = world.timeline.week0 + 7 * nWeeks - 1;
      expect(outcomeOf(application.loan).knownDay).toBeLessThanOrEqual(lastDay);
    }
  });

  it('gives about 70 % of firms an application, in the window, and lands between 2 and 6 % bad', () => {
    const { applicationFrom, endDate } = world.timeline;
    const applications = lives.flatMap(({ application }) => application ?? []);
    expect(applications.length / lives.length).toBeGreaterThan(0.6);
    expect(applications.length / lives.length).toBeLessThan(0.72);
    for (const { day } of applications) expect(day >= applicationFrom && day <= endDate).toBe(true);
    // Every application becomes a loan, but of the few whose firm closed before the money came.
    const loans = applications.flatMap(({ loan }) => loan ?? []);
    expect(loans.length / applications.length).toBeGreaterThan(0.99);
    const badRate = loans.filter((loan) => outcomeOf(loan).badDay !== undefined).length / loans.length;
    expect(badRate).toBeGreaterThan(0.02);
    expect(badRate).toBeLessThan(0.06);
  });

  it('has owners who walk away, firms that recover from 30 days past due, and firms that die without a loan', () => {
    const outcomes = lives.flatMap(({ application, fraud }) =>
      application?.loan && !fraud ? [{ loan: application.loan, ...outcomeOf(application.loan) }] : [],
    );
    expect(outcomes.some(({ loan, badDay }) => badDay !== undefined && loan.abandoned)).toBe(true);
    expect(outcomes.some(({ badDay, maxDaysPastDue }) => badDay === undefined && maxDaysPastDue >= 30)).toBe(
      true,
    );
    expect(lives.some((life) => life.deathDay !== undefined && !life.application)).toBe(true);
  });

  it('has no giveaway: no single simple feature at application reaches an AUC of .80, and several say something', () => {
    const bads: boolean[] = [];
    const features: Record<string, number[]> = {};
    for (const life of lives) {
      const { application, cash, flows, enquiries, months, traits } = life;
      if (!application?.loan) continue;
      const { day, loan } = application;
      bads.push(outcomeOf(loan).badDay !== undefined);
      const week = weekOf(world.timeline, day) - 1;
      const sum = (slot: number, weeks: number): number => {
        let total = 0;
        for (let w = week - weeks + 1; w <= week; w++) total += flows[w * FLOWS.length + slot]!;
        return total;
      };
      const yearly = sum(FLOW.sales, 52);
      const quarter = cash.subarray(week - 12, week + 1);
      const inYear = (d: number): boolean => d < day && d >= day - 365;
      const values = {
        lowestBalance: -Math.min(...quarter) / yearly,
        meanBalance: -quarter.reduce((a, b) => a + b, 0) / yearly,
        lastBalance: -cash[week]! / yearly,
        salesTrend: -sum(FLOW.sales, 13) / yearly,
        yearlySales: -yearly,
        purchases: sum(FLOW.purchase, 52) / yearly,
        repayments: sum(FLOW.repayment, 52) / yearly,
        equity: sum(FLOW.equity, 26) / yearly,
        ownerDraws: -sum(FLOW.owner, 52) / yearly,
        enquiries: enquiries.filter((enquiry) => inYear(enquiry.day)).length,
        lateUtilities: months.filter(
          (m) => inYear(m.utilityDueDay) && !((m.utilityPaidDay ?? day) <= m.utilityDueDay),
        ).length,
        lateTax: months.filter((m) => inYear(m.taxDueDay) && !((m.taxPaidDay ?? day) <= m.taxDueDay)).length,
        age: -traits.ageDays,
        ownerAge: traits.ownerAge,
        topShare: traits.topShare,
        amount: application.amountFen / yearly,
      };
      for (const [name, value] of Object.entries(values)) {
        features[name] ??= [];
        features[name].push(value);
      }
    }
    const aucs = Object.entries(features).map(([name, values]) => [name, auc(values, bads)] as const);
    for (const [name, value] of aucs) expect(value, name).toBeLessThan(0.8);
    expect(aucs.filter(([, value]) => value > 0.6).length).toBeGreaterThanOrEqual(4);
  });

  it('runs a scenario without any shock to a quiet end: no death, no bad loan', () => {
    const { scenario } = world;
    const none = Object.fromEntries(
      FRAUDS.map((kind) => [kind, 0]),
    ) as typeof scenario.fraud.shareOfApplications;
    const calm = {
      ...scenario,
      environment: { ...scenario.environment, macroSd: 0, industrySd: 0 },
      firm: {
        ...scenario.firm,
        demandSd: 0,
        weeklyNoiseSd: 0,
        customerLossPerYear: 0,
        customerDefaultPerYear: 0,
        accidentsPerYear: 0,
        privateCrisesPerYear: 0,
        marginSd: 0,
        marginPerQuality: 0,
        bufferLogSd: 0,
        bufferWealthExponent: 0,
      },
      credit: { ...scenario.credit, walkAwayHonesty: 0, plannedLoansPerYear: 0 },
      fraud: { ...scenario.fraud, shareOfApplications: none },
    };
    const quiet = livesOf(openWorld(calm, 7, 24), 200);
    const ended = quiet.filter(({ deathDay }) => deathDay !== undefined);
    expect(ended).toEqual([]);
    const loans = quiet.flatMap(({ application }) => application?.loan ?? []);
    expect(loans.length).toBeGreaterThan(100);
    expect(loans.filter((loan) => outcomeOf(loan).badDay !== undefined)).toEqual([]);
  });
});

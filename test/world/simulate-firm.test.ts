import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FirmLife, FLOW, FLOWS, N_INFLOWS } from '../../src/world/life.ts';
import { dueDay, outcomeOf } from '../../src/world/loans.ts';
import { simulateFirm } from '../../src/world/simulate-firm.ts';
import { weekOf } from '../../src/world/timeline.ts';
import { openWorld } from '../../src/world/world.ts';
import { baselineWorld, livesOf } from './worlds.ts';

const world = baselineWorld(7, 24);
const lives = livesOf(world, 3000);

function assertCashIdentity(life: FirmLife): void {
  let opening = life.openingCashFen;
  for (let week = 0; week < life.nWeeks; week++) {
    let closing = opening;
    for (let slot = 0; slot < FLOWS.length; slot++) {
      const amount = life.flows[week * FLOWS.length + slot]!;
      if (!(Number.isSafeInteger(amount) && amount >= 0))
        throw new Error(`week ${week} slot ${slot}: ${amount}`);
      closing += slot < N_INFLOWS ? amount : -amount;
    }
    if (life.cash[week] !== closing || closing < 0)
      throw new Error(
        `firm ${life.traits.firm} week ${week}: closing ${life.cash[week]}, expected ${closing}`,
      );
    opening = closing;
  }
}

/** Share of (bad, good) pairs that the value orders rightly, ties half: by counting, the plain way. */
function auc(values: readonly number[], bads: readonly boolean[]): number {
  const good = values.filter((_, i) => !bads[i]);
  const bad = values.filter((_, i) => bads[i]);
  let right = 0;
  for (const b of bad) for (const g of good) right += b > g ? 1 : b === g ? 0.5 : 0;
  return right / (good.length * bad.length);
}

describe('simulateFirm', () => {
  it('keeps the cash identity to the fen, and cash at or above 0, in every week of every firm', () => {
    for (const life of lives) assertCashIdentity(life);
  });

  it('keeps the cash identity for any seed, length and firm', () => {
    const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 6, max: 40 }),
        fc.integer({ min: 0, max: 9_999_999 }),
        (seed, months, firm) => {
          assertCashIdentity(simulateFirm(baselineWorld(seed, months), firm));
        },
      ),
      { seed: 3, numRuns: 40 },
    );
  });

  it('replays one firm alone exactly as among others', () => {
    for (const firm of [0, 17, 2999]) expect(simulateFirm(baselineWorld(7, 24), firm)).toEqual(lives[firm]);
  });

  it('dates its payments inside their weeks, and to the fen of the flows they belong to', () => {
    for (const life of lives.slice(0, 300)) {
      const sums = new Map<string, number>();
      for (const { week, day, flow, amountFen } of life.dated) {
        const monday = world.timeline.week0 + 7 * week;
        expect(day >= monday && day <= monday + 6).toBe(true);
        sums.set(`${week} ${flow}`, (sums.get(`${week} ${flow}`) ?? 0) + amountFen);
      }
      for (let week = 0; week < life.nWeeks; week++)
        for (const flow of ['loan', 'payroll', 'rent', 'tax', 'utility', 'repayment'] as const)
          expect(sums.get(`${week} ${flow}`) ?? 0).toBe(life.flows[week * FLOWS.length + FLOW[flow]]);
    }
  });

  it('stops at death, and lets nobody die before the book begins', () => {
    const dead = lives.filter((life) => life.deathDay !== undefined);
    expect(dead.length).toBeGreaterThan(100);
    for (const life of dead) {
      expect(life.deathDay).toBe(world.timeline.week0 + 7 * life.nWeeks - 1);
      expect(life.deathDay!).toBeGreaterThan(world.timeline.startDate);
      for (const loan of life.loans)
        for (const day of loan.paidDays) expect(day).toBeLessThanOrEqual(life.deathDay!);
    }
  });

  it('sees every loan of a living firm to the end of its outcome window', () => {
    for (const { application, deathDay, nWeeks } of lives) {
      if (!application || deathDay !== undefined) continue;
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
    const badRate =
      applications.filter(({ loan }) => outcomeOf(loan).badDay !== undefined).length / applications.length;
    expect(badRate).toBeGreaterThan(0.02);
    expect(badRate).toBeLessThan(0.06);
  });

  it('has owners who walk away, firms that recover from 30 days past due, and firms that die without a loan', () => {
    const outcomes = lives.flatMap((life) =>
      life.application ? [{ life, ...outcomeOf(life.application.loan) }] : [],
    );
    expect(
      outcomes.some(({ life, badDay }) => badDay !== undefined && life.application?.loan.abandoned),
    ).toBe(true);
    expect(outcomes.some(({ badDay, maxDaysPastDue }) => badDay === undefined && maxDaysPastDue >= 30)).toBe(
      true,
    );
    expect(lives.some((life) => life.deathDay !== undefined && !life.application)).toBe(true);
  });

  it('follows the pecking order among defaulters: utility late first, then tax, then the loan', () => {
    const first = { utility: [] as number[], tax: [] as number[], loan: [] as number[] };
    // Late means more than a week: shorter delays are mere forgetting.
    const isLate = (due: number, paid: number | undefined): boolean => (paid ?? Infinity) - due > 7;
    for (const { application, months, deathDay = Infinity } of lives) {
      if (!application || application.loan.abandoned) continue;
      const { loan } = application;
      const { badDay } = outcomeOf(loan);
      if (badDay === undefined) continue;
      const since = (due: number): number => due - loan.openedDay;
      const utility = months.find(
        (m) =>
          since(m.utilityDueDay) >= 0 &&
          m.utilityDueDay < deathDay &&
          isLate(m.utilityDueDay, m.utilityPaidDay),
      );
      const tax = months.find((m) => {
        const due = Math.max(m.taxDueDay, m.filedDay);
        return since(due) >= 0 && due < deathDay && isLate(due, m.taxPaidDay);
      });
      const missed = Array.from({ length: loan.termMonths }, (_, k) => k).find((k) =>
        isLate(dueDay(loan, k), loan.paidDays[k]),
      );
      if (utility) first.utility.push(since(utility.utilityDueDay));
      if (tax) first.tax.push(since(Math.max(tax.taxDueDay, tax.filedDay)));
      if (missed !== undefined) first.loan.push(since(dueDay(loan, missed)));
    }
    const median = (days: number[]): number => days.sort((a, b) => a - b)[days.length >> 1]!;
    expect(first.loan.length).toBeGreaterThan(40);
    expect(median(first.utility)).toBeLessThan(median(first.tax));
    expect(median(first.tax)).toBeLessThan(median(first.loan));
  });

  it('has no giveaway: no single simple feature at application reaches an AUC of .80, and several say something', () => {
    const bads: boolean[] = [];
    const features: Record<string, number[]> = {};
    for (const life of lives) {
      const { application, cash, flows, enquiries, months, traits } = life;
      if (!application) continue;
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
    };
    const quiet = livesOf(openWorld(calm, 7, 24), 200);
    expect(quiet.filter((life) => life.deathDay !== undefined)).toEqual([]);
    expect(
      quiet.filter(({ application }) => application && outcomeOf(application.loan).badDay !== undefined),
    ).toEqual([]);
  });
});

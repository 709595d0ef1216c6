import { describe, expect, it } from 'vitest';
import { type FirmState, openFirm, usualPayables } from '../../src/world/firm-state.ts';
import { FLOW } from '../../src/world/life.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { trade } from '../../src/world/trade.ts';
import { openWorld } from '../../src/world/world.ts';

/** A world in which nothing is left to chance. */
const { firm, environment } = baselineScenario;
const still = {
  ...baselineScenario,
  environment: {
    ...environment,
    macroSd: 0,
    industrySd: 0,
    seasonalIndex: Array.from({ length: 12 }, () => 1),
  },
  firm: {
    ...firm,
    demandSd: 0,
    weeklyNoiseSd: 0,
    customerLossPerYear: 0,
    customerDefaultPerYear: 0,
    accidentsPerYear: 0,
    privateCrisesPerYear: 0,
    marginSd: 0,
    marginPerQuality: 0,
  },
};

function firmIn(scenario: typeof baselineScenario, number = 5): FirmState {
  return openFirm(openWorld(scenario, 1, 24), number);
}

describe('trade', () => {
  it('sells, collects and orders the normal week when nothing happens', () => {
    const state = firmIn(still);
    trade(state);
    const base = state.traits.weeklySalesFen;
    expect(state.monthSales).toBe(base);
    expect(state.salesLevel).toBeCloseTo(base, 3);
    // What is not sold for cash becomes a receivable; only collections lower it.
    const received = state.flows[FLOW.sales]!;
    const before = Math.round((1 - state.profile.cashShare) * base * state.profile.collectionWeeks);
    expect(state.receivables).toBe(before + base - received);
    expect(
      state.payables - Math.round(state.profile.purchaseShare * base * state.profile.supplierWeeks),
    ).toBe(Math.round(state.profile.purchaseShare * base));
  });

  it('loses at most the largest share of receivables when a customer fails', () => {
    const failing = { ...still, firm: { ...still.firm, customerDefaultPerYear: 52 } };
    for (let number = 0; number < 50; number++) {
      const lucky = firmIn(still, number);
      const unlucky = firmIn(failing, number);
      trade(lucky);
      trade(unlucky);
      const due = lucky.receivables + lucky.flows[FLOW.sales]!;
      const left = unlucky.receivables + unlucky.flows[FLOW.sales]!;
      expect(left).toBeLessThanOrEqual(due);
      expect(left).toBeGreaterThanOrEqual(due * (1 - lucky.traits.topShare) - 1);
    }
  });

  it('delivers less to a firm that owes its suppliers too much, and relents when it has paid', () => {
    const state = firmIn(still);
    state.payables = Math.round(5 * usualPayables(state));
    for (state.week = 0; state.week < 4; state.week++) trade(state);
    const stretched = state.supply;
    expect(stretched).toBeLessThan(0.6);
    for (; state.week < 14; state.week++) {
      state.payables = 0;
      trade(state);
    }
    expect(state.supply).toBeGreaterThan(0.95);
  });

  it('never takes out more than there is in a private crisis', () => {
    const crisis = { ...still, firm: { ...still.firm, privateCrisesPerYear: 52 } };
    for (let number = 0; number < 50; number++) {
      const state = firmIn(crisis, number);
      state.cash = 100;
      trade(state);
      expect(state.cash).toBeGreaterThanOrEqual(0);
      expect(state.wealth).toBe(0);
    }
  });

  it('adds an accident to what is owed', () => {
    const state = firmIn({ ...still, firm: { ...still.firm, accidentsPerYear: 52 } });
    const calm = firmIn(still);
    trade(state);
    trade(calm);
    expect(state.payables).toBeGreaterThan(calm.payables);
  });
});

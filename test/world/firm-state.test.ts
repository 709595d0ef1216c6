import { describe, expect, it } from 'vitest';
import {
  dateFlow,
  monthlyCommitments,
  openFirm,
  pay,
  receive,
  usualPayables,
} from '../../src/world/firm-state.ts';
import { FLOW, FLOWS } from '../../src/world/life.ts';
import { baselineWorld } from './worlds.ts';

describe('a firm in the steady state', () => {
  const world = baselineWorld();

  it('opens with whole fen of cash, stock of receivables and the usual payables', () => {
    for (let firm = 0; firm < 50; firm++) {
      const state = openFirm(world, firm);
      for (const amount of [state.cash, state.receivables, state.payables, state.wealth])
        expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
      expect(state.payables / usualPayables(state)).toBeCloseTo(1, 3);
    }
  });

  it('books receipts and payments in cash and in the row of the week at once', () => {
    const state = openFirm(world, 1);
    const opening = state.cash;
    state.week = 3;
    receive(state, 'sales', 500);
    receive(state, 'sales', 200);
    pay(state, 'rent', 300);
    expect(state.cash).toBe(opening + 400);
    expect(state.flows[3 * FLOWS.length + FLOW.sales]).toBe(700);
    expect(state.flows[3 * FLOWS.length + FLOW.rent]).toBe(300);
  });

  it('dates no empty flow', () => {
    const state = openFirm(world, 1);
    dateFlow(state, 'rent', 5, 0, 'LANDLORD');
    dateFlow(state, 'rent', 5, 7, 'LANDLORD');
    expect(state.dated).toEqual([{ week: 0, day: 5, flow: 'rent', amountFen: 7, counterparty: 'LANDLORD' }]);
  });

  it('is committed to payroll, rent and the instalments of loans that still run', () => {
    const state = openFirm(world, 1);
    const fixed = state.monthlyPayroll + state.monthlyRent;
    const loan = {
      lender: 'bank' as const,
      lenderName: 'B01',
      openedDay: 0,
      principalFen: 1000,
      instalmentFen: 600,
      termMonths: 2,
      paidDays: [31],
      abandoned: false,
    };
    state.loans.push(loan, { ...loan, paidDays: [31, 59] });
    expect(monthlyCommitments(state)).toBe(fixed + 600);
  });
});

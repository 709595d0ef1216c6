import { FLOW, FLOWS, type Flow } from '../life.ts';
import type { District } from './district.ts';

/** Books a receipt: the only way cash goes up. `amount` is a whole number of fen >= 0. */
export function receive(d: District, i: number, week: number, flow: Flow, amount: number): void {
  d.cash[i]! += amount;
  d.tape.flows[(week * FLOWS.length + FLOW[flow]) * d.n + i]! += amount;
}

/** Books a payment: the only way cash goes down. `amount` is a whole number of fen in [0, cash]. */
export function pay(d: District, i: number, week: number, flow: Flow, amount: number): void {
  d.cash[i]! -= amount;
  d.tape.flows[(week * FLOWS.length + FLOW[flow]) * d.n + i]! += amount;
}

/** Fixed commitments of a month: payroll, rent and the instalments of running loans. */
export function monthlyCommitments(d: District, i: number): number {
  return d.monthlyPayroll[i]! + d.monthlyRent[i]! + d.instalments[i]!;
}

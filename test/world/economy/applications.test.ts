import { describe, expect, it } from 'vitest';
import { yuanToFen } from '../../../src/core/index.ts';
import { applyForLoan, MOST_DISBURSEMENT_DAYS } from '../../../src/world/economy/applications.ts';
import { CHANNEL } from '../../../src/world/economy/channels.ts';
import { LATE_DAYS } from '../../../src/world/economy/credit.ts';
import { type District, openDistrict } from '../../../src/world/economy/district.ts';
import { NONE } from '../../../src/world/economy/layout.ts';
import { LENDER, LENDERS_PER_KIND } from '../../../src/world/economy/loan-book.ts';
import { ANSWER } from '../../../src/world/economy/traditional-lender.ts';
import { type Granting, openWeek } from '../../../src/world/economy/week.ts';
import { positionsOf, runOf, worldOf } from './districts.ts';

const world = worldOf({ lenders: { bothShare: 0.5, traditionalShare: 1 } }, 7, 12);

/** Everyone applies in the week of the day drawn for them, as if nothing had happened before. */
function applied(granting: Granting, n = 300): District {
  const d = openDistrict(world, 0, n);
  for (const i of positionsOf(d)) {
    if (d.channel[i] === CHANNEL.nowhere) continue;
    const week = Math.floor((d.applicationDay[i]! - world.timeline.week0) / 7);
    applyForLoan(d, openWeek(d, runOf(world, granting), week), i);
  }
  return d;
}

const kindOf = (d: District, i: number): number =>
  Math.floor(d.loanLender[d.firstPending[i]!]! / LENDERS_PER_KIND);
const asksUs = (d: District, i: number): boolean =>
  d.channel[i] === CHANNEL.own || d.channel[i] === CHANNEL.both;

describe('applyForLoan', () => {
  const trial = applied('trial');
  const { credit } = world.scenario;

  it('asks whole thousands of yuan within the limits, for a term and a use of the scenario', () => {
    for (const i of positionsOf(trial)) {
      if (trial.channel[i] === CHANNEL.nowhere) continue;
      expect(trial.applied[i]! % 100_000).toBe(0);
      expect(trial.applied[i]).toBeGreaterThanOrEqual(yuanToFen(credit.amountYuan[0]));
      expect(trial.applied[i]).toBeLessThanOrEqual(yuanToFen(credit.amountYuan[1]));
      expect(credit.termMonths).toContain(trial.appliedTerm[i]);
      expect(trial.appliedPurpose[i]! >= 0 && trial.appliedPurpose[i]! < 4).toBe(true);
    }
  });

  it('is paid out by us within four days, by the traditional lender when it has answered', () => {
    const [least, most] = world.scenario.lenders.traditional.workingDays;
    let both = 0;
    for (const i of positionsOf(trial)) {
      const loan = trial.firstPending[i]!;
      if (loan === NONE || trial.roles.kinds[i] === 'loan-stacking') continue;
      const wait = trial.loanOpened[loan]! - trial.applicationDay[i]!;
      if (asksUs(trial, i)) expect(wait >= 1 && wait <= MOST_DISBURSEMENT_DAYS).toBe(true);
      else expect(wait >= (least * 7) / 5 - 1 && wait <= (most * 7) / 5 + 1).toBe(true);
      both |= asksUs(trial, i) ? 1 : 2;
    }
    expect(both).toBe(3);
  });

  it('is granted by us to everyone in a trial, to the approved under the traditional rule, to nobody in none', () => {
    const [selective, none] = [applied('traditional'), applied('none')];
    for (const i of positionsOf(trial)) {
      if (!asksUs(trial, i)) continue;
      expect(trial.ownLoan[i]).not.toBe(NONE);
      expect(selective.ownLoan[i] === NONE).toBe(trial.traditional[i] !== ANSWER.approved);
      expect(none.ownLoan[i]).toBe(NONE);
    }
    expect(selective.ownLoan.filter((loan) => loan !== NONE).length).toBeGreaterThan(50);
  });

  it('is granted by the traditional lender alone to those it approves, and is no loan of ours', () => {
    for (const i of positionsOf(trial)) {
      if (trial.channel[i] !== CHANNEL.traditional) continue;
      expect(trial.ownLoan[i]).toBe(NONE);
      expect(trial.firstPending[i] !== NONE).toBe(trial.traditional[i] === ANSWER.approved);
      if (trial.firstPending[i] !== NONE) expect(kindOf(trial, i)).toBe(LENDER.traditional);
    }
  });

  it('does not come from a firm that is 30 days late elsewhere', () => {
    const d = openDistrict(world, 0, 300);
    const i = positionsOf(d).find((f) => asksUs(d, f))!;
    const at = openWeek(d, runOf(world), 60);
    d.nextDue[i] = at.start - LATE_DAYS;
    applyForLoan(d, at, i);
    expect([d.applied[i], d.ownLoan[i], d.traditional[i]]).toEqual([0, NONE, ANSWER.none]);
    d.nextDue[i] = at.start - LATE_DAYS + 1;
    applyForLoan(d, at, i);
    expect(d.applied[i]).toBeGreaterThan(0);
  });

  it('plans to invest what the use says and is not taken out', () => {
    for (const i of positionsOf(trial)) {
      if (!asksUs(trial, i)) continue;
      const invested = [0.1, 0.7, 0.4, 0.5][trial.appliedPurpose[i]!]! * (1 - trial.extractShare[i]!);
      expect(trial.toInvest[i]).toBe(Math.round(invested * trial.applied[i]!));
    }
  });
});

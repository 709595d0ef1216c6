import { describe, expect, it } from 'vitest';
import { addMonths, dayOf } from '../../../src/core/index.ts';
import { copyState, type District, openDistrict, twinOf } from '../../../src/world/economy/district.ts';
import { NEVER, NONE } from '../../../src/world/economy/layout.ts';
import { livesOf } from '../../../src/world/economy/life-of.ts';
import {
  dueInstalments,
  grantLoan,
  LENDER,
  LENDERS_PER_KIND,
  receiveLoans,
  repayLoans,
} from '../../../src/world/economy/loan-book.ts';
import { runWeeks } from '../../../src/world/economy/run.ts';
import { FRAUDS } from '../../../src/world/fraud.ts';
import { BAD_DAYS, dueDay, type Loan, OUTCOME_MONTHS, outcomeOf } from '../../../src/world/loans.ts';
import { flowOf, livedUntil, positionsOf, runOf, strained, weekOf, worldOf } from './districts.ts';

const world = worldOf({}, 7, 12);
const { week0, nWeeks } = world.timeline;
const OWN = LENDER.own * LENDERS_PER_KIND;

function viewOf(d: District, loan: number): Loan {
  return {
    lender: 'own',
    lenderName: 'OWN',
    openedDay: d.loanOpened[loan]!,
    principalFen: d.loanPrincipal[loan]!,
    instalmentFen: d.loanInstalment[loan]!,
    termMonths: d.loanTerm[loan]!,
    paidDays: [],
    abandoned: false,
  };
}

/** A firm that forgets nothing, with a loan opened on a day. */
function lend(openedDay: number, termMonths = 12): District {
  const d = openDistrict(world, 0, 1);
  d.forgetfulness[0] = 0;
  d.honesty[0] = 1;
  grantLoan(d, 0, {
    lender: OWN,
    openedDay,
    principalFen: 1_200_000,
    instalmentFen: 110_000,
    termMonths,
  });
  return d;
}

describe('grantLoan', () => {
  it('knows the due days of loans.ts by table, for every day of opening and any term', () => {
    for (let openedDay = week0; openedDay < week0 + 800; openedDay++) {
      const d = lend(openedDay, 60);
      expect(d.loanDue[0]).toBe(dueDay(viewOf(d, 0), 0));
    }
  });

  it('keeps what is on its way in order of arrival, and takes no more than the book has room for', () => {
    const d = lend(week0 + 20);
    const grant = { lender: OWN, principalFen: 100, instalmentFen: 10, termMonths: 12 };
    for (const openedDay of [week0 + 30, week0 + 10, week0 + 20]) grantLoan(d, 0, { ...grant, openedDay });
    const order: number[] = [];
    for (let loan = d.firstPending[0]!; loan !== NONE; loan = d.loanNext[loan]!) order.push(loan);
    expect(order).toEqual([2, 0, 3, 1]);
    expect(d.nextArrival[0]).toBe(week0 + 10);
    const openedDay = week0 + 40;
    while (d.counts[0]! < d.maxLoans) expect(grantLoan(d, 0, { ...grant, openedDay })).toBe(true);
    expect(grantLoan(d, 0, { ...grant, openedDay })).toBe(false);
    expect(d.counts[0]).toBe(d.maxLoans);
  });
});

describe('receiveLoans', () => {
  it('brings the money in the week of the opening', () => {
    const d = lend(week0 + 9);
    const cash = d.cash[0]!;
    receiveLoans(d, weekOf(d, 0));
    expect(d.cash[0]).toBe(cash);
    receiveLoans(d, weekOf(d, 1));
    expect(d.cash[0]).toBe(cash + 1_200_000);
    expect([d.openLoans[0], d.instalments[0], d.debt[0]]).toEqual([1, 110_000, 12 * 110_000]);
    expect(flowOf(d, 1, 'loan', 0)).toBe(1_200_000);
    expect(d.nextArrival[0]).toBe(NEVER);
  });
});

describe('repayLoans', () => {
  const opened = dayOf(2025, 1, 31);
  const weekAt = (d: District, day: number) => weekOf(d, Math.floor((day - week0) / 7));

  it('pays each instalment in the week it is due, on its day', () => {
    const d = lend(opened, 6);
    receiveLoans(d, weekAt(d, opened));
    d.cash[0] = 1e9;
    for (let day = opened; day < opened + 250; day += 7) repayLoans(d, weekAt(d, day), 0);
    expect([...d.tape.paidDays.subarray(0, 6)]).toEqual(
      Array.from({ length: 6 }, (_, k) => dueDay(viewOf(d, 0), k)),
    );
    expect(d.cash[0]).toBe(1e9 - 6 * 110_000);
    expect([d.openLoans[0], d.instalments[0], d.debt[0]]).toEqual([0, 0, 0]);
    expect([d.firstLoan[0], d.lastLoan[0], d.nextDue[0]]).toEqual([NONE, NONE, NEVER]);
  });

  it('turns bad once, in the week in which the oldest instalment is 90 days old', () => {
    const d = lend(opened);
    receiveLoans(d, weekAt(d, opened));
    d.cash[0] = 0;
    const badDay = dueDay(viewOf(d, 0), 0) + BAD_DAYS;
    for (let day = opened; day < opened + 300; day += 7) {
      const at = weekAt(d, day);
      repayLoans(d, at, 0);
      expect(at.turnedBad).toEqual(badDay >= at.start && badDay <= at.end ? [0] : []);
    }
    expect(d.loanBadDay[0]).toBe(badDay);
    expect(dueInstalments(d, weekAt(d, opened + 295), 0)).toBe(9 * 110_000);
  });

  it('pays whole instalments only, the oldest loan first', () => {
    const d = lend(opened);
    grantLoan(d, 0, {
      lender: OWN,
      openedDay: opened + 1,
      principalFen: 100,
      instalmentFen: 60_000,
      termMonths: 6,
    });
    receiveLoans(d, weekAt(d, opened + 1));
    d.cash[0] = 150_000;
    repayLoans(d, weekAt(d, dueDay(viewOf(d, 1), 0)), 0);
    expect([d.loanPaid[0], d.loanPaid[1], d.cash[0]]).toEqual([1, 0, 40_000]);
  });
});

describe('the loans of a district', () => {
  const d = livedUntil(world, 1000);
  const lives = livesOf(d, runOf(world).draws);

  it('are due next on the days that loans.ts tells', () => {
    let checked = 0;
    for (let loan = 0; loan < d.counts[0]!; loan++) {
      if (d.loanPaid[loan] === d.loanTerm[loan]) continue;
      expect(d.loanDue[loan]).toBe(dueDay(viewOf(d, loan), d.loanPaid[loan]!));
      checked += 1;
    }
    expect(checked).toBeGreaterThan(300);
  });

  it('add up to what each firm is counted to owe', () => {
    for (const i of positionsOf(d)) {
      const sums = { open: 0, instalments: 0, debt: 0, due: NEVER as number };
      for (let loan = d.firstLoan[i]!; loan !== NONE; loan = d.loanNext[loan]!) {
        expect(d.loanFirm[loan]).toBe(i);
        sums.open += 1;
        sums.instalments += d.loanInstalment[loan]!;
        sums.debt += d.loanInstalment[loan]! * (d.loanTerm[loan]! - d.loanPaid[loan]!);
        sums.due = Math.min(sums.due, d.loanDue[loan]!);
      }
      const counted = [d.openLoans[i], d.instalments[i], d.debt[i], d.nextDue[i]];
      expect(counted).toEqual([sums.open, sums.instalments, sums.debt, sums.due]);
    }
  });

  it('turn bad on the day that their outcome tells, also those whose firm is no more', () => {
    let [bads, ofDead] = [0, 0];
    for (const [i, { application, deathDay }] of lives.entries()) {
      if (!application?.loan) continue;
      const { badDay } = outcomeOf(application.loan);
      const known = d.loanBadDay[d.ownLoan[i]!]!;
      const windowEnd = addMonths(application.loan.openedDay, OUTCOME_MONTHS);
      expect(known <= windowEnd ? known : undefined).toBe(badDay);
      if (badDay === undefined) continue;
      bads += 1;
      if (deathDay !== undefined && deathDay < badDay) ofDead += 1;
    }
    expect(bads).toBeGreaterThan(20);
    expect(ofDead).toBeGreaterThan(5);
  });
});

describe('callGuarantors', () => {
  it('makes the guarantor of a bad loan of ours owe its part of the rest, and nobody else', () => {
    const called = (guaranteeCalled: number) =>
      worldOf({ ...strained, network: { linkedShare: 0, guaranteedShare: 1, guaranteeCalled } }, 7, 12);
    const half = openDistrict(called(0.5), 0, 1000);
    const full = twinOf(half, called(1));
    let calls = 0;
    for (let week = 0; week < nWeeks; week++) {
      copyState(half, full);
      const before = half.loanBadDay.slice();
      for (const d of [half, full]) runWeeks(d, runOf(d.world), week, week + 1);
      const expected = new Float64Array(half.n);
      for (let loan = 0; loan < half.counts[0]!; loan++) {
        const i = half.loanFirm[loan]!;
        const guarantor = half.guarantor[i]!;
        const turned = before[loan] !== half.loanBadDay[loan] && half.loanBadDay[loan] !== NEVER;
        if (!turned || half.loanLender[loan] !== OWN || guarantor === NONE) continue;
        if (half.deathWeek[guarantor] !== NEVER) continue;
        const rest = (half.loanTerm[loan]! - half.loanPaid[loan]!) * half.loanInstalment[loan]!;
        expected[guarantor]! += rest - Math.round(0.5 * rest);
        calls += 1;
      }
      for (const i of positionsOf(half)) expect(full.payables[i]! - half.payables[i]!).toBe(expected[i]);
    }
    expect(calls).toBeGreaterThan(5);
  });
});

describe('fraudsters', () => {
  const share = 0.03;
  const shares = Object.fromEntries(FRAUDS.map((kind) => [kind, kind === 'shell' ? 0.015 : share]));
  const fraudulent = worldOf({ fraud: { shareOfApplications: { ...shares, 'review-brushing': 0 } } }, 7, 12);
  const d = livedUntil(fraudulent, 1000);
  const { intents, stacking } = fraudulent.scenario.fraud;
  const ownLoans = positionsOf(d).flatMap((i) => {
    const loan = d.ownLoan[i]!;
    const kind = d.roles.kinds[i];
    const arrived =
      loan !== NONE && (d.loanOpened[loan]! - week0) / 7 < Math.min(d.deathWeek[i]! + 1, nWeeks);
    return arrived ? [{ i, loan, kind }] : [];
  });

  it('take their part of the money out on arrival', () => {
    let seen = 0;
    for (const { i, loan, kind } of ownLoans) {
      if (!kind) continue;
      const week = Math.floor((d.loanOpened[loan]! - week0) / 7);
      const part = Math.floor(intents[kind].extractShare * d.loanPrincipal[loan]!);
      expect(flowOf(d, week, 'owner', i)).toBeGreaterThanOrEqual(part);
      seen += 1;
    }
    expect(seen).toBeGreaterThan(60);
  });

  it('stop on purpose after the instalments they meant to pay, the honest of good faith never', () => {
    let [stopped, exactly] = [0, 0];
    for (const { i, loan, kind } of ownLoans) {
      const last = d.stopAfter[i]!;
      if (!kind) expect(last).toBe(NEVER);
      if (last === NEVER || d.loanAbandoned[loan] === 0) continue;
      const [least, most] = intents[kind!].stopAfter;
      expect(last >= least && last <= most).toBe(true);
      expect(d.loanPaid[loan]).toBeGreaterThanOrEqual(Math.min(last, d.loanTerm[loan]!));
      stopped += 1;
      if (d.loanPaid[loan] === last) exactly += 1;
      // Nobody who stopped at the first instalment ever paid one.
      if (last === 0) expect(d.loanPaid[loan]).toBe(0);
    }
    expect(stopped).toBeGreaterThan(20);
    // Who catches up on several instalments at once may overshoot.
    expect(exactly / stopped).toBeGreaterThan(0.9);
    const walkers = ownLoans.filter(({ loan, kind }) => !kind && d.loanAbandoned[loan] === 1);
    for (const { i } of walkers)
      expect(d.honesty[i]).toBeLessThan(fraudulent.scenario.credit.walkAwayHonesty);
  });

  it('turn bad far more often where they mean to stop', () => {
    const rate = (kept: typeof ownLoans): number =>
      kept.filter(({ loan }) => d.loanBadDay[loan]! <= addMonths(d.loanOpened[loan]!, OUTCOME_MONTHS))
        .length / kept.length;
    const takeovers = ownLoans.filter(({ kind }) => kind === 'identity-takeover');
    expect(takeovers.length).toBeGreaterThan(5);
    expect(rate(takeovers)).toBe(1);
    const honest = rate(ownLoans.filter(({ kind }) => !kind));
    expect(rate(ownLoans.filter(({ kind }) => kind === 'shell' || kind === 'loan-stacking'))).toBeGreaterThan(
      5 * honest,
    );
  });

  it('stack loans of many platforms within two weeks of their application, and nobody else does', () => {
    const platformLoans = (i: number): number => {
      let count = 0;
      for (let loan = 0; loan < d.counts[0]!; loan++) {
        const since = d.loanOpened[loan]! - d.applicationDay[i]!;
        const isPlatform = Math.floor(d.loanLender[loan]! / LENDERS_PER_KIND) === LENDER.platform;
        if (d.loanFirm[loan] === i && isPlatform && since >= -6 && since <= 14) count += 1;
      }
      return count;
    };
    const [least] = stacking.platforms;
    const applicants = positionsOf(d).filter((i) => d.applied[i]! > 0);
    const stackers = applicants.filter((i) => d.roles.kinds[i] === 'loan-stacking');
    expect(stackers.length).toBeGreaterThan(5);
    for (const i of stackers) expect(platformLoans(i)).toBeGreaterThanOrEqual(least);
    for (const i of applicants)
      if (d.roles.kinds[i] !== 'loan-stacking') expect(platformLoans(i)).toBeLessThan(least);
  });

  it('ask for more than the honest of their size', () => {
    const ratio = (kept: (kind: string | undefined) => boolean): number => {
      const logs = ownLoans
        .filter(({ kind }) => kept(kind))
        .map(({ i }) => Math.log(d.applied[i]! / d.weeklySales[i]!));
      return logs.reduce((a, b) => a + b, 0) / logs.length;
    };
    expect(ratio((kind) => kind !== undefined)).toBeGreaterThan(ratio((kind) => kind === undefined) + 0.1);
  });
});

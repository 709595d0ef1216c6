import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyState, type District, openDistrict, twinOf } from '../../../src/world/economy/district.ts';
import { openDraws } from '../../../src/world/economy/draws.ts';
import { NEVER } from '../../../src/world/economy/layout.ts';
import { runWeeks } from '../../../src/world/economy/run.ts';
import { FRAUDS } from '../../../src/world/fraud.ts';
import { FLOWS, N_INFLOWS } from '../../../src/world/life.ts';
import { REGIMES } from '../../../src/world/macro.ts';
import { baselineScenario } from '../../../src/world/scenario.ts';
import { mergeDeep } from '../../../src/world/scenario-merge.ts';
import { parseScenario } from '../../../src/world/scenario-schema.ts';
import { openWorld } from '../../../src/world/world.ts';
import { livedUntil, positionsOf, runOf, strained, worldOf } from './districts.ts';

/** Fails unless every week of every firm closes with opening + receipts - payments, whole and never negative. */
function assertCashIdentity(d: District): void {
  for (let i = 0; i < d.n; i++) {
    let cash = d.tape.openingCash[i]!;
    for (let week = 0; week < d.world.timeline.nWeeks; week++) {
      const lived = week <= d.deathWeek[i]!;
      for (let slot = 0; slot < FLOWS.length; slot++) {
        const amount = d.tape.flows[(week * FLOWS.length + slot) * d.n + i]!;
        if (!(Number.isSafeInteger(amount) && amount >= 0) || (!lived && amount !== 0))
          throw new Error(`firm ${i} week ${week} ${FLOWS[slot]}: ${amount}, lived ${lived}`);
        cash += slot < N_INFLOWS ? amount : -amount;
      }
      if (lived && (d.tape.cash[week * d.n + i] !== cash || !(cash >= 0)))
        throw new Error(`firm ${i} week ${week}: ${d.tape.cash[week * d.n + i]} is not ${cash}`);
    }
    if (d.cash[i] !== cash) throw new Error(`firm ${i} ends with ${d.cash[i]}, not ${cash}`);
  }
}

/** Lives a district week by week; fails unless after each what firms owe each other adds up from every side. */
function assertConserved(d: District, nWeeks: number): void {
  const { seller, buyer } = d.network;
  const run = runOf(d.world);
  const problem = (week: number, what: string, got: number, expected: number): void => {
    if (got !== expected) throw new Error(`week ${week}: ${what} ${got}, expected ${expected}`);
  };
  for (let week = 0; week < nWeeks; week++) {
    const owedBefore = d.linkOwed.slice();
    const transitBefore = d.transit.slice();
    runWeeks(d, run, week, week + 1);
    const sums = { owes: zeros(d.n), owed: zeros(d.n), sold: zeros(d.n), paid: zeros(d.n) };
    for (let link = 0; link < seller.length; link++) {
      const [s, b] = [seller[link]!, buyer[link]!];
      const delivered = d.tape.delivered[week * seller.length + link]!;
      const paid = d.tape.paid[week * seller.length + link]!;
      const owed = d.linkOwed[link]!;
      if (!(Number.isSafeInteger(owed) && owed >= 0 && delivered >= 0 && paid >= 0))
        throw new Error(`week ${week} link ${link}: ${owed} owed, ${delivered} delivered, ${paid} paid`);
      const ended = Math.min(d.deathWeek[s]!, d.deathWeek[b]!) <= week;
      problem(week, `link ${link} owes`, owed, ended ? 0 : owedBefore[link]! + delivered - paid);
      if (Math.min(d.deathWeek[s]!, d.deathWeek[b]!) < week)
        problem(week, `link ${link} of a dead firm delivers`, delivered, 0);
      if (d.deathWeek[b]! < week) problem(week, `dead buyer of link ${link} pays`, paid, 0);
      sums.owes[b]! += owed;
      sums.owed[s]! += owed;
      sums.sold[s]! += delivered;
      sums.paid[s]! += paid;
    }
    for (let i = 0; i < d.n; i++) {
      problem(week, `payables of ${i}`, d.linkedPayables[i]!, sums.owes[i]!);
      problem(week, `transit to ${i}`, d.transit[i]!, sums.paid[i]!);
      problem(week, `incoming of ${i}`, d.incoming[i]!, transitBefore[i]!);
      problem(week, `sales of ${i}`, d.linkedSales[i]!, sums.sold[i]!);
      if (d.deathWeek[i] === NEVER)
        problem(week, `receivables of ${i}`, d.linkedReceivables[i]!, sums.owed[i]! + d.transit[i]!);
    }
  }
}

function zeros(n: number): Float64Array {
  return new Float64Array(n);
}

const oneOf = (...values: number[]): fc.Arbitrary<number> => fc.constantFrom(...values);
const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

/** Changes of the baseline anywhere in the ranges of the schema, the ends of the ranges most of all. */
const anyChanges = fc.record({
  firm: fc.record({
    medianMonthlySalesYuan: oneOf(80_000, 10_000_000),
    demandSd: oneOf(0, 0.25, 0.5),
    weeklyNoiseSd: between(0, 1),
    accidentsPerYear: oneOf(0, 0.1, 52),
    accidentMonths: between(0, 60),
    privateCrisesPerYear: oneOf(0, 0.1, 52),
    customerDefaultPerYear: oneOf(0, 0.6, 52),
    customerLossPerYear: oneOf(0, 0.8, 52),
    marginSd: oneOf(0, 0.04, 1),
    bufferMonths: oneOf(0, 0.8, 60),
    livingShare: between(0, 1),
    wealthMonths: oneOf(0, 0.3, 60),
  }),
  peckingOrder: fc.record({
    supplierPatience: between(1, 20),
    payrollPatienceMonths: between(0.1, 24),
    ownerLogSd: between(0, 2),
  }),
  credit: fc.record({
    annualRate: oneOf(0, 0.108, 2),
    acceptance: oneOf(0, 0.68, 1),
    acceptancePerLoan: oneOf(0, 0.1),
    plannedLoansPerYear: oneOf(0, 1.2, 3),
    amountPerSales: oneOf(0.001, 0.08, 1),
    applicantShare: between(0, 1),
    walkAwayHonesty: between(0, 1),
  }),
  network: fc.record({
    linkedShare: between(0, 1),
    suppliersMean: between(1, 8),
    tailExponent: between(1, 10),
    sameRegion: between(0, 1),
    guaranteedShare: between(0, 1),
    guaranteeCalled: between(0, 1),
  }),
  fraud: fc.record({
    shareOfApplications: fc.record(Object.fromEntries(FRAUDS.map((kind) => [kind, oneOf(0, 0.001, 0.025)]))),
    groupSize: fc.constantFrom([2, 2], [3, 7], [10, 50]),
    adaptation: between(0, 1),
    stacking: fc.record({
      platforms: fc.constantFrom([1, 1], [8, 28], [28, 28]),
      amountMonths: between(0, 12),
    }),
  }),
  lenders: fc.record({
    granting: fc.constantFrom('trial', 'traditional'),
    bothShare: between(0, 1),
    traditionalShare: between(0, 1),
  }),
  macro: fc.record({
    firstRegime: fc.constantFrom(...REGIMES),
    effects: fc.record({
      shock: fc.record({ logDemand: oneOf(-5, 0.7), logEnergyPrice: oneOf(-2, 2) }),
    }),
  }),
});
const anySeed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('a district in any valid scenario', () => {
  it('keeps cash an identity to the fen and never negative, and conserves what its firms owe each other', () => {
    fc.assert(
      fc.property(anyChanges, anySeed, fc.nat(9_999_000), (changes, seed, first) => {
        const scenario = parseScenario(mergeDeep(baselineScenario, changes), 'random');
        const d = openDistrict(openWorld(scenario, seed, 6), first, 60);
        assertConserved(d, d.world.timeline.nWeeks);
        assertCashIdentity(d);
      }),
      { seed: 11, numRuns: 100 },
    );
  });
});

describe('a district of the usual size', () => {
  it('keeps both in the baseline and under strain', () => {
    for (const changes of [{}, strained]) {
      const d = openDistrict(worldOf(changes, 3, 12), 0, 1000);
      assertConserved(d, d.world.timeline.nWeeks);
      assertCashIdentity(d);
      const traded = d.tape.delivered.reduce((a, b) => a + b, 0);
      expect(traded).toBeGreaterThan(0);
      // Death is part of what is conserved: without it the check would be a weak one.
      expect(d.deathWeek.filter((week) => week !== NEVER).length).toBeGreaterThan(50);
    }
  });

  it('counts the weeks its firms live', () => {
    const world = worldOf(strained, 5, 6);
    const d = openDistrict(world, 0, 200);
    const { nWeeks } = world.timeline;
    const lived = runWeeks(d, runOf(world), 0, nWeeks);
    const expected = positionsOf(d).reduce((sum, i) => sum + Math.min(nWeeks, d.deathWeek[i]! + 1), 0);
    expect(lived).toBe(expected);
    expect(lived).toBeLessThan(200 * nWeeks);
  });
});

describe('the death of a firm', () => {
  const world = worldOf(strained, 9, 12);
  const { nWeeks, firstBookWeek } = world.timeline;

  it('comes to nobody before the book begins: fresh capital does', () => {
    const d = livedUntil(world, 400);
    expect(Math.min(...d.deathWeek)).toBeGreaterThanOrEqual(firstBookWeek);
    expect(d.deathWeek.filter((week) => week !== NEVER).length).toBeGreaterThan(100);
  });

  it('costs its suppliers exactly what it owed them, and its buyers nothing', () => {
    const d = openDistrict(world, 0, 400);
    const { seller, buyer } = d.network;
    let lostInAll = 0;
    for (let week = 0; week < nWeeks; week++) {
      const before = { owed: d.linkOwed.slice(), receivables: d.linkedReceivables.slice() };
      const owing = positionsOf(d).map((i) => d.payables[i]! + d.linkedPayables[i]!);
      runWeeks(d, runOf(world), week, week + 1);
      const expected = before.receivables;
      for (let i = 0; i < d.n; i++) expected[i]! -= d.incoming[i]!;
      for (let link = 0; link < seller.length; link++) {
        const at = week * seller.length + link;
        const [s, b] = [seller[link]!, buyer[link]!];
        expected[s]! += d.tape.delivered[at]!;
        if (d.deathWeek[b] !== week) continue;
        const lost = before.owed[link]! + d.tape.delivered[at]! - d.tape.paid[at]!;
        expected[s]! -= lost;
        if (d.deathWeek[s] === NEVER) lostInAll += lost;
      }
      for (let i = 0; i < d.n; i++)
        if (d.deathWeek[i] === NEVER && d.linkedReceivables[i] !== expected[i])
          throw new Error(`firm ${i} week ${week}: ${d.linkedReceivables[i]} is not ${expected[i]}`);
      for (let link = 0; link < seller.length; link++) {
        const b = buyer[link]!;
        if (d.deathWeek[seller[link]!] !== week || d.deathWeek[b] !== NEVER) continue;
        // The debt to the dead is owed on, to a liquidator: it may shrink by what is paid, not by the death.
        const paid = d.tape.flows[(week * FLOWS.length + FLOWS.indexOf('purchase')) * d.n + b]!;
        expect(d.payables[b]! + d.linkedPayables[b]!).toBeGreaterThanOrEqual(owing[b]! - paid);
      }
    }
    expect(lostInAll).toBeGreaterThan(0);
  });

  it('ends everything: no sale, no order, no delivery, no payment of goods or bills after it', () => {
    const d = livedUntil(world, 300);
    const { seller, buyer } = d.network;
    const faults: string[] = [];
    for (const i of positionsOf(d)) {
      const death = d.deathWeek[i]!;
      for (let week = death + 1; week < nWeeks; week++)
        if (d.tape.sales[week * d.n + i] !== 0 || d.tape.orders[week * d.n + i] !== 0)
          faults.push(`firm ${i} trades in week ${week}`);
      const deathDay = death === NEVER ? NEVER : world.timeline.week0 + 7 * death + 6;
      for (const paid of [d.month.taxPaidDay, d.month.utilityPaidDay, d.month.socialPaidDay])
        for (let month = 0; month < d.nMonths; month++) {
          const day = paid[month * d.n + i]!;
          if (day !== NEVER && day > deathDay) faults.push(`firm ${i} pays on ${day}`);
        }
    }
    for (let at = 0; at < d.tape.delivered.length; at++) {
      const link = at % seller.length;
      const week = Math.floor(at / seller.length);
      const ended = Math.min(d.deathWeek[seller[link]!]!, d.deathWeek[buyer[link]!]!);
      if (week > ended && d.tape.delivered[at] !== 0) faults.push(`link ${link} delivers in week ${week}`);
      if (week > d.deathWeek[buyer[link]!]! && d.tape.paid[at] !== 0)
        faults.push(`link ${link} pays in week ${week}`);
    }
    expect(faults).toEqual([]);
    expect(d.deathWeek.filter((week) => week < nWeeks - 10).length).toBeGreaterThan(50);
  });
});

describe('a fork', () => {
  const world = worldOf({}, 7, 12);
  const FORK = 60;
  const UNTIL = 100;
  const present = livedUntil(world, 300, FORK);

  it('lives the same weeks bit for bit with the same draws', () => {
    const twin = twinOf(present, world);
    copyState(present, twin);
    const straight = livedUntil(world, 300, UNTIL);
    runWeeks(twin, runOf(world), FORK, UNTIL);
    expect(Buffer.compare(twin.bytes, straight.bytes)).toBe(0);
    const weeks = (tape: Float64Array): Float64Array => tape.subarray(FORK * 300, UNTIL * 300);
    expect(weeks(twin.tape.cash)).toEqual(weeks(straight.tape.cash));
    expect(weeks(twin.tape.sales)).toEqual(weeks(straight.tape.sales));
  });

  it('of another future differs from its week on and not before, and from every other future', () => {
    const future = (number: number): District => {
      const d = openDistrict(world, 0, 300);
      const draws = openDraws(world.seed, world.timeline.nWeeks, { week: FORK, future: number });
      runWeeks(d, { draws, granting: 'trial' }, 0, FORK + 1);
      return d;
    };
    const straight = livedUntil(world, 300, FORK + 1);
    const [first, second] = [future(0), future(1)];
    const inWeek = (d: District, week: number): Float64Array =>
      d.tape.sales.subarray(week * 300, (week + 1) * 300);
    const past = (d: District): Float64Array => d.tape.cash.subarray(0, FORK * 300);
    for (const d of [first, second]) {
      expect(past(d)).toEqual(past(straight));
      for (const i of positionsOf(d))
        if (d.deathWeek[i]! >= FORK) expect(inWeek(d, FORK)[i]).not.toBe(inWeek(straight, FORK)[i]);
    }
    expect(inWeek(first, FORK)).not.toEqual(inWeek(second, FORK));
  });

  it('leaves the state it came from alone', () => {
    const bytes = present.bytes.slice();
    const twin = twinOf(present, world);
    copyState(present, twin);
    runWeeks(twin, runOf(world), FORK, FORK + 4);
    expect(Buffer.compare(present.bytes, bytes)).toBe(0);
  });
});

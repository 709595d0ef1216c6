import { describe, expect, it } from 'vitest';
import { addMonths } from '../../src/core/index.ts';
import { CHANNEL } from '../../src/world/economy/channels.ts';
import type { District } from '../../src/world/economy/district.ts';
import { NEVER, NONE } from '../../src/world/economy/layout.ts';
import { OUTCOME_MONTHS } from '../../src/world/loans.ts';
import { simulateCounterfactual, simulateDistrict } from '../../src/world/simulate-district.ts';
import { positionsOf, worldOf } from './economy/districts.ts';

const lived = simulateDistrict(worldOf({}, 7, 12), 0, 500);

describe('simulateDistrict', () => {
  it('is a pure function of world, first firm and number of firms', () => {
    const again = simulateDistrict(worldOf({}, 7, 12), 0, 500);
    expect(again.lives).toEqual(lived.lives);
    expect(Buffer.compare(again.district.bytes, lived.district.bytes)).toBe(0);
    expect(simulateDistrict(worldOf({}, 8, 12), 0, 500).lives[0]).not.toEqual(lived.lives[0]);
  });

  it('counts the weeks its firms lived', () => {
    expect(lived.firmWeeks).toBe(lived.lives.reduce((sum, { nWeeks }) => sum + nWeeks, 0));
  });

  it('lives other firms in other districts', () => {
    const other = simulateDistrict(worldOf({}, 7, 12), 1000, 20);
    expect(other.lives.map(({ traits }) => traits.firm)).toEqual(
      Array.from({ length: 20 }, (_, i) => 1000 + i),
    );
  });
});

describe('simulateCounterfactual', () => {
  it('lives the same district again where the granting is the same', () => {
    const again = simulateCounterfactual(lived, 'trial');
    expect(Buffer.compare(again.bytes, lived.district.bytes)).toBe(0);
  });

  it('is the same world until the first loan of ours that was not granted', () => {
    const none = simulateCounterfactual(lived, 'none');
    const { district: d } = lived;
    const { applicationFrom, week0 } = d.world.timeline;
    const before = Math.floor((applicationFrom - week0) / 7) * d.n;
    expect(none.tape.cash.subarray(0, before)).toEqual(d.tape.cash.subarray(0, before));
    expect(none.ownLoan.every((loan) => loan === NONE)).toBe(true);
    expect(none.tape.cash).not.toEqual(d.tape.cash);
    // The branch judges what it would have judged.
    const first = positionsOf(d)
      .filter((i) => d.applied[i]! > 0)
      .sort((a, b) => d.applicationDay[a]! - d.applicationDay[b]!)[0]!;
    expect(none.traditional[first]).toBe(d.traditional[first]);
  });

  it('grants a selective lender fewer loans, of which fewer turn bad', () => {
    const world = worldOf({}, 7, 24);
    const trial = simulateDistrict(world, 0, 1000);
    const selective = simulateCounterfactual(trial, 'traditional');
    const loansOf = (d: District): number[] => [...d.ownLoan].filter((loan) => loan !== NONE);
    const bads = (d: District): number =>
      loansOf(d).filter((loan) => d.loanBadDay[loan]! <= addMonths(d.loanOpened[loan]!, OUTCOME_MONTHS))
        .length;
    expect(loansOf(selective).length).toBeLessThan(0.9 * loansOf(trial.district).length);
    expect(loansOf(selective).length).toBeGreaterThan(100);
    expect(bads(selective)).toBeLessThan(bads(trial.district));
    for (const d of [trial.district, selective])
      for (const i of positionsOf(d)) {
        if (d.ownLoan[i] === NONE) continue;
        expect([CHANNEL.own, CHANNEL.both]).toContain(d.channel[i]);
        expect(d.loanBadDay[d.ownLoan[i]!]! > 0 && d.loanBadDay[d.ownLoan[i]!]! <= NEVER).toBe(true);
      }
  });
});

import { describe, expect, it } from 'vitest';
import { addMonths } from '../../src/core/index.ts';
import { asFloat64, columnOf } from '../../src/table/index.ts';
import { CHANNEL } from '../../src/world/economy/channels.ts';
import { NONE } from '../../src/world/economy/layout.ts';
import { OUTCOME_MONTHS } from '../../src/world/loans.ts';
import { countBadFutures, oracleTruth } from '../../src/world/oracle.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { livedUntil, positionsOf, worldOf } from './economy/districts.ts';

const FIRMS = 300;
const book = { scenario: baselineScenario, seed: 7, months: 12, start: 0, end: FIRMS };
const counts = countBadFutures({ ...book, from: 0, to: 4 });
const present = livedUntil(worldOf({}, 7, 12), FIRMS);

describe('countBadFutures', () => {
  it('counts futures of every firm with a loan of ours, and of nobody else', () => {
    expect(counts).toHaveLength(FIRMS);
    for (const i of positionsOf(present)) {
      const asks = present.applied[i]! > 0 && present.channel[i] !== CHANNEL.traditional;
      expect(counts[i]! >= 0).toBe(asks);
      expect(counts[i]!).toBeLessThanOrEqual(4);
    }
  });

  it('adds up over any cut of the futures', () => {
    const [head, tail] = [
      countBadFutures({ ...book, end: 60, from: 0, to: 1 }),
      countBadFutures({ ...book, end: 60, from: 1, to: 3 }),
    ];
    const whole = countBadFutures({ ...book, end: 60, from: 0, to: 3 });
    for (const [i, count] of whole.entries()) expect(count).toBe(count < 0 ? NONE : head[i]! + tail[i]!);
  });

  it('expects about as many bad loans as came, and knows who is at risk', () => {
    const loans = positionsOf(present).filter((i) => present.ownLoan[i] !== NONE);
    const isBad = (i: number): boolean => {
      const loan = present.ownLoan[i]!;
      return present.loanBadDay[loan]! <= addMonths(present.loanOpened[loan]!, OUTCOME_MONTHS);
    };
    const bads = loans.filter(isBad);
    const expected = loans.reduce((sum, i) => sum + counts[i]! / 4, 0);
    // Both are sums of rare events: a Poisson band, the expectation's own error (four futures) included.
    expect(expected).toBeGreaterThan(0);
    expect(Math.abs(bads.length - expected)).toBeLessThan(3.5 * Math.sqrt(expected * 1.25));
    const mean = (of: readonly number[]): number =>
      of.reduce((sum, i) => sum + counts[i]! / 4, 0) / of.length;
    expect(mean(bads)).toBeGreaterThan(2 * mean(loans.filter((i) => !isBad(i))));
  });
});

describe('oracleTruth', () => {
  it('gives one PD a loan from all its futures, in the order of firms', () => {
    const part = { ...book, part: 0, stagingDir: '' };
    const table = oracleTruth(
      [
        { ...part, start: 1000, from: 0, to: 2 },
        { ...part, start: 0, from: 0, to: 2 },
        { ...part, start: 0, from: 2, to: 4 },
      ],
      [
        [2, -1],
        [1, -1, 0],
        [0, -1, 2],
      ],
    );
    const ids = columnOf(table, 'applicationId');
    expect(ids.kind === 'category' && Array.from(ids.codes, (code) => ids.levels[code])).toEqual([
      'A0000000',
      'A0000002',
      'A0001000',
    ]);
    const numbers = (name: string): number[] => {
      const column = columnOf(table, name);
      return column.kind === 'category' ? [] : [...asFloat64(column)];
    };
    expect(numbers('pd')).toEqual([0.25, 0.5, 1]);
    expect(numbers('futures')).toEqual([4, 4, 2]);
  });
});

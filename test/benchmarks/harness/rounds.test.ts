import { expect, it } from 'vitest';
import { byProgram } from '../../../benchmarks/harness/rounds.ts';
import { median, medianAndRange, signed } from '../../../benchmarks/harness/statistics.ts';
import type { TimedRun } from '../../../benchmarks/harness/timed.ts';

interface Run extends TimedRun {
  readonly seconds: number;
}

function run(name: string, round: number, program: string, seconds: number): Run {
  return { case: name, round, program, seconds, load: 1 };
}

it('sets each run beside the reference of its own case and round, and leaves out rounds without one', () => {
  const runs = [
    run('small', 0, 'ours', 1),
    run('small', 0, 'theirs', 3),
    run('large', 0, 'theirs', 50),
    run('large', 0, 'ours', 10),
    run('small', 1, 'theirs', 8),
  ];
  const rows = byProgram(runs, 'ours').map(({ case: name, program, runs: own, pairs }) => ({
    line: `${name} ${program}`,
    runs: own.length,
    ratios: pairs.map(({ run: one, reference }) => one.seconds / reference.seconds),
  }));
  expect(rows).toEqual([
    { line: 'small ours', runs: 1, ratios: [1] },
    { line: 'small theirs', runs: 2, ratios: [3] },
    { line: 'large theirs', runs: 1, ratios: [5] },
    { line: 'large ours', runs: 1, ratios: [1] },
  ]);
});

it('takes the middle of an odd count and the mean of the two middle ones of an even count', () => {
  expect(median([9, 1, 4])).toBe(4);
  expect(median([9, 1, 4, 5])).toBe(4.5);
  expect(medianAndRange([9, 1, 4], 1)).toBe('4.0 (1.0 - 9.0)');
});

it('shows the sign of every difference', () => {
  expect([0.0123, -0.0123, 0].map((value) => signed(value, 3))).toEqual(['+0.012', '-0.012', '+0.000']);
});

import { expect, it } from 'vitest';
import { decide } from '../../src/decision/index.ts';
import { benchApproval } from '../../src/service/index.ts';
import { application, goodInput, standardRules } from '../decision/fixtures.ts';
import { steppingClock } from './fixtures.ts';

it('times every decision of every round and says how', async () => {
  let asked = 0;
  const result = await benchApproval({
    assessAndDecide: (one) => {
      asked += 1;
      return decide({ ...goodInput, application: one }, standardRules);
    },
    applications: [application, { ...application, amountFen: 1 }],
    warmup: 3,
    rounds: 5,
    clock: steppingClock(0.25),
  });
  expect(asked).toBe(13);
  expect(result).toMatchObject({ decisions: 10, outcomes: { approve: 5, review: 0, decline: 5 } });
  // The clock goes on a quarter of a millisecond between two looks.
  expect(result.latency.p50).toBeCloseTo(250, 0);
  expect(result.latency.max).toBeCloseTo(250, 0);
  expect(result.roundsPerSecond).toHaveLength(5);
  expect(result.roundsPerSecond[0]).toBeCloseTo(2000 / (5 * 0.25), 6);
  expect(result.method).toContain('5 rounds of 2 applications after 3 warm-up decisions');
});

it('refuses to measure nothing', async () => {
  const never = () => Promise.reject(new Error('must not run'));
  await expect(
    benchApproval({ assessAndDecide: never, applications: [], warmup: 0, rounds: 1, clock: steppingClock() }),
  ).rejects.toThrow('no application to decide');
});

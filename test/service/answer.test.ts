import { expect, it } from 'vitest';
import { decide } from '../../src/decision/index.ts';
import { answerOf } from '../../src/service/answer.ts';
import { goodInput, standardRules } from '../decision/fixtures.ts';

it('answers in yuan, without the trace', async () => {
  const decision = await decide(goodInput, standardRules);
  const answer = answerOf(decision, 1.5);
  expect(answer).toMatchObject({
    outcome: 'approve',
    limitYuan: 150_000,
    monthlyInstalmentYuan: 13_086.44,
    expectedLossYuan: 975,
    decisionMs: 1.5,
  });
  expect(Object.keys(answer).filter((key) => /Fen|trace/.test(key))).toEqual([]);
});

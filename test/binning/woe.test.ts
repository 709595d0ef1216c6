import { expect, it } from 'vitest';
import { informationValue, makeBin, makeShrunkBin, weightOfEvidence } from '../../src/binning/woe.ts';

const totals = { goods: 900, bads: 100 };

it('is the log of the ratio of shares, worked by hand', () => {
  // 450 of 900 goods against 20 of 100 bads: ln(0.5 / 0.2).
  expect(weightOfEvidence(450, 20, totals)).toBeCloseTo(Math.log(2.5), 14);
  expect(informationValue(450, 20, totals)).toBeCloseTo(0.3 * Math.log(2.5), 14);
});

it('stays finite where a class is empty, and says nothing of no rows', () => {
  expect(weightOfEvidence(90, 0, totals)).toBeCloseTo(Math.log(0.1 / 0.005), 12);
  expect(informationValue(0, 0, totals)).toBe(0);
  expect(makeBin(0, 0, totals).woe).toBe(0);
});

it('pulls a bin of few rows towards 0 and leaves one of many as it is', () => {
  expect(makeShrunkBin(0, 0, totals).woe).toBe(0);
  // Two bads alone: ln((9 / 900) / (3 / 100)).
  expect(makeShrunkBin(0, 2, totals).woe).toBeCloseTo(Math.log(1 / 3), 12);
  expect(makeShrunkBin(450, 20, totals).woe).toBeCloseTo(weightOfEvidence(450, 20, totals), 1);
});

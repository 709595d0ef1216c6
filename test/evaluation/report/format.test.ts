import { describe, expect, it } from 'vitest';
import {
  brief,
  compact,
  figure,
  grouped,
  interval,
  percent,
  pValue,
  shortDecimals,
  signed,
  signedPoints,
  whole,
} from '../../../src/evaluation/report/format.ts';

describe('format', () => {
  it.each([
    [percent(0.1234), '12.3%'],
    [percent(0.00123), '0.12%'],
    [percent(0), '0.0%'],
    [percent(1), '100.0%'],
    [percent(-0.0912), '−9.1%'],
    [figure(0.71149), '0.711'],
    [figure(-1.5), '−1.500'],
    [signed(0.01), '+0.010'],
    [signed(-0.01), '−0.010'],
    [signed(0), '0.000'],
    [interval([0.1, 0.25]), '0.100 to 0.250'],
    [grouped(999), '999'],
    [compact(656_400), '656K'],
    [compact(-0.10931), '−0.109'],
    [compact(12), '12'],
    [grouped(1_234_567), '1,234,567'],
    [grouped(-1234.5), '−1,234.5'],
    [brief(0.4123), '0.412'],
    [brief(1.871), '1.87'],
    [brief(18.24), '18.2'],
    [brief(1640.4), '1,640'],
    [pValue(0.0004), '< 0.001'],
    [pValue(0.0494), '0.049'],
    [whole(-15), '−15'],
    [whole(1234.4), '1,234'],
    [signedPoints(0.021), '+2.1 pp'],
    [signedPoints(-0.1), '−10.0 pp'],
    [shortDecimals('<= -0.03769453831133145'), '<= −0.03769'],
    [shortDecimals('sales > 12345.678901 or missing'), 'sales > 12350 or missing'],
    [shortDecimals('<= 29'), '<= 29'],
    [shortDecimals('version 1.23456.7'), 'version 1.23456.7'],
  ])('prints %s', (got, expected) => {
    expect(got).toBe(expected);
  });
});

import { expect, it } from 'vitest';
import { LEAD_TIME_HEADER, leadTimeRows, leadTimeSummary } from '../../../src/world/check/lead-time-rows.ts';

it('lead times set overdue and good loans side by side, and say what was not seen', () => {
  const sign = { sign: 'law suit', source: 'judicial', meaning: 'somebody sues the firm' };
  const leadTimes = {
    ...{ overdue: 40, withoutDay: 9, good: 120 },
    signs: [
      {
        ...sign,
        overdue: { loans: 40, withSign: 30, medianDays: 81, interval: [52, 127] as const },
        good: { loans: 120, withSign: 1, medianDays: 10, interval: null },
      },
      {
        ...sign,
        overdue: { loans: 40, withSign: 0, medianDays: null, interval: null },
        good: { loans: 0, withSign: 0, medianDays: null, interval: null },
      },
    ],
  };
  const rows = leadTimeRows(leadTimes);
  expect(rows).toEqual([
    ['law suit', '75 % of 40', '81 (52 to 127)', '1 % of 120', '10'],
    ['law suit', '0 % of 40', 'none', 'not measured', 'none'],
  ]);
  expect(rows[0]).toHaveLength(LEAD_TIME_HEADER.length);
  expect(leadTimeSummary(leadTimes)).toContain('40 loans with a known day (9 without), 120 good ones');
});

import { z } from 'zod';
import { commonFields, count, day, defineSource, text } from './contract.ts';

export const outcomes = defineSource({
  name: 'outcomes',
  meaning:
    'What became of a disbursed loan within twelve months: the target of training. Never read by features.',
  record: z.object({
    ...commonFields,
    applicationId: text('the application that led to the loan'),
    bad: z
      .int()
      .min(0)
      .max(1)
      .meta({ column: 'int32', meaning: '1 when 90+ days past due within 12 months of disbursement' }),
    badDate: day('the day 90 days past due was reached; missing when good').optional(),
    maxDaysPastDue: count('worst days past due within the 12 months', 3650),
  }),
  key: ['applicationId'],
  sensitivity: 'business',
  purpose: 'model development and monitoring',
  retentionMonths: 84,
  obtained: 'The lender’s own servicing system.',
});

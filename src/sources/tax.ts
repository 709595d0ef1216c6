import { z } from 'zod';
import { commonFields, count, day, defineSource, fen, oneOf } from './contract.ts';

export const tax = defineSource({
  name: 'tax',
  meaning: 'VAT: monthly filings with declared revenue, payments, and notices of arrears.',
  record: z.object({
    ...commonFields,
    kind: oneOf(
      ['filing', 'payment', 'arrears'],
      'filing of a period, payment for it, or notice of overdue tax',
    ),
    periodStart: day('first day of the month the record is about'),
    amountFen: fen('tax due (filing, arrears) or paid (payment)'),
    declaredRevenueFen: fen('revenue declared for the period; filings only').optional(),
    daysLate: count('days after the due date; 0 when on time', 3650),
  }),
  key: ['firmId', 'periodStart', 'kind'],
  sensitivity: 'business',
  purpose: 'assessment of revenue and of tax discipline',
  retentionMonths: 60,
  obtained: 'Tax authority interface with the firm’s authorisation; a few days after filing or payment.',
});

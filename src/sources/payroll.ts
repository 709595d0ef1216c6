import { z } from 'zod';

import { commonFields, count, day, defineSource, fen, oneOf } from './contract.ts';

export const payroll = defineSource({
  name: 'payroll',
  meaning: 'Social insurance: monthly declarations of staff and wages, payments, and notices of arrears.',
  record: z.object({
    ...commonFields,
    kind: oneOf(
      ['declaration', 'payment', 'arrears'],
      'declaration of a month, payment for it, or notice of arrears',
    ),
    periodStart: day('first day of the month the record is about'),
    insured: count('insured staff; declarations only').optional(),
    wagesFen: fen('wages declared for the month; declarations only').optional(),
    amountFen: fen('contributions due (declaration, arrears) or paid (payment)'),
    daysLate: count('days after the due date; 0 when on time', 3650),
  }),
  key: ['firmId', 'periodStart', 'kind'],
  sensitivity: 'business',
  purpose: 'assessment of staff and of payment discipline',
  retentionMonths: 60,
  obtained: 'Social insurance authority with the firm’s authorisation; about two weeks later.',
});

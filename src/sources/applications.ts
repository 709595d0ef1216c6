import { z } from 'zod';
import { commonFields, count, defineSource, fen, oneOf, text } from './contract.ts';

export const applications = defineSource({
  name: 'applications',
  meaning: 'Applications for a loan.',
  record: z.object({
    ...commonFields,
    applicationId: text('identifier of the application'),
    amountFen: fen('amount asked for'),
    termMonths: count('term asked for, months', 120),
    purpose: oneOf(['operations', 'development', 'hiring', 'marketing'], 'use of funds as stated'),
  }),
  key: ['applicationId'],
  sensitivity: 'business',
  purpose: 'the application itself',
  retentionMonths: 60,
  obtained: 'The applicant.',
});

import { z } from 'zod';
import { commonFields, count, day, defineSource, fen, oneOf, quantity } from './contract.ts';

export const utility = defineSource({
  name: 'utility',
  meaning: 'Electricity and water: monthly bills with use, and payments.',
  record: z.object({
    ...commonFields,
    kind: oneOf(['bill', 'payment'], 'bill for a month or payment of it'),
    service: oneOf(['electricity', 'water'], 'what was supplied'),
    periodStart: day('first day of the month the record is about'),
    usage: quantity('use in the period; bills only', 'kWh or m3').optional(),
    amountFen: fen('amount billed or paid'),
    daysLate: count('days after the due date at payment; 0 on bills', 3650),
  }),
  key: ['firmId', 'periodStart', 'service', 'kind'],
  sensitivity: 'business',
  purpose: 'assessment of activity and of payment discipline',
  retentionMonths: 36,
  obtained:
    'Utility companies or the city data platform with the firm’s authorisation; one to two weeks late.',
});

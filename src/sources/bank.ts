import { z } from 'zod';
import { commonFields, count, defineSource, fen, oneOf, text } from './contract.ts';

export const bank = defineSource({
  name: 'bank',
  meaning: 'Transactions of the firm’s settlement account.',
  record: z.object({
    ...commonFields,
    sequence: count('number of the transaction within the account and day'),
    direction: oneOf(['in', 'out'], 'money received or paid'),
    category: oneOf(
      ['sales', 'purchase', 'payroll', 'rent', 'tax', 'utility', 'loan', 'repayment', 'owner', 'other'],
      'purpose as classified by the account bank',
    ),
    amountFen: fen('amount'),
    balanceFen: fen('balance after the transaction; an overdraft is negative', -1e15),
    counterparty: text('pseudonym of the other side'),
  }),
  key: ['firmId', 'eventDate', 'sequence'],
  sensitivity: 'business',
  purpose: 'assessment of cash flow',
  retentionMonths: 36,
  obtained:
    'Own accounts at once; other banks through open-banking interfaces or statements, about a day late.',
});

import { z } from 'zod';

import { commonFields, count, defineSource, fen, oneOf } from './contract.ts';

export const pos = defineSource({
  name: 'pos',
  meaning: 'Card terminals and payment codes: settlement of each day and channel.',
  record: z.object({
    ...commonFields,
    channel: oneOf(['card', 'wallet'], 'card terminal, or payment code of a wallet'),
    transactions: count('payments of the day'),
    customers: count('distinct payers of the day'),
    amountFen: fen('paid'),
    refundsFen: fen('given back'),
  }),
  key: ['firmId', 'eventDate', 'channel'],
  sensitivity: 'business',
  purpose: 'assessment of daily turnover',
  retentionMonths: 24,
  obtained: 'Acquirer or wallet provider with the firm’s authorisation; the next day.',
});

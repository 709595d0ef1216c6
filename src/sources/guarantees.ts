import { z } from 'zod';

import { commonFields, day, defineSource, fen, oneOf, text } from './contract.ts';

export const guarantees = defineSource({
  name: 'guarantees',
  meaning: 'Guarantees that a firm gave or was given.',
  record: z.object({
    ...commonFields,
    role: oneOf(['guarantor', 'guaranteed'], 'gave or was given'),
    counterparty: text('identifier of the firm on the other side'),
    amountFen: fen('amount guaranteed'),
    endDate: day('day on which it ends'),
  }),
  key: ['firmId', 'counterparty', 'role', 'eventDate'],
  sensitivity: 'business',
  purpose: 'assessment of contingent debt and of groups',
  retentionMonths: 60,
  obtained: 'Movables and guarantee register, credit bureau; one to three weeks later.',
});

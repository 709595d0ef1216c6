import { z } from 'zod';

import { commonFields, defineSource, fen, oneOf, quantity, text } from './contract.ts';

export const customs = defineSource({
  name: 'customs',
  meaning: 'Customs declarations of goods that crossed the border.',
  record: z.object({
    ...commonFields,
    declarationId: text('number of the declaration'),
    direction: oneOf(['export', 'import'], 'which way'),
    country: text('country at the other end, ISO 3166 alpha-2'),
    chapter: text('chapter of the harmonised system, two digits'),
    amountFen: fen('declared value'),
    weightKg: quantity('net weight', 'kg'),
  }),
  key: ['firmId', 'declarationId'],
  sensitivity: 'business',
  purpose: 'assessment of foreign trade',
  retentionMonths: 60,
  obtained: 'Single window for foreign trade with the firm’s authorisation; about a week later.',
});

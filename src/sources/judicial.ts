import { z } from 'zod';

import { commonFields, defineSource, fen, oneOf, text } from './contract.ts';

export const judicial = defineSource({
  name: 'judicial',
  meaning: 'Law suits, enforcement and administrative penalties.',
  record: z.object({
    ...commonFields,
    kind: oneOf(
      ['defendant', 'plaintiff', 'enforcement', 'dishonest', 'penalty'],
      'sued, suing, under enforcement, on the list of dishonest debtors, or fined',
    ),
    caseId: text('number of the case'),
    amountFen: fen('amount in dispute or of the fine'),
  }),
  key: ['firmId', 'caseId', 'kind'],
  sensitivity: 'public',
  purpose: 'due diligence',
  retentionMonths: 60,
  obtained: 'Public registers of courts and authorities; two to eight weeks later.',
});

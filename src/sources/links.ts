import { z } from 'zod';

import { commonFields, defineSource, oneOf, text } from './contract.ts';

export const links = defineSource({
  name: 'links',
  meaning: 'Devices, phones, addresses and owners seen with a firm; firms that share one are linked.',
  record: z.object({
    ...commonFields,
    kind: oneOf(['device', 'phone', 'address', 'owner'], 'what was seen'),
    value: text('salted hash of it: equal values are the same thing'),
  }),
  key: ['firmId', 'kind', 'value'],
  sensitivity: 'personal',
  purpose: 'prevention of fraud',
  retentionMonths: 24,
  obtained: 'The lender’s own application front end and registry; at once.',
});

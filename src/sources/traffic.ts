import { z } from 'zod';

import { commonFields, count, defineSource, quantity } from './contract.ts';

export const traffic = defineSource({
  name: 'traffic',
  meaning: 'Foot traffic at business premises: counts of each week.',
  record: z.object({
    ...commonFields,
    visitors: count('visitors in the week that ended on the event date'),
    dwellMinutes: quantity('mean time they stayed', 'min'),
    returningShare: quantity('share seen in the four weeks before', 'ratio'),
  }),
  key: ['firmId', 'eventDate'],
  sensitivity: 'business',
  purpose: 'assessment of customers on the spot',
  retentionMonths: 24,
  obtained: 'Location data providers, in aggregate; three to seven days later.',
});

import { z } from 'zod';

import { commonFields, count, defineSource, text } from './contract.ts';

export const news = defineSource({
  name: 'news',
  meaning: 'News items that name the firm or its trade and region, in Chinese.',
  record: z.object({
    ...commonFields,
    sequence: count('number of the item within firm and day'),
    outlet: text('pseudonym of the outlet'),
    text: text('headline'),
  }),
  key: ['firmId', 'eventDate', 'sequence'],
  sensitivity: 'public',
  purpose: 'due diligence',
  retentionMonths: 24,
  obtained: 'Public media; the next day.',
});

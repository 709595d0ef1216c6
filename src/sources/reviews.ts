import { z } from 'zod';

import { commonFields, count, defineSource, text } from './contract.ts';

export const reviews = defineSource({
  name: 'reviews',
  meaning: 'Reviews by customers on platforms, in Chinese.',
  record: z.object({
    ...commonFields,
    sequence: count('number of the review within firm and day'),
    platform: text('pseudonym of the platform'),
    reviewer: text('pseudonym of the account that wrote it'),
    stars: count('stars, 1 to 5', 5),
    text: text('what was written'),
  }),
  key: ['firmId', 'eventDate', 'sequence'],
  sensitivity: 'public',
  purpose: 'assessment of service and reputation',
  retentionMonths: 24,
  obtained: 'Public pages of the platforms.',
});

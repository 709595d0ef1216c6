import { z } from 'zod';

import { commonFields, count, defineSource, quantity, text } from './contract.ts';

export const telemetry = defineSource({
  name: 'telemetry',
  meaning: 'Connected machines: work of each week.',
  record: z.object({
    ...commonFields,
    machine: text('pseudonym of the machine'),
    hours: quantity('hours worked in the week that ended on the event date', 'h'),
    load: quantity('mean load while working, share of the rated load', 'ratio'),
    faults: count('fault codes raised'),
    cell: text('cell of a coarse grid in which the machine stood most of the time'),
  }),
  key: ['firmId', 'machine', 'eventDate'],
  sensitivity: 'business',
  purpose: 'assessment of activity and of the collateral’s whereabouts',
  retentionMonths: 24,
  obtained:
    'Platform of the machine’s maker with the firm’s authorisation; a day later, gaps where there is no signal.',
});

import { z } from 'zod';
import { commonFields, count, defineSource, oneOf, quantity, text } from './contract.ts';
import { REGIONS } from './registry.ts';

export const waybills = defineSource({
  name: 'waybills',
  meaning: 'Consignments that a firm sent or received, as carriers recorded them.',
  record: z.object({
    ...commonFields,
    sequence: count('number of the waybill within firm and day'),
    direction: oneOf(['sent', 'received'], 'sent to a customer or received from a supplier'),
    carrier: text('pseudonym of the carrier'),
    otherRegion: oneOf(REGIONS, 'archetype of the region at the other end'),
    pieces: count('parcels or pallets'),
    weightKg: quantity('weight', 'kg'),
  }),
  key: ['firmId', 'eventDate', 'sequence'],
  sensitivity: 'business',
  purpose: 'assessment of goods moved',
  retentionMonths: 24,
  obtained: 'Carriers and freight platforms with the firm’s authorisation; one to three days later.',
});

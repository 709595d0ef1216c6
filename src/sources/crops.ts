import { z } from 'zod';

import { commonFields, defineSource, quantity, text } from './contract.ts';

export const crops = defineSource({
  name: 'crops',
  meaning: 'Satellite tiles of farmland: the vegetation index (NDVI) of each parcel at each overpass.',
  record: z.object({
    ...commonFields,
    parcel: text('pseudonym of the parcel'),
    areaHa: quantity('area of the parcel', 'ha'),
    cloudShare: quantity('share of pixels under cloud', 'ratio'),
    tile: text('8 x 8 pixels by rows, base64 of a byte each: round(200 x NDVI), 255 under cloud'),
  }),
  key: ['firmId', 'parcel', 'eventDate'],
  sensitivity: 'business',
  purpose: 'assessment of the standing crop',
  retentionMonths: 36,
  obtained: 'Public earth observation over parcels that the farmer drew; two to five days later.',
});

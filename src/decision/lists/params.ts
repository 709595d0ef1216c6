import { z } from 'zod';
import { listKinds } from './entry.ts';
import type { ListParams } from './judge-hits.ts';

/** Parameters of the lists step as a part of the file of parameters of a product. */
export const listParamsSchema: z.ZodType<ListParams> = z.strictObject({
  declineKinds: z.array(z.enum(listKinds)),
});

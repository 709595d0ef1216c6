import { z } from 'zod';
import type { IdentityParams } from './facts.ts';

const count = z.int().min(0).max(1_000_000);

/** Parameters of the identity step as a part of the file of parameters of a product. */
export const identityParamsSchema: z.ZodType<IdentityParams> = z.strictObject({
  livenessRequired: z.boolean(),
  minLivenessScore: z.number().min(0).max(1),
  maxDeviceFirms: count,
  maxRecentApplications: count,
  mayBeUnknown: z.array(z.enum(['device', 'recentApplications', 'applicant'])),
});

import { z } from 'zod';
import { dossierSources } from '../../sources/index.ts';
import type { ConsentParams } from './judge-consent.ts';

/** Parameters of the consent step as a part of the file of parameters of a product. */
export const consentParamsSchema: z.ZodType<ConsentParams> = z.strictObject({
  required: z.array(z.enum(dossierSources)),
});

import { z } from 'zod';

/** Ways to make PDs agree with what happens, as `--config {"calibration": ...}` names them. */
export const calibrationKinds = ['none', 'platt', 'isotonic', 'beta'] as const;
export type CalibrationKind = (typeof calibrationKinds)[number];

/** The map from a model's own log-odds to calibrated ones, as an artefact stores it; none of them turns a ranking round. */
export const calibration = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('platt'), slope: z.number().min(0), intercept: z.number() }),
  z.object({ kind: z.literal('isotonic'), x: z.array(z.number()).min(1), y: z.array(z.number()).min(1) }),
  z.object({ kind: z.literal('beta'), a: z.number().min(0), b: z.number().min(0), c: z.number() }),
]);
export type Calibration = z.infer<typeof calibration>;

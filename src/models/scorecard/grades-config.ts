import { z } from 'zod';
import { gradeBand } from '../artefact.ts';

const listed = z
  .array(z.strictObject({ grade: gradeBand.shape.grade.min(1), pdBelow: z.number().positive() }))
  .min(1)
  .max(100)
  .refine((bands) => bands.every(({ pdBelow }, k) => k === 0 || pdBelow > bands[k - 1]!.pdBelow), {
    error: 'pdBelow must ascend: safest grade first',
  })
  .refine((bands) => new Set(bands.map(({ grade }) => grade)).size === bands.length, {
    error: 'each grade has a name of its own',
  });

const counted = z.strictObject({
  /** Most grades. */
  count: z.int().min(2).max(30),
  /** Bads of the training rows that a grade holds at least; fewer leave its rate to luck. OWN: a relative error of about 1/3. */
  minBads: z.int().min(1).default(10),
  /** Neighbouring grades must differ in bad rate at this one-sided p-value (two-proportion z-test); 1 = off. */
  maxPValue: z.number().gt(0).lte(1).default(0.05),
});

/** Grades of a scorecard: PD bands by name, safest first, the last of which takes the rest; or how many to cut. */
export const gradesConfig = z.union([listed, counted], {
  error: 'expected [{grade, pdBelow}, ...], safest first, or {count, minBads, maxPValue}',
});
export type CountedGrades = z.infer<typeof counted>;
export type GradesConfig = z.infer<typeof gradesConfig>;

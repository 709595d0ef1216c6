import { z } from 'zod';
import { fail } from '../../core/index.ts';
import { type Refuse, readJson, validated } from '../json-file.ts';
import { conditionSchema, featuresOfConditions } from '../terms/index.ts';

const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

const factorSchema = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected a code such as BORDER_TRADE'),
  /** All must hold for the factor to apply. */
  when: z.array(conditionSchema).min(1),
  /** Added to the log-odds of bad: positive raises the risk. */
  logOdds: z
    .number()
    .min(-3)
    .max(3)
    .refine((value) => value !== 0, 'a factor of 0 says nothing'),
  why: text,
});

const schema = z
  .strictObject({
    name: z.string().min(1),
    /** Content hash of the model that the factors were fitted on top of, or `*` for any. */
    base: z.union([z.literal('*'), z.string().regex(/^[0-9a-f]{64}$/, 'expected * or a SHA-256 in hex')]),
    /** The factors together move the log-odds by no more than this, either way. */
    capLogOdds: z.number().positive().max(3),
    factors: z.array(factorSchema),
    /** A policy file of the bank's own knock-outs and referrals, relative to this file; null: none. */
    policy: z.string().min(1).nullable().default(null),
  })
  .superRefine(({ factors }, context) => {
    const codes = factors.map(({ code }) => code);
    codes.forEach((code, i) => {
      if (codes.indexOf(code) < i)
        context.addIssue({ code: 'custom', path: ['factors', i, 'code'], message: `a second ${code}` });
    });
  });

/** A bank's own factors on top of the platform's model. */
export type Overlay = z.infer<typeof schema>;
export type OverlayFactor = Overlay['factors'][number];

/**
 * Validates an overlay; `path` names the file in errors.
 * @throws PARUS_CONFIG_INVALID with every issue and its path inside the file.
 */
export function parseOverlay(json: unknown, path: string): Overlay {
  return validated(schema, json, refuseOverlay(path));
}

/** @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function loadOverlay(path: string): Promise<{ overlay: Overlay; json: unknown }> {
  const json = await readJson(path, refuseOverlay(path));
  return { overlay: parseOverlay(json, path), json };
}

/**
 * Refuses an overlay that was made for another model: log-odds on top of a model mean nothing on top of the next.
 * @throws PARUS_CONFIG_INVALID
 */
export function checkOverlayBase(overlay: Overlay, modelHash: string, path: string): void {
  if (overlay.base === '*' || overlay.base === modelHash) return;
  throw refuseOverlay(path)(`base: expected the hash of the model, ${modelHash}, got ${overlay.base}`, [
    { path: 'base', message: `made for the model ${overlay.base}` },
  ]);
}

/** Features that the factors read. */
export function featuresOfOverlay({ factors }: Overlay): string[] {
  return [...new Set(factors.flatMap(({ when }) => featuresOfConditions(when)))];
}

const refuseOverlay =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues);

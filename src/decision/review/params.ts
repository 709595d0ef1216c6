import { z } from 'zod';
import { fail } from '../../core/index.ts';
import { type Refuse, readJson, validated } from '../json-file.ts';

const roles = z.array(z.string().regex(/^[a-z][a-z-]*$/)).min(1);
const days = z.int().min(0).max(365);

const schema = z.strictObject({
  /** Who may do what, by role. Nobody may confirm what the same person proposed, whatever the role. */
  roles: z.strictObject({
    /** Claim, propose, comment, add evidence, snooze, escalate. */
    work: roles,
    /** Confirm or return a proposal, release a case that somebody else claimed. */
    confirm: roles,
    /** Propose to approve what the engine declined. */
    overridePropose: roles,
    /** Confirm that, and whatever was escalated. */
    overrideConfirm: roles,
  }),
  /** Reasons of the engine that law or supervision demand: a case with one can only end in a decline. */
  regulatoryCodes: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/)),
  /** Why a person may approve what the engine declined. */
  overrideReasons: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/)).min(1),
  /** Characters that the words of a proposal must have at least: an override is explained, not ticked. */
  leastTextLength: z.int().min(1).max(500),
  /** Amounts from which a case is high and below which it is low; whole yuan. */
  priority: z.strictObject({ highFromYuan: z.int().min(0), lowBelowYuan: z.int().min(0) }),
  /** Calendar days within which a case of each priority is to be decided. */
  slaDays: z.strictObject({ high: days, normal: days, low: days }),
  /** Calendar days after which an undecided case expires; the applicant must then ask anew. */
  expireDays: z.int().min(1).max(365),
});

/** How cases are reviewed. */
export type ReviewParams = z.infer<typeof schema>;

/**
 * The parameters that come with Parus. Roles and days are the house's own; the regulatory codes are what law forbids to approve:
 * a price above four times the prime rate, a borrower on a sanctions list, and one who is not who was identified.
 */
export const standardReviewParams: ReviewParams = schema.parse({
  roles: {
    work: ['officer', 'senior', 'head'],
    confirm: ['senior', 'head'],
    overridePropose: ['senior', 'head'],
    overrideConfirm: ['head'],
  },
  regulatoryCodes: [
    'FIRM_UNKNOWN',
    'APPLICATION_DUPLICATE',
    'BLOCK_LISTED',
    'REGISTRY_MISMATCH',
    'REGISTRY_NOT_ACTIVE',
    'LIVENESS_FAILED',
    'APPLICANT_NOT_AUTHORISED',
    'PRICE_ABOVE_CAP_RISK',
    'PRICE_ABOVE_CAP_COST',
  ],
  overrideReasons: ['DATA_CORRECTED', 'NEW_EVIDENCE', 'COLLATERAL_ADDED', 'RULE_DOES_NOT_FIT'],
  leastTextLength: 20,
  priority: { highFromYuan: 1_000_000, lowBelowYuan: 50_000 },
  slaDays: { high: 1, normal: 3, low: 5 },
  expireDays: 30,
} satisfies z.input<typeof schema>);

/**
 * Validates parameters; `path` names the file in errors.
 * @throws PARUS_CONFIG_INVALID with every issue and its path inside the file
 */
export function parseReviewParams(json: unknown, path: string): ReviewParams {
  return validated(schema, json, refuseParams(path));
}

/** @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function loadReviewParams(path: string): Promise<ReviewParams> {
  return parseReviewParams(await readJson(path, refuseParams(path)), path);
}

const refuseParams =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues);

import { z } from 'zod';
import { fail } from '../core/index.ts';
import { type Refuse, readJson, validated } from './json-file.ts';

const text = z.strictObject({
  en: z.string().min(1),
  zh: z.string().min(1),
  /** False for reasons that only restate the score; a decline needs a concrete one beside them. */
  concrete: z.boolean(),
});

const schema = z
  .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected a code such as TAX_ARREARS'), text)
  .superRefine((texts, context) => {
    for (const code of engineCodes)
      if (!Object.hasOwn(texts, code))
        context.addIssue({ code: 'custom', path: [code], message: 'missing: the engine gives this reason' });
  });

/** Reasons that come from the engine itself, whatever the policy. */
export const engineCodes = [
  'FIRM_UNKNOWN',
  'APPLICATION_DUPLICATE',
  'AMOUNT_BELOW_PRODUCT',
  'AMOUNT_ABOVE_PRODUCT',
  'TERM_BELOW_PRODUCT',
  'TERM_ABOVE_PRODUCT',
  'NOT_SCORED',
  'POLICY_FAILED',
  'POLICY_SILENT',
  'DATA_MISSING',
  'REVENUE_UNKNOWN',
  'GRADE_UNKNOWN',
  'GRADE_NOT_ELIGIBLE',
  'LIMIT_BELOW_MINIMUM',
  'LIMIT_BY_CASH_FLOW',
  'LIMIT_BY_GRADE',
  'LIMIT_BY_CAP',
  'PRICE_ABOVE_CAP_RISK',
  'PRICE_ABOVE_CAP_COST',
  'REASON_MISSING',
  'SALES_UNKNOWN',
  'ORDERS_UNKNOWN',
  'STOCK_UNKNOWN',
  'RECEIVABLES_UNKNOWN',
  'TAX_REFUND_UNKNOWN',
  'EVIDENCE_UNVERIFIED',
  'LIMIT_BY_SALES',
  'LIMIT_BY_ORDERS',
  'LIMIT_BY_STOCK',
  'LIMIT_BY_RECEIVABLES',
  'LIMIT_BY_TAX_REFUND',
  'LIMIT_BY_PRODUCT',
  'PRICE_ABOVE_PRODUCT',
  'PAYMENT_ABOVE_RECEIPTS',
  'REGISTRY_MISMATCH',
  'REGISTRY_NOT_ACTIVE',
  'REGISTRY_UNAVAILABLE',
  'LIVENESS_FAILED',
  'LIVENESS_WEAK',
  'LIVENESS_UNAVAILABLE',
  'DEVICE_SHARED',
  'DEVICE_UNKNOWN',
  'APPLICATIONS_MANY',
  'APPLICATIONS_UNCOUNTED',
  'APPLICANT_NOT_AUTHORISED',
  'APPLICANT_UNKNOWN',
  'PRODUCT_NOT_ELIGIBLE',
  'BLOCK_LISTED',
  'BLOCK_LIST_POSSIBLE',
  'WATCH_LISTED',
  'LISTS_UNAVAILABLE',
  'CONSENT_UNKNOWN',
  'CONSENT_REGISTRY',
  'CONSENT_TAX',
  'CONSENT_UTILITY',
  'CONSENT_BANK',
  'CONSENT_BUREAU',
  'CONSENT_INVOICES',
  'CONSENT_POS',
  'CONSENT_ORDERS',
  'CONSENT_REVIEWS',
  'CONSENT_WAYBILLS',
  'CONSENT_PAYROLL',
  'CONSENT_JUDICIAL',
  'CONSENT_CUSTOMS',
  'CONSENT_TELEMETRY',
  'CONSENT_CROPS',
  'CONSENT_TRAFFIC',
  'CONSENT_GUARANTEES',
  'CONSENT_LINKS',
  'CONSENT_NEWS',
  'CONSENT_STATEMENTS',
  'FRAUD_PROBABILITY',
  'FRAUD_ANOMALY',
  'FRAUD_NOT_ASSESSED',
] as const;

export type EngineCode = (typeof engineCodes)[number];

/** Reason texts by code, in English and Chinese. */
export type ReasonTexts = z.infer<typeof schema>;

/** @throws PARUS_CONFIG_INVALID with every issue and its path inside the file. */
export function parseReasonTexts(json: unknown, path: string): ReasonTexts {
  return validated(schema, json, refuseReasons(path));
}

/** @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function loadReasonTexts(path: string): Promise<ReasonTexts> {
  return parseReasonTexts(await readJson(path, refuseReasons(path)), path);
}

const refuseReasons =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues);

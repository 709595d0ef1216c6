import { z } from 'zod';
import { type Day, fail, issuesOfZod, parseDay, yuanToFen } from '../core/index.ts';
import { type Application, claimedEvidenceSchema } from '../decision/index.ts';
import { sources } from '../sources/index.ts';

const { purpose } = sources.applications.record.shape;

/** Letters, digits and a few signs: an id also stands in a URL. */
const id = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,63}$/u,
    'expected 1-64 letters, digits or . _ : -, a letter or digit first',
  );

const MAX_AMOUNT_YUAN = 1e10;

/** The body of POST /v1/applications. Limits of the product are no matter of the schema: those are declines. */
export const applicationBody = z.strictObject({
  applicationId: id,
  firmId: id,
  amountYuan: z
    .number()
    .positive()
    .max(MAX_AMOUNT_YUAN)
    .refine((yuan) => Math.abs(yuan * 100 - Math.round(yuan * 100)) < 1e-4, 'expected at most two decimals'),
  termMonths: z.int().min(1).max(120),
  purpose,
  /** Day of the application; the service's own day when left out. */
  applicationDate: z
    .string()
    .refine((text) => isDate(text), 'expected a date YYYY-MM-DD from 1970 to 2100')
    .optional(),
  /** Product of the catalogue; the standard product when left out. */
  productId: z.string().min(1).max(64).optional(),
  /** What the applicant shows for a limit to rest on; nobody has confirmed it yet. */
  evidence: claimedEvidenceSchema.optional(),
});

export type ApplicationBody = z.infer<typeof applicationBody>;

/**
 * Validates a parsed JSON body.
 * @throws PARUS_APPLICATION_INVALID with every issue and its path.
 */
export function parseApplicationBody(json: unknown): ApplicationBody {
  const parsed = applicationBody.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = issuesOfZod(parsed.error.issues);
  const first = issues[0];
  const problem = `${first?.path}: ${first?.message}${issues.length > 1 ? ` and ${issues.length - 1} more` : ''}`;
  throw fail('PARUS_APPLICATION_INVALID', { problem }, issues);
}

/** The application in the engine's terms; `today` stands in for a missing date. */
export function applicationOf(body: ApplicationBody, today: Day): Application {
  const { applicationId, firmId, amountYuan, termMonths, applicationDate } = body;
  const eventDate = applicationDate === undefined ? today : (parseDay(applicationDate) ?? today);
  return {
    applicationId,
    firmId,
    amountFen: yuanToFen(amountYuan),
    termMonths,
    purpose: body.purpose,
    eventDate,
    ...(body.productId !== undefined && { productId: body.productId }),
    ...(body.evidence && { evidence: body.evidence }),
  };
}

const LAST_DAY = 47_846;

function isDate(text: string): boolean {
  const day = parseDay(text);
  return day !== undefined && day >= 0 && day <= LAST_DAY;
}

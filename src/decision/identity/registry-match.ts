import type { Day } from '../../core/index.ts';
import { foldCompanyName, foldText } from '../lists/index.ts';
import { creditCodeProblem, normaliseCreditCode } from './credit-code.ts';

/** What an applicant says of the firm; null where the form was left blank. */
export interface ClaimedFirm {
  readonly creditCode: string | null;
  readonly companyName: string | null;
  readonly legalRepresentative: string | null;
  readonly foundedDay: Day | null;
}

/** Whether the registry lets a firm do business. `abnormal` is the list of abnormal operations (经营异常名录). */
export type RegistryStatus = 'active' | 'abnormal' | 'revoked' | 'cancelled' | 'moved-out';

/** What the company registry says of the firm; null where the answer lacks the field. */
export interface RegistryRecord {
  readonly creditCode: string | null;
  readonly companyName: string | null;
  readonly legalRepresentative: string | null;
  readonly foundedDay: Day | null;
  readonly status: RegistryStatus | null;
}

/** What differs between claim and registry. `credit-code-invalid`: the claimed code cannot exist. */
export type RegistryDifference =
  | 'credit-code-invalid'
  | 'credit-code'
  | 'company-name'
  | 'legal-representative'
  | 'status'
  | 'business-age';

export interface RegistryMatch {
  readonly registry: 'match' | 'mismatch' | 'unknown';
  readonly differences: readonly RegistryDifference[];
  /** Fields that one side lacks, so that nothing can be said of them. */
  readonly notCompared: readonly RegistryDifference[];
}

export interface RegistryMatchParams {
  /** Days by which the claimed day of founding may differ from the registered one: people remember months. */
  readonly foundedToleranceDays: number;
}

/**
 * Compares what an applicant says of the firm with the company registry. Names are compared after folding of width, script,
 * punctuation and legal form, never by likeness: who applies knows how the firm is called.
 * `match` needs credit code, name and legal representative on both sides and an active status; a difference is a
 * `mismatch`; otherwise, and where the registry gave no record, `unknown`.
 */
export function matchRegistry(
  claimed: ClaimedFirm,
  record: RegistryRecord | null,
  params: RegistryMatchParams,
): RegistryMatch {
  const differences: RegistryDifference[] = [];
  const notCompared: RegistryDifference[] = [];
  const compare = <T>(
    field: RegistryDifference,
    a: T | null | undefined,
    b: T | null | undefined,
    same: (a: T, b: T) => boolean,
  ): void => {
    if (isBlank(a) || isBlank(b)) notCompared.push(field);
    else if (!same(a as T, b as T)) differences.push(field);
  };

  const code = isBlank(claimed.creditCode) ? null : normaliseCreditCode(claimed.creditCode as string);
  if (code !== null && creditCodeProblem(code) !== null) differences.push('credit-code-invalid');
  compare('credit-code', code, record?.creditCode, (a, b) => a === normaliseCreditCode(b));
  compare(
    'company-name',
    claimed.companyName,
    record?.companyName,
    (a, b) => foldCompanyName(a) === foldCompanyName(b),
  );
  compare(
    'legal-representative',
    claimed.legalRepresentative,
    record?.legalRepresentative,
    (a, b) => foldText(a) === foldText(b),
  );
  compare('status', 'active', record?.status, (a, b) => a === b);
  compare(
    'business-age',
    claimed.foundedDay,
    record?.foundedDay,
    (a, b) => Math.abs(a - b) <= params.foundedToleranceDays,
  );
  return { registry: verdictOf(differences, notCompared), differences, notCompared };
}

/** Without these on both sides a match would be a guess; the day of founding only adds to them. */
const NEEDED: readonly RegistryDifference[] = [
  'credit-code',
  'company-name',
  'legal-representative',
  'status',
];

function verdictOf(
  differences: readonly RegistryDifference[],
  notCompared: readonly RegistryDifference[],
): RegistryMatch['registry'] {
  if (differences.length > 0) return 'mismatch';
  return NEEDED.some((field) => notCompared.includes(field)) ? 'unknown' : 'match';
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

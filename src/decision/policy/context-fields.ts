/** What a field of the context can hold. All but `always` fields may also be null. */
export interface ContextField {
  readonly kind: 'number' | 'text' | 'truth' | 'list';
  /** Never null: an application without it does not reach the policy. */
  readonly always?: boolean;
  /** Smallest and largest number; absent: unbounded. */
  readonly least?: number;
  readonly most?: number;
  /** Whole numbers only. */
  readonly whole?: boolean;
}

const number = { kind: 'number' } as const;
const share = { kind: 'number', least: 0, most: 1 } as const;
const count = { kind: 'number', least: 0, whole: true } as const;
const text = { kind: 'text' } as const;
const list = { kind: 'list' } as const;

/**
 * The fields that a policy may read, by root. A root that a caller does not fill reads as null. `features` has the
 * features of the catalogue, which the checks are given; each of them is a number or null.
 */
export const contextFields: Readonly<Record<string, Readonly<Record<string, ContextField>>>> = {
  application: {
    amountYuan: { kind: 'number', always: true, least: 0 },
    termMonths: { ...count, always: true },
    purpose: { kind: 'text', always: true },
  },
  assessment: {
    pd: { ...share, always: true },
    score: { ...number, always: true },
    grade: { ...text, always: true },
  },
  features: {},
  identity: {
    registry: text,
    liveness: text,
    livenessScore: share,
    deviceFirms: count,
    recentApplications: count,
    applicant: text,
  },
  fraud: { probability: share, anomaly: share, rules: list },
  lists: { codes: list },
};

/** The field of the context that a path such as `assessment.pd` names; every feature is a number. */
export function contextField(root: string, field: string): ContextField | undefined {
  if (root === 'features') return number;
  const fields = Object.hasOwn(contextFields, root) ? contextFields[root] : undefined;
  return fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
}

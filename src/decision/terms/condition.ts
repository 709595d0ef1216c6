import { z } from 'zod';
import { featureNames } from '../../features/index.ts';
import { INDUSTRIES, REGIONS } from '../../sources/index.ts';

const OPERATORS = ['<', '<=', '>', '>=', '==', '!='] as const;

const known = new Set(featureNames);

/**
 * One condition on an application, as files of rules write it: a feature of the catalogue against a number, or membership
 * of a list. Names of features, industries and regions are checked when the file is read.
 */
export const conditionSchema = z.union([
  z.strictObject({
    feature: z.string().refine((name) => known.has(name), 'no feature of the catalogue'),
    op: z.enum(OPERATORS),
    value: z.number(),
  }),
  z.strictObject({ industry: z.array(z.enum(INDUSTRIES)).min(1) }),
  z.strictObject({ region: z.array(z.enum(REGIONS)).min(1) }),
  z.strictObject({ grade: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ purpose: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ month: z.array(z.int().min(1).max(12)).min(1) }),
]);
export type Condition = z.infer<typeof conditionSchema>;

/** What conditions are asked of; null and NaN mean that it is not known. */
export interface Subject {
  readonly features: Readonly<Record<string, number | null>>;
  /** Of the registry's newest entry. */
  readonly industry: string | null;
  readonly region: string | null;
  readonly grade: string | null;
  readonly purpose: string | null;
  /** Calendar month of the application, 1-12. */
  readonly month: number | null;
}

/** Whether a condition holds; null where what it asks of is not known. */
export function conditionHolds(condition: Condition, subject: Subject): boolean | null {
  if ('feature' in condition) {
    const value = Object.hasOwn(subject.features, condition.feature)
      ? subject.features[condition.feature]
      : undefined;
    return value == null || !Number.isFinite(value) ? null : compare(value, condition.op, condition.value);
  }
  if ('industry' in condition) return among(condition.industry, subject.industry);
  if ('region' in condition) return among(condition.region, subject.region);
  if ('grade' in condition) return among(condition.grade, subject.grade);
  if ('purpose' in condition) return among(condition.purpose, subject.purpose);
  return among(condition.month, subject.month);
}

/** A condition in a few signs, as answers name it: `customs_export_365 > 0`, `region in border-county`. */
export function conditionText(condition: Condition): string {
  if ('feature' in condition) return `${condition.feature} ${condition.op} ${condition.value}`;
  const [key, values] = Object.entries(condition)[0]!;
  return `${key} in ${(values as readonly (string | number)[]).join(', ')}`;
}

/** The features that conditions read. */
export function featuresOfConditions(conditions: readonly Condition[]): string[] {
  return conditions.flatMap((condition) => ('feature' in condition ? [condition.feature] : []));
}

function among<T>(list: readonly T[], value: T | null): boolean | null {
  return value === null ? null : list.includes(value);
}

function compare(value: number, op: (typeof OPERATORS)[number], bound: number): boolean {
  if (op === '<') return value < bound;
  if (op === '<=') return value <= bound;
  if (op === '>') return value > bound;
  if (op === '>=') return value >= bound;
  return op === '==' ? value === bound : value !== bound;
}

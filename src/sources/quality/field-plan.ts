import { z } from 'zod';
import type { ColumnRule } from '../../table/profile/index.ts';
import { type SourceName, sources } from '../catalogue.ts';
import { unitOf } from '../record.ts';
import { type FieldSpec, fieldsOf } from '../schema.ts';

/** How one field of a source is counted. */
export interface FieldPlan {
  readonly name: string;
  readonly type: 'number' | 'date' | 'text';
  readonly optional: boolean;
  readonly unit: string | null;
  /** What its contract allows. */
  readonly rule: ColumnRule;
  /** Amounts in fen have digits to look at. */
  readonly isAmount: boolean;
  /** `log` for what spreads over powers of ten; null where a distance from the median means nothing. */
  readonly outlierScale: 'log' | 'plain' | null;
  /** False for what names or numbers a record: it has no distribution. */
  readonly describes: boolean;
}

/** Fields that only number or name a record: a record may come again under another one. */
const NAMING: ReadonlySet<string> = new Set([
  'sequence',
  'number',
  'declarationId',
  'caseId',
  'applicationId',
]);

/** Besides them, fields whose values have no distribution to compare: who, when, where, and free text. */
const NOT_DESCRIBING: ReadonlySet<string> = new Set([
  'firmId',
  'eventDate',
  'arrivalDate',
  'tile',
  'text',
  'value',
  'reviewer',
  'parcel',
  'machine',
  'cell',
]);

export function namingFields(source: SourceName): readonly string[] {
  return fieldsOf(sources[source]).flatMap(({ name }) => (NAMING.has(name) ? [name] : []));
}

/** The fields of a source in the order of its contract. */
export function planFields(source: SourceName): readonly FieldPlan[] {
  return fieldsOf(sources[source]).map((field): FieldPlan => {
    const { name, optional } = field;
    const type = field.type === 'text' ? 'text' : field.type === 'date' ? 'date' : 'number';
    const unit = unitOf(source, name) ?? null;
    const rule = ruleOf(source, field);
    const describes = !NAMING.has(name) && !NOT_DESCRIBING.has(name);
    const isYesNo = rule.greatest === 1 && rule.least === 0;
    // Outcomes are two groups, good and bad: the bad ones are no outliers.
    const measured = type === 'number' && describes && !isYesNo && source !== 'outcomes';
    return {
      name,
      type,
      optional,
      unit,
      rule,
      isAmount: unit === 'fen',
      outlierScale: !measured ? null : unit === 'ratio' ? 'plain' : 'log',
      describes,
    };
  });
}

/** The bounds that zod would hold a value to, so that DuckDB can. */
function ruleOf(source: SourceName, { name, values }: FieldSpec): ColumnRule {
  if (values) return { name, values };
  const field = (sources[source].record.shape as Readonly<Record<string, z.ZodType>>)[name];
  const inner = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
  if (inner instanceof z.ZodString) return { name, longest: inner.maxLength ?? undefined };
  if (inner instanceof z.ZodNumber) {
    return { name, least: inner.minValue ?? undefined, greatest: inner.maxValue ?? undefined };
  }
  return { name };
}

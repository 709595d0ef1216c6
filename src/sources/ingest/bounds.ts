import { z } from 'zod';
import { type SourceName, sources } from '../catalogue.ts';

/**
 * What a field's contract allows, in terms that a loop over a column can check. `undefined` where the contract says more
 * than these terms can: then only zod judges.
 */
export type Bounds =
  | { readonly kind: 'number'; readonly integer: boolean; readonly min: number; readonly max: number }
  | { readonly kind: 'text'; readonly min: number; readonly max: number }
  | { readonly kind: 'enum'; readonly values: readonly string[] };

/** The checks that `z.toJSONSchema` tells in full. A refinement is not among them: it is not in the schema. */
const TOLD_CHECKS = ['greater_than', 'less_than', 'min_length', 'max_length', 'number_format'];

/** Words of a JSON Schema that are understood here, besides what describes. */
const KNOWN_WORDS = ['type', 'minimum', 'maximum', 'minLength', 'maxLength', 'enum'];
const DESCRIBING_WORDS = ['$schema', 'column', 'unit', 'meaning'];

/** The bounds of the field `name` of a source, whether or not it may be missing. */
export function boundsOf(source: SourceName, name: string): Bounds | undefined {
  const record: z.ZodObject = sources[source].record;
  // A rule over the whole record concerns every field.
  if ((record._zod.def.checks ?? []).length > 0) return undefined;
  const field = record.shape[name] as z.ZodType | undefined;
  const inner = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
  return inner && boundsOfType(inner);
}

function boundsOfType(type: z.ZodType): Bounds | undefined {
  const checks = type._zod.def.checks ?? [];
  if (!checks.every((check) => TOLD_CHECKS.includes(check._zod.def.check))) return undefined;
  const schema = z.toJSONSchema(type) as Readonly<Record<string, unknown>>;
  const words = Object.keys(schema).filter((word) => !DESCRIBING_WORDS.includes(word));
  if (!words.every((word) => KNOWN_WORDS.includes(word))) return undefined;
  if (schema['enum']) return { kind: 'enum', values: schema['enum'] as readonly string[] };
  if (schema['type'] === 'string') {
    const { minLength: min = 0, maxLength: max = Number.POSITIVE_INFINITY } = schema as Lengths;
    return { kind: 'text', min, max };
  }
  if (schema['type'] !== 'integer' && schema['type'] !== 'number') return undefined;
  const { minimum: min, maximum: max } = schema as Limits;
  // Zod's integers are safe integers even where nothing else bounds them.
  const safe = schema['type'] === 'integer' ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
  return { kind: 'number', integer: schema['type'] === 'integer', min: min ?? -safe, max: max ?? safe };
}

interface Lengths {
  readonly minLength?: number;
  readonly maxLength?: number;
}

interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
}

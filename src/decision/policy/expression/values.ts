/** What an expression can be worth. Absent fields are null, as are numbers that are none. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [name: string]: Value }
  | Failed;

/** A record of values, by field. */
export type ValueRecord = { readonly [name: string]: Value };

/** The worth of an expression that cannot be computed, such as a comparison with null: it poisons what it is part of. */
export const FAILED: unique symbol = Symbol('failed');
/** The type of `FAILED`. */
export type Failed = typeof FAILED;

/** A record: neither null nor a list. */
export function isRecord(value: unknown): value is ValueRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list. */
export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** What the engine's decimal numbers hold: 28 decimal places, of which a double needs 17 for its digits. */
const LEAST_NUMBER = 1e-11;
const LARGEST_NUMBER = 1e28;

/** The engine crashes on numbers outside its range: smaller ones become 0, larger ones the largest. */
export function engineNumber(x: number): number {
  if (Math.abs(x) < LEAST_NUMBER) return 0;
  return Math.max(-LARGEST_NUMBER, Math.min(LARGEST_NUMBER, x));
}

/** A field as it is read: what is absent is null, a number is brought into the range that both engines hold. */
export function readField(value: Value | undefined): Value {
  if (typeof value === 'number') {
    if ((value >= LEAST_NUMBER && value <= LARGEST_NUMBER) || value === 0) return value;
    return Number.isNaN(value) ? null : engineNumber(value);
  }
  return value === undefined ? null : value;
}

/** Equality of the ZEN language: of numbers, texts, booleans and nulls; lists and records equal nothing. */
export function equal(a: Value, b: Value): boolean {
  return a === b && typeof a !== 'symbol' && (typeof a !== 'object' || a === null);
}

/** `a in b`, `b` a list or, for a text, a record that may have the field; fails for anything else. */
export function isIn(a: Value, b: Value): boolean | Failed {
  if (a === FAILED) return FAILED;
  if (isList(b)) {
    if (typeof a === 'object' && a !== null) return FAILED;
    return b.some((item) => equal(a, item));
  }
  return typeof a === 'string' && isRecord(b) ? Object.hasOwn(b, a) : FAILED;
}

/** The result of arithmetic, or a failure where no decimal number of the engine can hold it. */
export function computed(x: number): number | Failed {
  return Math.abs(x) <= LARGEST_NUMBER ? x : FAILED;
}

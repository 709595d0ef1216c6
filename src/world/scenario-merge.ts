/** The parameters of T that a scenario changes. A list is one parameter: it is replaced whole. */
export type Overrides<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Overrides<T[K]> }
    : T;

/**
 * Lays `changes` over `base`: objects are merged key by key, everything else is replaced. Nothing is judged here: a key
 * that `base` does not know is kept, so that validation can refuse it by its path.
 */
export function mergeDeep(base: unknown, changes: unknown): unknown {
  if (!isRecord(base) || !isRecord(changes)) return changes;
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(changes)) merged.set(key, mergeDeep(merged.get(key), value));
  // Defines every key as its own, `__proto__` too: assignment would hide that one from validation.
  return Object.fromEntries(merged);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

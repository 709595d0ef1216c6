import { isList, isRecord, type Value, type ValueRecord } from '../expression/index.ts';

/** Nothing written yet. Shared: values are never changed once made. */
export const EMPTY: ValueRecord = {};

/**
 * Lays `patch` over `base` as the engine does: records are merged field by field, a null takes its field away, a list
 * takes the place of everything, and anything else on top level changes nothing.
 */
export function merge(base: Value, patch: Value): Value {
  if (isList(patch)) return patch;
  if (!isRecord(patch)) return base;
  if (base === EMPTY && !Object.values(patch).includes(null)) return patch;
  return isRecord(base) ? mergeRecords(base, patch) : patch;
}

/** `base` itself where the patch changes nothing: a record that is merged with itself keeps its nulls. */
function mergeRecords(base: ValueRecord, patch: ValueRecord): ValueRecord {
  if (base === patch) return base;
  const merged: Record<string, Value> = { ...base };
  let changed = false;
  for (const [key, value] of Object.entries(patch)) {
    const before = base[key];
    if (value === null) {
      delete merged[key];
      changed ||= before !== undefined;
      continue;
    }
    const after = mergeField(before, value);
    changed ||= after !== before;
    merged[key] = after;
  }
  return changed ? merged : base;
}

function mergeField(base: Value | undefined, patch: Value): Value {
  if (isRecord(base) && isRecord(patch)) return mergeRecords(base, patch);
  return base !== undefined && alike(base, patch) ? base : patch;
}

/** Equality by content. */
function alike(a: Value, b: Value | undefined): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => alike(item, b[i]));
  if (!isRecord(a)) return a === b;
  if (!isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && alike(a[key] as Value, b[key]))
  );
}

/**
 * Writes a value at a dotted path of a record made by the caller alone, who still owns it: INOUT. Where the path runs
 * through something that is no record, nothing is written, as in the engine.
 */
export function writePath(record: Record<string, Value>, path: readonly string[], value: Value): void {
  let owner = record;
  for (const part of path.slice(0, -1)) {
    const next = owner[part];
    if (next !== undefined && !isRecord(next)) return;
    // A copy: what is there may be a part of somebody else's value.
    const copy: Record<string, Value> = { ...next };
    owner[part] = copy;
    owner = copy;
  }
  const last = path.at(-1);
  if (last !== undefined) owner[last] = value;
}

/** A dotted path by its parts. */
export function pathOf(dotted: string): string[] {
  return dotted.split('.');
}

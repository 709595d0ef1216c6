import { createHash } from 'node:crypto';

/**
 * JSON with sorted keys and no white space: the same value gives the same bytes whatever the order of insertion.
 * Numbers print in JavaScript's shortest round-trip form; NaN and infinities are refused because JSON cannot carry them.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (key, item: unknown) => {
    if (typeof item === 'number' && !Number.isFinite(item)) {
      throw new TypeError(`canonical JSON cannot hold ${item} at key ${key}`);
    }
    if (item !== null && typeof item === 'object' && !Array.isArray(item)) {
      return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return item;
  });
}

/** Lower-case hex SHA-256 of text or bytes. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

import { sharedUint8 } from './shared.ts';

/**
 * A value as JSON on shared memory. A message that carries it is a few bytes, where the value itself would be copied for
 * every task: a large model that many shards need crosses once, and a worker that knows it already does not read it.
 */
export interface SharedJson<T> {
  /** UTF-8; written once, by `shareJson`. */
  readonly bytes: Uint8Array;
  /** Carries the type; never set. */
  readonly of?: T;
}

/** Puts a value on shared memory. What JSON does not carry (NaN, undefined, typed arrays) must not be in it. */
export function shareJson<T>(value: T): SharedJson<T> {
  const text = new TextEncoder().encode(JSON.stringify(value));
  const bytes = sharedUint8(text.length);
  bytes.set(text);
  return { bytes };
}

/** A copy of the value. */
export function readSharedJson<T>({ bytes }: SharedJson<T>): T {
  // TextDecoder refuses shared memory; a Buffer over it does not.
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')) as T;
}

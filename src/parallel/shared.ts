/** Typed arrays on shared memory, and how rows are cut into shards. */

export function sharedFloat64(length: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

export function sharedFloat32(length: number): Float32Array<SharedArrayBuffer> {
  return new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));
}

export function sharedInt32(length: number): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}

export function sharedUint32(length: number): Uint32Array<SharedArrayBuffer> {
  return new Uint32Array(new SharedArrayBuffer(length * Uint32Array.BYTES_PER_ELEMENT));
}

export function sharedUint8(length: number): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** Rows [start, end). */
export interface ShardRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts `n` rows into ranges of `size` (the last may be shorter). The cut depends on the data alone, so that sums over
 * shards round the same way at any worker count.
 */
export function shardRanges(n: number, size: number): ShardRange[] {
  const ranges: ShardRange[] = [];
  for (let start = 0; start < n; start += size) ranges.push({ start, end: Math.min(n, start + size) });
  return ranges;
}

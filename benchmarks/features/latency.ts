/** Percentiles of many calls, microseconds. */
export interface Latency {
  readonly calls: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly mean: number;
}

/** Times of calls one by one, microseconds. */
export class Timings {
  #n = 0;
  #times = new Float64Array(1 << 16);

  get calls(): number {
    return this.#n;
  }

  /** Calls `body` and keeps how long it took. */
  time<T>(body: () => T): T {
    const from = process.hrtime.bigint();
    const result = body();
    this.add(Number(process.hrtime.bigint() - from) / 1000);
    return result;
  }

  add(microseconds: number): void {
    if (this.#n === this.#times.length) {
      const larger = new Float64Array(2 * this.#n);
      larger.set(this.#times);
      this.#times = larger;
    }
    this.#times[this.#n++] = microseconds;
  }

  /** @throws RangeError without a call */
  latency(): Latency {
    if (this.#n === 0) throw new RangeError('nothing was timed');
    const times = this.#times.slice(0, this.#n).sort();
    const at = (share: number): number => times[Math.min(this.#n - 1, Math.floor(share * this.#n))]!;
    const mean = times.reduce((a, b) => a + b, 0) / this.#n;
    return { calls: this.#n, p50: at(0.5), p99: at(0.99), p999: at(0.999), mean };
  }
}

/** Calls between two looks at the heap: few enough that most pairs have no collection between them. */
const CALLS_A_LOOK = 16;
const LOOKS = 400;

/** Bytes that a call allocates on the heap and in array buffers: the median over many looks, collections fall out. */
export function allocationPerCall(body: (call: number) => void): number {
  const idle = medianGrowth(() => undefined);
  return Math.max(0, (medianGrowth(body) - idle) / CALLS_A_LOOK);
}

function medianGrowth(body: (call: number) => void): number {
  const growths: number[] = [];
  for (let look = 0; look < LOOKS; look++) {
    const before = process.memoryUsage();
    for (let i = 0; i < CALLS_A_LOOK; i++) body(look * CALLS_A_LOOK + i);
    const after = process.memoryUsage();
    growths.push(after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers);
  }
  // A collection between two looks makes the heap shrink, or grow by less.
  growths.sort((a, b) => a - b);
  return growths[LOOKS >> 1]!;
}

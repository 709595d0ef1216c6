import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainIntervals, TRACK, traceChain } from '../../src/kernels/interval-chain.ts';

/** Gains and steps of n cells out of small numbers, so that ties and forbidden intervals are common. */
const problem = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    gain: fc.array(fc.constantFrom(-Infinity, 0, 1, 2, 3.5), { minLength: n * n, maxLength: n * n }),
    step: fc.array(fc.constantFrom(-1, 0, 1), { minLength: n ** 3, maxLength: n ** 3 }),
  }),
);

/** Every chain of starts over n cells. */
function* chains(n: number): Generator<number[]> {
  for (let mask = 0; mask < 1 << (n - 1); mask++) {
    yield [0, ...Array.from({ length: n - 1 }, (_, i) => i + 1).filter((i) => mask & (1 << (i - 1)))];
  }
}

function gainAndSteps(starts: readonly number[], n: number, gain: number[], step: number[]) {
  const end = (k: number): number => (starts[k + 1] ?? n) - 1;
  const total = starts.reduce((sum, s, k) => sum + gain[s * n + end(k)]!, 0);
  const steps = starts.slice(1).map((s, k) => step[(s * n + starts[k]!) * n + end(k + 1)]!);
  return { total, steps };
}

/** Whether the steps may end on a track. A turned track may have had no first half at all. */
const SHAPES: Readonly<Record<number, RegExp>> = {
  [TRACK.rising]: /^u*$/,
  [TRACK.falling]: /^d*$/,
  [TRACK.pastPeak]: /^(u*d+)?$/,
  [TRACK.pastValley]: /^(d*u+)?$/,
};

describe('chainIntervals', () => {
  it('finds the highest gain of each length, track and last interval that trying all chains finds', () => {
    fc.assert(
      fc.property(problem, ({ n, gain, step }) => {
        const tables = chainIntervals(n, Float64Array.from(gain), Int8Array.from(step), n);
        const expected = new Map<string, number>();
        for (const starts of chains(n)) {
          const { total, steps } = gainAndSteps(starts, n, gain, step);
          const text = steps.map((s) => (s > 0 ? 'u' : s < 0 ? 'd' : '0')).join('');
          for (const track of Object.values(TRACK)) {
            if (total === -Infinity || !SHAPES[track]!.test(text)) continue;
            const key = `${starts.length - 1} ${track} ${starts.at(-1)}`;
            expected.set(key, Math.max(expected.get(key) ?? -Infinity, total));
          }
        }
        for (let k = 0; k < n; k++) {
          for (const track of Object.values(TRACK)) {
            for (let s = 0; s < n; s++) {
              const found = tables.last[k]?.[track * n + s] ?? -Infinity;
              expect(found).toBe(expected.get(`${k} ${track} ${s}`) ?? -Infinity);
              if (found === -Infinity) continue;
              const starts = traceChain(tables, n, k, track, s);
              expect(starts).toHaveLength(k + 1);
              const traced = gainAndSteps(starts, n, gain, step);
              expect(traced.total).toBe(found);
              const text = traced.steps.map((d) => (d > 0 ? 'u' : d < 0 ? 'd' : '0')).join('');
              expect(text).toMatch(SHAPES[track]!);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

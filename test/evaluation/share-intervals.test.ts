import { describe, expect, it } from 'vitest';
import { differenceOfShares, ratioOfShares, shareOf } from '../../src/evaluation/index.ts';
import { expectKnown, known } from './known-diagnostics.ts';

const Z = 1.959963984540054;

describe('shares of two groups', () => {
  it.each(known.shares)(
    "agree with SciPy's relative risk and with Newcombe's on $a and $b",
    ({ a, b, ...ends }) => {
      const own = shareOf(a[0], a[1], Z);
      const base = shareOf(b[0], b[1], Z);
      const ratio = ratioOfShares(own, base, Z);
      const difference = differenceOfShares(own, base);
      expectKnown(ratio.value, a[0] / a[1] / (b[0] / b[1]), 'ratio');
      for (const i of [0, 1] as const) {
        expectKnown(ratio.interval[i], ends.ratio[i], 'interval of the ratio');
        expectKnown(difference.interval[i], ends.difference[i], 'interval of the difference');
      }
    },
  );

  it('keep a width where all or none are hits', () => {
    const all = shareOf(10, 10, Z);
    const none = shareOf(0, 10, Z);
    const [low, high] = ratioOfShares(all, all, Z).interval;
    expect(low).toBeLessThan(0.8);
    expect(high).toBeGreaterThan(1.2);
    expect(ratioOfShares(none, all, Z)).toMatchObject({ value: 0 });
    expect(ratioOfShares(none, all, Z).interval[0]).toBe(0);
    expect(differenceOfShares(none, all).interval[0]).toBe(-1);
    expect(differenceOfShares(none, all).interval[1]).toBeLessThan(-0.5);
  });

  it('know nothing without trials', () => {
    const empty = shareOf(0, 0, Z);
    const some = shareOf(3, 10, Z);
    expect(empty).toMatchObject({ share: Number.NaN, interval: [0, 1] });
    expect(differenceOfShares(empty, some)).toEqual({ value: Number.NaN, interval: [-1, 1] });
    expect(ratioOfShares(some, empty, Z)).toEqual({ value: Number.NaN, interval: [0, Infinity] });
  });
});

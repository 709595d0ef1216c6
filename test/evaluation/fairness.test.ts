import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { fairnessByGroup } from '../../src/evaluation/index.ts';
import { categoryColumn } from '../../src/table/index.ts';
import { economy } from './economy.ts';

/** Two groups with perfectly calibrated PDs but other bad rates. */
function twoGroups(n: number, seed: number, margins: readonly [number, number] = [-2, -1]) {
  const parts = margins.map((margin, g) => economy(n, seed + g, margin));
  return {
    pd: Float64Array.from(parts.flatMap(({ pd }) => [...pd])),
    bad: Uint8Array.from(parts.flatMap(({ bad }) => [...bad])),
    groups: categoryColumn(parts.flatMap((_, g) => Array.from({ length: n }, () => (g === 0 ? 'A' : 'B')))),
  };
}

describe('fairnessByGroup', () => {
  it('works by hand on two groups of four', () => {
    const pd = Float64Array.of(0.1, 0.2, 0.3, 0.6, 0.1, 0.5, 0.6, 0.7);
    const bad = Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 1);
    const groups = categoryColumn(['A', 'A', 'A', 'A', 'B', 'B', 'B', 'B']);
    const { groups: measures, contrasts, reference } = fairnessByGroup(pd, bad, groups, { cutoff: 0.3 });
    expect(reference).toBe('A');
    const [a, b] = measures;
    expect(a).toMatchObject({
      rows: 4,
      bads: 2,
      approval: { hits: 3, trials: 4, share: 0.75 },
      approvalOfGoods: { hits: 2, trials: 2 },
      approvalOfBads: { hits: 1, trials: 2 },
      badRateOfApproved: { hits: 1, trials: 3 },
      badRateOfDeclined: { hits: 1, trials: 1 },
    });
    expect(b).toMatchObject({ approval: { hits: 1, trials: 4 }, badRateOfDeclined: { hits: 2, trials: 3 } });
    expect(a!.meanPdOfGoods).toBeCloseTo(0.15, 14);
    expect(b!.meanPdOfBads).toBeCloseTo(0.65, 14);
    expect(contrasts[0]!.approvalRatio.value).toBeCloseTo(1 / 3, 14);
    expect(contrasts[0]!.belowFourFifths).toBe(true);
    // Four rows prove nothing.
    expect(contrasts[0]!.surelyBelowFourFifths).toBe(false);
    expect(contrasts[0]!.approvalOfGoods.value).toBeCloseTo(-0.5, 14);
    // Equal bad rates: no theorem applies.
    expect(contrasts[0]!.conflicts).toEqual([]);
  });

  it('finds calibrated PDs of groups with different bad rates calibrated, and unequal otherwise', () => {
    const { pd, bad, groups } = twoGroups(8000, 50);
    const { contrasts } = fairnessByGroup(pd, bad, groups, { cutoff: 0.2 });
    const [b] = contrasts;
    expect(b!.calibration!.interval[0]).toBeLessThan(0);
    expect(b!.calibration!.interval[1]).toBeGreaterThan(0);
    expect(b!.surelyBelowFourFifths).toBe(true);
    expect(b!.approvalOfGoods.interval[1]).toBeLessThan(0);
    expect(b!.badRate.interval[0]).toBeGreaterThan(0);
  });

  it("explains the conflicts with numbers that satisfy the theorems' identities", () => {
    const { pd, bad, groups } = twoGroups(8000, 51);
    const { groups: measures, contrasts } = fairnessByGroup(pd, bad, groups, {
      cutoff: 0.2,
      reference: 'A',
    });
    const { conflicts } = contrasts[0]!;
    expect(conflicts.map(({ theorem }) => theorem.slice(0, 9))).toEqual([
      'Chouldech',
      'Kleinberg',
      'the mean ',
    ]);
    const a = measures.find(({ group }) => group === 'A')!;
    const b = measures.find(({ group }) => group === 'B')!;

    // Chouldechova's identity is arithmetic: with B's own figures it gives B's own declined goods.
    const odds = b.badRate.share / (1 - b.badRate.share);
    const declined = (ppv: number, caught: number): number => odds * ((1 - ppv) / ppv) * caught;
    expect(declined(b.badRateOfDeclined.share, 1 - b.approvalOfBads.share)).toBeCloseTo(
      1 - b.approvalOfGoods.share,
      12,
    );
    expect(conflicts[0]!.required).toBeCloseTo(
      declined(a.badRateOfDeclined.share, 1 - a.approvalOfBads.share),
      12,
    );
    expect(conflicts[0]!.observed).toBeCloseTo(1 - b.approvalOfGoods.share, 14);
    // Equal error rates would need more than A's share of declined goods.
    expect(conflicts[0]!.required).toBeGreaterThan(1 - a.approvalOfGoods.share);

    // Kleinberg: A's mean PDs by class fit A's bad rate, since A is calibrated, and not B's.
    expect(conflicts[1]!.required).toBeCloseTo(a.badRate.share, 1);
    expect(Math.abs(conflicts[1]!.required - b.badRate.share)).toBeGreaterThan(0.05);
    expect(conflicts[1]!.explanation).toContain('B');
  });

  it('works the conflicts out by hand: A calibrated at one bad in four, B with one in two', () => {
    const times = <T>(values: readonly T[]): T[] => Array.from({ length: 100 }, () => values).flat();
    // A: PDs add up to the bads, goods have .2 and the bad .4: so .2 / (1 - .4 + .2) = 1/4 is its bad rate.
    const pd = Float64Array.from([...times([0.2, 0.2, 0.2, 0.4]), ...times([0.2, 0.4, 0.4, 0.6])]);
    const bad = Uint8Array.from([...times([0, 0, 0, 1]), ...times([0, 1, 0, 1])]);
    const groups = categoryColumn([...times(['A', 'A', 'A', 'A']), ...times(['B', 'B', 'B', 'B'])]);
    const { contrasts } = fairnessByGroup(pd, bad, groups, { cutoff: 0.3, reference: 'A' });
    const [errorRates, balance, parity] = contrasts[0]!.conflicts;
    // All of A's declined are bad and all its bads declined: B would have to decline none of its goods, and declines half.
    expect(errorRates).toMatchObject({ required: 0, observed: 0.5 });
    expect(balance!.required).toBeCloseTo(0.25, 12);
    expect(balance!.observed).toBe(0.5);
    expect(parity).toMatchObject({ required: 0.75, observed: 0.25 });
  });

  it('accuses no group drawn from the same economy more often than it says', () => {
    const trials = 150;
    let accused = 0;
    for (let t = 0; t < trials; t++) {
      const { pd, bad } = economy(600, 8000 + t);
      const stream = openStream(t, 'test/fairness');
      const groups = categoryColumn(Array.from(pd, (_, i) => (stream.uniform(i) < 0.5 ? 'A' : 'B')));
      const { contrasts } = fairnessByGroup(pd, bad, groups, {
        cutoff: 0.25,
        reference: 'A',
        confidence: 0.9,
      });
      const [low, high] = contrasts[0]!.approvalOfGoods.interval;
      if (low > 0 || high < 0) accused += 1;
    }
    // 15 expected; three standard errors are 11.
    expect(accused).toBeLessThan(27);
    expect(accused).toBeGreaterThan(3);
  });

  it('keeps rows without a group as a group, and groups of one class without calibration or AUC', () => {
    const pd = Float64Array.of(0.1, 0.4, 0.2, 0.3);
    const groups = categoryColumn(['A', 'A', 'A', undefined]);
    const report = fairnessByGroup(pd, Uint8Array.of(0, 1, 0, 0), groups, { cutoff: 0.3 });
    const missing = report.groups.find(({ group }) => group === '(missing)')!;
    expect(missing.rows).toBe(1);
    expect(missing.calibration).toBeUndefined();
    expect(missing.auc).toBeUndefined();
    expect(report.contrasts[0]!.calibration).toBeUndefined();
    expect(missing.meanPdOfBads).toBeNaN();
  });

  it('refuses a reference that is no group', () => {
    const groups = categoryColumn(['A', 'B']);
    expect(() =>
      fairnessByGroup(Float64Array.of(0.1, 0.2), Uint8Array.of(0, 1), groups, {
        cutoff: 0.3,
        reference: 'C',
      }),
    ).toThrow('no group C, there are A, B');
  });
});

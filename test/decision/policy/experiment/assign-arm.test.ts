import { describe, expect, it } from 'vitest';
import { assignArm, checkExperiment, type Experiment } from '../../../../src/decision/policy/index.ts';

const experiment = (name: string, shares: Readonly<Record<string, number>>): Experiment =>
  checkExperiment({ name, arms: Object.entries(shares).map(([arm, share]) => ({ name: arm, share })) });

const N = 40_000;
const ids = Array.from({ length: N }, (_, i) => `A2025${String(i).padStart(7, '0')}`);

const counts = (asked: Experiment): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const id of ids) {
    const arm = assignArm(id, asked);
    found[arm] = (found[arm] ?? 0) + 1;
  }
  return found;
};

/** 99.9 % points of chi-square by degrees of freedom. */
const CHI_999 = [Number.NaN, 10.83, 13.82, 16.27, 18.47];

describe('assignArm', () => {
  it('keeps the shares, by a chi-square test on 40,000 ids that count upwards', () => {
    for (const shares of [
      { champion: 0.5, challenger: 0.5 },
      { champion: 0.9, a: 0.05, b: 0.05 },
      { champion: 0.34, a: 0.33, b: 0.23, c: 0.1 },
    ]) {
      const found = counts(experiment('pricing 2025', shares));
      const chi = Object.entries(shares).reduce(
        (sum, [arm, share]) => sum + ((found[arm] ?? 0) - N * share) ** 2 / (N * share),
        0,
      );
      expect(chi).toBeLessThan(CHI_999[Object.keys(shares).length - 1]!);
    }
  });

  it('assigns two experiments independently, by a chi-square test of their table', () => {
    const one = experiment('pricing', { a: 0.5, b: 0.5 });
    const two = experiment('limits', { a: 0.3, b: 0.7 });
    const table = new Map<string, number>();
    for (const id of ids) {
      const cell = `${assignArm(id, one)}${assignArm(id, two)}`;
      table.set(cell, (table.get(cell) ?? 0) + 1);
    }
    const of = (x: string, y: string): number => table.get(x + y) ?? 0;
    const row = (x: string): number => of(x, 'a') + of(x, 'b');
    const column = (y: string): number => of('a', y) + of('b', y);
    let chi = 0;
    for (const x of 'ab')
      for (const y of 'ab') {
        const expected = (row(x) * column(y)) / N;
        chi += (of(x, y) - expected) ** 2 / expected;
      }
    expect(chi).toBeLessThan(CHI_999[1]!);
  });

  it('gives the same application the same arm again, whatever the order of the arms', () => {
    const asked = experiment('e', { a: 0.2, b: 0.3, c: 0.5 });
    const turned = { ...asked, arms: asked.arms.toReversed() };
    for (const id of ids.slice(0, 500)) {
      expect(assignArm(id, asked)).toBe(assignArm(id, asked));
      expect(assignArm(id, turned)).toBe(assignArm(id, asked));
    }
    expect(assignArm('A20250000001', asked)).toMatchInlineSnapshot(`"b"`);
  });

  it('moves only what must move when a share grows, and nothing between the other arms', () => {
    const before = experiment('e', { champion: 0.9, a: 0.05, b: 0.05 });
    // The champion gives up half of its share to a; champion and b keep no common proportion, a grows against both.
    const after = experiment('e', { champion: 0.45, a: 0.525, b: 0.025 });
    let moved = 0;
    for (const id of ids) {
      const [was, is] = [assignArm(id, before), assignArm(id, after)];
      if (was === is) continue;
      expect(is).toBe('a');
      moved += 1;
    }
    expect(moved / N).toBeCloseTo(0.475, 2);
  });

  it('moves to a new arm only', () => {
    const before = experiment('e', { champion: 0.75, a: 0.25 });
    const after = experiment('e', { champion: 0.6, a: 0.2, b: 0.2 });
    const changed = ids.filter((id) => assignArm(id, before) !== assignArm(id, after));
    expect(changed.every((id) => assignArm(id, after) === 'b')).toBe(true);
    expect(changed.length / N).toBeCloseTo(0.2, 2);
  });

  it('never uses an arm without a share', () => {
    expect(counts(experiment('e', { a: 1, b: 0 }))).toEqual({ a: N });
  });
});

describe('checkExperiment', () => {
  it.each([
    ['no arms', { name: 'e', arms: [] }],
    ['shares that do not add up', { name: 'e', arms: [{ name: 'a', share: 0.5 }] }],
    ['a share that is none', { name: 'e', arms: [{ name: 'a', share: Number.NaN }] }],
    [
      'an arm twice',
      {
        name: 'e',
        arms: [
          { name: 'a', share: 0.5 },
          { name: 'a', share: 0.5 },
        ],
      },
    ],
    ['no name', { name: '', arms: [{ name: 'a', share: 1 }] }],
  ])('refuses %s', (_, asked) => {
    expect(() => checkExperiment(asked)).toThrow(expect.objectContaining({ code: 'PARUS_CONFIG_INVALID' }));
  });
});

import { describe, expect, it } from 'vitest';
import { counterpartiesOf, pick } from '../../../src/world/emit/counterparties.ts';
import { drawFirm } from '../../../src/world/firm.ts';
import { baselineWorld } from '../worlds.ts';

describe('counterpartiesOf', () => {
  const world = baselineWorld();

  it('gives each firm its own pseudonyms, the first with the largest share', () => {
    for (let firm = 0; firm < 200; firm++) {
      const traits = drawFirm(world.scenario, world.seed, firm);
      const { buyers, suppliers } = counterpartiesOf(world, traits);
      expect(buyers.names).toHaveLength(traits.nBuyers);
      expect(suppliers.names).toHaveLength(traits.nSuppliers);
      for (const name of buyers.names) expect(name).toMatch(/^C[0-9a-f]{8}$/);
      expect(buyers.cumulative[0]).toBe(traits.topShare);
      expect(buyers.cumulative.at(-1)).toBeCloseTo(1, 9);
    }
    const of = (firm: number): readonly string[] =>
      counterpartiesOf(world, drawFirm(world.scenario, world.seed, firm)).buyers.names;
    expect(of(1)).not.toEqual(of(2));
  });

  it('picks by cumulative share, the last for whatever rounding leaves', () => {
    const side = { names: ['a', 'b', 'c'], cumulative: [0.5, 0.8, 0.999] };
    expect([0, 0.49, 0.5, 0.79, 0.9, 0.9995].map((u) => pick(side, u))).toEqual([
      'a',
      'a',
      'b',
      'b',
      'c',
      'c',
    ]);
  });
});

import { afterAll, describe, expect, it } from 'vitest';
import { fitIrls } from '../../../../src/models/logistic/irls.ts';
import type { Candidate, RiskColumn } from '../../../../src/models/scorecard/candidate.ts';
import { selectBackward } from '../../../../src/models/scorecard/selection/backward.ts';
import { waldStatistics } from '../../../../src/models/scorecard/selection/wald.ts';
import { openPool } from '../../../../src/parallel/index.ts';
import { type RiskTable, riskTable } from '../risk-columns.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

async function chosenOf({ candidates, bad }: RiskTable, bound: number, most = 100) {
  const dropped = new Map<string, string>();
  const drop = ({ name }: Candidate, reason: string): void => void dropped.set(name, reason);
  const chosen = await selectBackward(pool, candidates, bad, { bound, most }, drop);
  return { names: [...chosen.keys()].map(({ name }) => name), evidence: [...chosen.values()], dropped };
}

/** The weakest leaves and all are fitted anew, one at a time. */
async function naive({ candidates, bad }: RiskTable, bound: number): Promise<string[]> {
  let members: RiskColumn[] = [...candidates];
  for (;;) {
    const columns = members.map(({ risk }) => risk);
    const wald = waldStatistics(await fitIrls(pool, columns, bad, { lambda: 1, nonNegative: true }));
    const weakest = wald.indexOf(Math.min(...wald));
    if (wald[weakest]! > bound) return members.map(({ name }) => name);
    members = members.filter((_, j) => j !== weakest);
  }
}

const mixed = riskTable(1500, [0.8, 0, 0.5, 0, -0.6, 0.3, 0, 0, 0.4, 0], {
  copies: { 3: { of: 0, noise: 0.4 }, 7: { of: 2, noise: 0.6 } },
});

describe('backward elimination', () => {
  it('leaves what fits of one less at a time leave', async () => {
    const { names } = await chosenOf(mixed, 6);
    expect(names).toEqual(await naive(mixed, 6));
    expect(names).toEqual(['c0', 'c2', 'c5', 'c8']);
  });

  it('says why each of the others left, and how sure those are that stay', async () => {
    const { evidence, dropped } = await chosenOf(mixed, 6);
    expect([...dropped.keys()].sort()).toEqual(['c1', 'c3', 'c4', 'c6', 'c7', 'c9']);
    expect(dropped.get('c4')).toBe('would have the wrong sign beside the 9 others');
    for (const reason of dropped.values())
      expect(reason).toMatch(/^would have|^gains too little beside the \d/);
    expect(evidence.every(({ step, chiSquare }) => step === undefined && chiSquare > 6)).toBe(true);
  });

  it('goes on until no more than the most are left', async () => {
    expect((await chosenOf(mixed, 6, 2)).names).toEqual(['c0', 'c2']);
  });

  it('keeps something of more columns than bads, where the full model tells all rows apart', async () => {
    const wide = riskTable(150, [1.5, 1, ...new Array(80).fill(0)], { intercept: -2 });
    const { names, dropped } = await chosenOf(wide, 6);
    expect(names).toContain('c0');
    expect(names.length + dropped.size).toBe(82);
    expect(names.length).toBeLessThan(12);
  });
});

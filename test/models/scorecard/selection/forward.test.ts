import { afterAll, describe, expect, it } from 'vitest';
import type { Candidate } from '../../../../src/models/scorecard/candidate.ts';
import { boundOf } from '../../../../src/models/scorecard/selection/criterion.ts';
import { selectForward } from '../../../../src/models/scorecard/selection/forward.ts';
import { openPool } from '../../../../src/parallel/index.ts';
import { type RiskTable, riskTable, shared } from '../risk-columns.ts';
import { naiveStepwise } from './naive-stepwise.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

async function chosenOf(
  { candidates, bad }: RiskTable,
  options: { readonly most?: number; readonly removal?: boolean; readonly bound?: number } = {},
  own = pool,
) {
  const { most = 100, removal = true, bound = 6 } = options;
  const dropped = new Map<string, string>();
  const drop = ({ name }: Candidate, reason: string): void => void dropped.set(name, reason);
  const chosen = await selectForward(own, candidates, bad, { bound, most, removal }, drop);
  return { names: [...chosen.keys()].map(({ name }) => name), evidence: [...chosen.values()], dropped };
}

it('boundOf asks 2, ln(rows), or the quantile of the test', () => {
  expect(boundOf('aic', 100)).toBe(2);
  expect(boundOf('bic', 100)).toBeCloseTo(Math.log(100), 12);
  expect(boundOf(0.05, 100)).toBeCloseTo(3.841459, 6);
});

describe('forward selection', () => {
  const mixed = riskTable(2000, [0.8, 0, 0.5, 0, -0.6, 0.3, 0], { copies: { 3: { of: 0, noise: 0.2 } } });

  it('takes what adds, strongest first, and says of the others why not', async () => {
    const { names, evidence, dropped } = await chosenOf(mixed, { removal: false });
    expect(names).toEqual(['c0', 'c2', 'c5']);
    expect(evidence.map(({ step }) => step)).toEqual([1, 2, 3]);
    expect(evidence[0]!.chiSquare).toBeGreaterThan(evidence[1]!.chiSquare);
    expect(evidence.every(({ pValue }) => pValue < 0.01)).toBe(true);
    // Its risk runs the other way: alone or beside the others it would lower what it should raise.
    expect(dropped.get('c4')).toBe('would have the wrong sign beside the 3 chosen');
    expect(dropped.size).toBe(4);
    for (const name of ['c1', 'c3', 'c6']) {
      expect(dropped.get(name)).toMatch(
        /^(does not gain enough|would have the wrong sign) beside the 3 chosen/,
      );
    }
  });

  it.each([1, 2, 3])('chooses as refitting every model does (table %i)', async (seed) => {
    const table = riskTable(700, [0.7, 0.5, 0, 0.3, 0, 0.2], {
      seed,
      copies: { 2: { of: 0, noise: 0.5 }, 4: { of: 1, noise: 0.8 } },
    });
    const { names } = await chosenOf(table);
    expect(names).toEqual(await naiveStepwise(pool, table.candidates, table.bad, 6));
    expect(names.length).toBeGreaterThanOrEqual(2);
  });

  it('stops at the most characteristics and names what came too late', async () => {
    const { names, dropped } = await chosenOf(mixed, { most: 2 });
    expect(names).toEqual(['c0', 'c2']);
    expect(dropped.get('c5')).toMatch(
      /^is not among the 2 that entered first beside the 2 chosen \(chi-square \d+\.\d+, p /,
    );
  });

  it('lets one go that two later ones replace, when stepwise', async () => {
    // The outcome hangs on a and b; their sum is known with noise, and is the best single predictor.
    const { candidates, bad } = riskTable(3000, [0.7, 0.7, 0]);
    const [a, b, noise] = candidates.map(({ risk }) => risk);
    const sum = shared(a!.map((v, i) => v + b![i]! + 0.5 * noise![i]!));
    const table = { candidates: [candidates[0]!, candidates[1]!, { ...candidates[2]!, risk: sum }], bad };
    const stepwise = await chosenOf(table);
    expect(stepwise.names).toEqual(['c0', 'c1']);
    expect(stepwise.dropped.get('c2')).toMatch(
      /^(no longer gains enough once|its coefficient lost its sign when) c[01]/,
    );
  });

  it('chooses nothing from noise, and all that a bound of 0 allows', async () => {
    const noise = riskTable(1000, new Array(10).fill(0), { seed: 3 });
    expect((await chosenOf(noise, { bound: 12 })).names).toEqual([]);
    const all = await chosenOf(noise, { bound: 0, removal: false });
    expect(all.names.length).toBeGreaterThan(2);
    expect(all.names.length + all.dropped.size).toBe(10);
  });

  it('takes one of two equal columns', async () => {
    const { candidates, bad } = riskTable(800, [0.6, 0]);
    const twin = { ...candidates[0]!, input: 1, name: 'twin' };
    const { names, dropped } = await chosenOf({ candidates: [candidates[0]!, twin], bad });
    expect(names).toEqual(['c0']);
    // What is left for the twin is the share that the light penalty keeps from the first.
    expect(dropped.get('twin')).toMatch(/chi-square 0\.\d+/);
  });

  it('chooses the same at 1 and 3 workers', async () => {
    const table = riskTable(
      1500,
      Array.from({ length: 80 }, (_, j) => (j % 9 === 0 ? 0.3 : 0)),
    );
    const expected = await chosenOf(table);
    for (const workers of [1, 3]) {
      const own = openPool({ workers });
      expect(await chosenOf(table, {}, own)).toEqual(expected);
      await own.close();
    }
  });
});

import { describe, expect, it } from 'vitest';
import { drawFraudRoles, type FraudRoles } from '../../../src/world/economy/fraud-roles.ts';
import { drawFirm } from '../../../src/world/firm.ts';
import { FRAUDS, type FraudKind } from '../../../src/world/fraud.ts';
import { baselineScenario, type Scenario } from '../../../src/world/scenario.ts';
import { worldOf } from './districts.ts';

const DISTRICTS = 10;
const N = 1000;
const traits = Array.from({ length: DISTRICTS }, (_, k) =>
  Array.from({ length: N }, (_, i) => drawFirm(baselineScenario, 7, k * N + i)),
);

function rolesOf(scenario: Scenario): FraudRoles[] {
  return traits.map((firms) => drawFraudRoles(scenario, 7, firms));
}

const SHOPS = ['e-commerce', 'retail', 'catering-lodging'];

/** Firms of each kind over all districts. */
function countsOf(roles: readonly FraudRoles[]): Record<FraudKind, number> {
  const counts = Object.fromEntries(FRAUDS.map((kind) => [kind, 0])) as Record<FraudKind, number>;
  for (const { kinds } of roles) for (const kind of kinds) if (kind) counts[kind] += 1;
  return counts;
}

describe('drawFraudRoles', () => {
  const baseline = rolesOf(baselineScenario);

  it('is a pure function of scenario, seed and firms', () => {
    expect(rolesOf(baselineScenario)).toEqual(baseline);
    expect(drawFraudRoles(baselineScenario, 8, traits[0]!)).not.toEqual(baseline[0]);
  });

  /** How far the counts are from those the shares ask for, in standard deviations. */
  function deviations(scenario: Scenario): Record<string, number> {
    const { shareOfApplications, groupSize } = scenario.fraud;
    const [least, most] = groupSize;
    const counts = countsOf(rolesOf(scenario));
    return Object.fromEntries(
      FRAUDS.map((kind) => {
        const mean = shareOfApplications[kind] * scenario.credit.applicantShare * DISTRICTS * N;
        // A group brings its size at once: variance of a compound Poisson is the mean times E(size^2) / E(size).
        const sizes = Array.from({ length: most - least + 1 }, (_, k) => least + k);
        const clumped = sizes.reduce((a, s) => a + s * s, 0) / sizes.reduce((a, s) => a + s, 0);
        const grouped = kind === 'shell' || kind === 'collusive-ring';
        return [kind, (counts[kind] - mean) / Math.sqrt(mean * (grouped ? clumped : 1))];
      }),
    );
  }

  it('gives each kind its share of applications, within what chance allows: chi-square of seven kinds', () => {
    for (const scenario of [
      baselineScenario,
      worldOf({ fraud: { shareOfApplications: Object.fromEntries(FRAUDS.map((kind) => [kind, 0.02])) } })
        .scenario,
    ]) {
      const z = deviations(scenario);
      for (const [kind, deviation] of Object.entries(z)) expect(Math.abs(deviation), kind).toBeLessThan(3.5);
      const chiSquare = Object.values(z).reduce((total, x) => total + x * x, 0);
      // The 99.9 % point of chi-square with 7 degrees of freedom.
      expect(chiSquare).toBeLessThan(24.3);
    }
  });

  it('keeps the baseline between 0.3 and 1.5 % of applications in all', () => {
    const all = Object.values(countsOf(baseline)).reduce((a, b) => a + b, 0);
    const applications = all + baselineScenario.credit.applicantShare * (DISTRICTS * N - all);
    expect(all / applications).toBeGreaterThan(0.003);
    expect(all / applications).toBeLessThan(0.015);
  });

  it('forms groups of the configured sizes, each firm in one at most, whole districts aside', () => {
    const [least, most] = baselineScenario.fraud.groupSize;
    let groups = 0;
    for (const { kinds, groups: drawn } of baseline) {
      const members = drawn.flatMap((group) => group.members);
      expect(new Set(members).size).toBe(members.length);
      for (const { kind, members: group } of drawn) {
        groups += 1;
        expect(['shell', 'collusive-ring']).toContain(kind);
        expect(group.length <= most && (group.length >= least || group.at(-1) === N - 1)).toBe(true);
        for (const i of group) expect(kinds[i]).toBe(kind);
      }
      for (const [i, kind] of kinds.entries())
        if (kind === 'shell' || kind === 'collusive-ring') expect(members).toContain(i);
    }
    expect(groups).toBeGreaterThan(1);
  });

  it('lets only shops brush reviews', () => {
    const { scenario } = worldOf({ fraud: { shareOfApplications: { 'review-brushing': 0.05 } } });
    let brushers = 0;
    for (const [k, { kinds }] of rolesOf(scenario).entries())
      for (const [i, kind] of kinds.entries()) {
        if (kind !== 'review-brushing') continue;
        brushers += 1;
        expect(SHOPS).toContain(traits[k]![i]!.industry);
      }
    expect(brushers).toBeGreaterThan(100);
  });

  it('has no fraudster where the shares are nothing', () => {
    const none = Object.fromEntries(FRAUDS.map((kind) => [kind, 0]));
    const { scenario } = worldOf({ fraud: { shareOfApplications: none } });
    expect(rolesOf(scenario).every(({ kinds }) => kinds.every((kind) => kind === undefined))).toBe(true);
  });
});

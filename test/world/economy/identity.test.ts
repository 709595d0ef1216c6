import { describe, expect, it } from 'vitest';
import { type District, openDistrict } from '../../../src/world/economy/district.ts';
import { identityOf } from '../../../src/world/economy/identity.ts';
import type { FraudKind } from '../../../src/world/fraud.ts';
import type { Identity } from '../../../src/world/life.ts';
import { positionsOf, worldOf } from './districts.ts';

const shares: Partial<Record<FraudKind, number>> = {
  shell: 0.03,
  'collusive-ring': 0.03,
  'identity-takeover': 0.03,
};

function districtWith(adaptation: number): District {
  return openDistrict(worldOf({ fraud: { shareOfApplications: shares, adaptation } }), 0, 1000);
}

const careless = districtWith(0);
const identities = positionsOf(careless).map((i) => identityOf(careless, i));
const THINGS = ['phone', 'device', 'address', 'owner'] as const;

/** Pairs of firms that show the same thing. */
function pairsSharing(thing: keyof Identity, members: readonly number[], of = identities): number {
  let pairs = 0;
  for (const a of members) for (const b of members) if (a < b && of[a]![thing] === of[b]![thing]) pairs += 1;
  return pairs;
}

describe('identityOf', () => {
  it('is a pure function of the district and the firm', () => {
    expect(identityOf(districtWith(0), 17)).toEqual(identities[17]);
  });

  it('lets every member of a ring or circle share two of phone, device and address with its leader', () => {
    expect(careless.roles.groups.length).toBeGreaterThan(3);
    for (const { members } of careless.roles.groups) {
      const common = (thing: (typeof THINGS)[number]): number =>
        Math.max(...members.map((i) => identities[i]![thing]));
      for (const i of members) {
        const shared = (['phone', 'device', 'address'] as const).filter(
          (thing) => identities[i]![thing] >= 4 * 2 ** 33 && identities[i]![thing] === common(thing),
        );
        expect(shared).toHaveLength(2);
      }
      // Any two members of a group share at least one thing.
      const linked = members.flatMap((a) =>
        members.filter((b) => a < b && THINGS.some((t) => identities[a]![t] === identities[b]![t])),
      );
      expect(linked.length).toBe((members.length * (members.length - 1)) / 2);
    }
  });

  it('lets groups share nothing with other groups but an office or an accountant', () => {
    const leaders = new Set<number>();
    for (const { members } of careless.roles.groups)
      for (const number of new Set(
        members.map((i) => identities[i]!.phone).filter((p) => p >= 4 * 2 ** 33),
      )) {
        expect(leaders.has(number)).toBe(false);
        leaders.add(number);
      }
  });

  it('makes takeovers come from one device that served others, each with a new phone', () => {
    const takeovers = positionsOf(careless).filter((i) => careless.roles.kinds[i] === 'identity-takeover');
    expect(takeovers.length).toBeGreaterThan(5);
    expect(new Set(takeovers.map((i) => identities[i]!.device)).size).toBe(1);
    expect(new Set(takeovers.map((i) => identities[i]!.phone)).size).toBe(takeovers.length);
    for (const i of takeovers) expect(identities[i]!.phone).not.toBe(careless.first + i);
  });

  it('lets some of the honest share an address or an accountant’s device, nobody a phone or an owner', () => {
    const honest = positionsOf(careless).filter((i) => !careless.roles.kinds[i]);
    expect(pairsSharing('address', honest)).toBeGreaterThan(5);
    expect(pairsSharing('phone', honest)).toBe(0);
    expect(pairsSharing('owner', honest)).toBe(0);
    const away = honest.filter((i) => identities[i]!.address !== careless.first + i).length;
    expect(away / honest.length).toBeCloseTo(0.08, 1);
    const throughAgents = honest.filter((i) => identities[i]!.device !== careless.first + i).length;
    expect(throughAgents).toBeGreaterThan(10);
  });

  it('hides everything that fraudsters share once all have learnt, and some of it before', () => {
    const pairs = (adaptation: number): number => {
      const d = districtWith(adaptation);
      const of = positionsOf(d).map((i) => identityOf(d, i));
      return d.roles.groups.reduce((total, { members }) => total + pairsSharing('phone', members, of), 0);
    };
    expect(pairs(1)).toBe(0);
    expect(pairs(0.5)).toBeLessThan(pairs(0));
    expect(pairs(0.5)).toBeGreaterThan(0);
  });

  it('never shows the same number for firms of different districts', () => {
    const other = openDistrict(careless.world, 1000, 1000);
    for (const thing of THINGS) {
      const here = new Set(identities.map((identity) => identity[thing]));
      for (const i of positionsOf(other)) expect(here.has(identityOf(other, i)[thing])).toBe(false);
    }
  });
});

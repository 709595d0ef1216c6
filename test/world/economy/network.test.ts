import { describe, expect, it } from 'vitest';
import { type District, openDistrict } from '../../../src/world/economy/district.ts';
import { drawFraudRoles } from '../../../src/world/economy/fraud-roles.ts';
import { NONE } from '../../../src/world/economy/layout.ts';
import { drawGuarantors, drawSupplyNetwork } from '../../../src/world/economy/network.ts';
import { drawFirm } from '../../../src/world/firm.ts';
import { positionsOf, worldOf } from './districts.ts';

const world = worldOf();
const districts = Array.from({ length: 5 }, (_, k) => openDistrict(world, 1000 * k, 1000));

/** Buyers of each firm of a district. */
function buyersOf({ n, network }: District): number[] {
  const counts = new Array<number>(n).fill(0);
  for (const s of network.seller) counts[s]! += 1;
  return counts;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

describe('drawSupplyNetwork', () => {
  it('is a pure function of scenario, seed and firms', () => {
    const d = districts[1]!;
    const again = drawSupplyNetwork(world.scenario, world.seed, d.traits, d.roles, d.purchaseShare);
    expect(again).toEqual(d.network);
    const other = drawSupplyNetwork(world.scenario, world.seed + 1, d.traits, d.roles, d.purchaseShare);
    expect(other.seller).not.toEqual(d.network.seller);
  });

  it('lays links by buyer, none to itself and none twice', () => {
    for (const { n, network } of districts) {
      const { seller, buyer, firstLink } = network;
      expect(firstLink[n]).toBe(seller.length);
      for (let b = 0; b < n; b++) {
        const sellers = seller.subarray(firstLink[b]!, firstLink[b + 1]!);
        expect(new Set(sellers).size).toBe(sellers.length);
        expect(sellers.includes(b)).toBe(false);
        expect(buyer.subarray(firstLink[b]!, firstLink[b + 1]!).every((x) => x === b)).toBe(true);
      }
    }
  });

  it('links the share of firms that the scenario says, to about as many suppliers', () => {
    const buyers = districts.flatMap(({ n, network: { firstLink }, roles }) =>
      Array.from({ length: n }, (_, b) => b)
        .filter((b) => roles.kinds[b] !== 'shell')
        .map((b) => firstLink[b + 1]! - firstLink[b]!),
    );
    const linked = buyers.filter((count) => count > 0);
    expect(linked.length / buyers.length).toBeCloseTo(world.scenario.network.linkedShare, 1);
    // Drawing the same supplier twice costs a few.
    expect(sum(linked) / linked.length).toBeGreaterThan(0.9 * world.scenario.network.suppliersMean);
    expect(sum(linked) / linked.length).toBeLessThan(world.scenario.network.suppliersMean + 0.05);
  });

  it('buys at most 70 % within the district and sells at most 70 %, shells nearly everything', () => {
    for (const d of districts) {
      const { firstLink, share, soldWithin, seller, buyer } = d.network;
      const bought = positionsOf(d).map((b) => sum(share.subarray(firstLink[b]!, firstLink[b + 1]!)));
      const sold = new Float64Array(d.n);
      for (let link = 0; link < seller.length; link++)
        sold[seller[link]!]! += share[link]! * d.purchaseShare[buyer[link]!]! * d.weeklySales[buyer[link]!]!;
      for (const i of positionsOf(d)) {
        const shell = d.roles.kinds[i] === 'shell';
        expect(bought[i]).toBeLessThanOrEqual((shell ? 0.8 : 0.7) + 1e-9);
        expect(soldWithin[i]).toBeLessThanOrEqual((shell ? 0.85 : 0.7) + 1e-9);
        // What is sold within is what normal orders come to, and the rest is sold outside.
        expect(soldWithin[i]).toBeCloseTo(sold[i]! / d.weeklySales[i]!, 9);
        expect(d.outsideShare[i]).toBeCloseTo(1 - soldWithin[i]!, 12);
      }
      for (const x of share) expect(x > 0 && x <= 0.8).toBe(true);
    }
  });

  it('gives suppliers numbers of buyers with a heavy tail: the top 1 % has over 15 % of the links', () => {
    const counts = districts.flatMap(buyersOf).sort((a, b) => b - a);
    const top = sum(counts.slice(0, counts.length / 100)) / sum(counts);
    expect(top).toBeGreaterThan(0.15);
    // Hill's estimate of the tail exponent from the largest 2 %: a Poisson number of buyers would give far more.
    const k = counts.length / 50;
    const hill = k / sum(counts.slice(0, k).map((count) => Math.log(count / counts[k]!)));
    expect(hill).toBeGreaterThan(0.8);
    expect(hill).toBeLessThan(3);
  });

  it('makes the tail lighter with a larger exponent', () => {
    const topShare = (tailExponent: number): number => {
      const counts = buyersOf(openDistrict(worldOf({ network: { tailExponent } }), 0, 1000)).sort(
        (a, b) => b - a,
      );
      return sum(counts.slice(0, 10)) / sum(counts);
    };
    expect(topShare(1.2)).toBeGreaterThan(1.3 * topShare(8));
  });

  it('keeps trade within a region as far as the scenario says', () => {
    const within = (sameRegion: number): number => {
      const d = openDistrict(worldOf({ network: { sameRegion } }), 0, 1000);
      const { seller, buyer } = d.network;
      const same = [...seller].filter((s, link) => d.region[s] === d.region[buyer[link]!]).length;
      return same / seller.length;
    };
    const byChance = within(0);
    // A supplier falls into a region by its weight; who seeks one in the own region gives up after four tries.
    const weights = Object.values(world.scenario.regions);
    const sought = sum(weights.map((w) => w * (1 - (1 - w) ** 4)));
    expect(byChance).toBeCloseTo(sum(weights.map((w) => w * w)), 1);
    expect(within(1)).toBeCloseTo(sought, 1);
    expect(within(0.75)).toBeGreaterThan(byChance + 0.15);
  });

  it('lets shells buy from each other in a circle and from nobody else, and nobody else from them', () => {
    const d = openDistrict(
      worldOf({ fraud: { shareOfApplications: { shell: 0.05 }, groupSize: [3, 7] } }),
      0,
      1000,
    );
    const { seller, buyer, firstLink } = d.network;
    const circles = d.roles.groups.filter(({ kind }) => kind === 'shell');
    expect(circles.length).toBeGreaterThan(3);
    for (const { members } of circles)
      for (const [k, member] of members.entries()) {
        const sellers = [...seller.subarray(firstLink[member]!, firstLink[member + 1]!)];
        expect(sellers).toEqual([members[(k + 1) % members.length]]);
      }
    for (let link = 0; link < seller.length; link++)
      expect(d.roles.kinds[seller[link]!] === 'shell').toBe(d.roles.kinds[buyer[link]!] === 'shell');
  });
});

describe('drawGuarantors', () => {
  const scenario = worldOf({
    network: { guaranteedShare: 0.3 },
    fraud: { shareOfApplications: { 'collusive-ring': 0.02 } },
  }).scenario;
  const traits = Array.from({ length: 1000 }, (_, firm) => drawFirm(scenario, 7, firm));
  const roles = drawFraudRoles(scenario, 7, traits);
  const guarantor = drawGuarantors(scenario, 7, traits, roles);

  /** The circle that firm `start` guarantees in. */
  function circleOf(start: number): number[] {
    const circle = [start];
    for (let i = guarantor[start]!; i !== start; i = guarantor[i]!) {
      circle.push(i);
      if (circle.length > 60) throw new Error(`no circle from ${start}`);
    }
    return circle;
  }

  const guaranteed = Array.from(guarantor.keys()).filter((i) => guarantor[i] !== NONE);

  it('closes circles of two to five honest firms of a region', () => {
    for (const i of guaranteed) {
      if (roles.kinds[i]) continue;
      const circle = circleOf(i);
      expect(circle.length >= 2 && circle.length <= 5).toBe(true);
      for (const member of circle) {
        expect(traits[member]!.region).toBe(traits[i]!.region);
        expect(roles.kinds[member]).toBeUndefined();
      }
    }
  });

  it('lets the members of a collusive ring guarantee for each other, and no other fraudster', () => {
    const rings = roles.groups.filter(({ kind }) => kind === 'collusive-ring');
    expect(rings.length).toBeGreaterThan(0);
    for (const { members } of rings) expect(circleOf(members[0]!)).toEqual([...members]);
    for (const i of guaranteed) expect([undefined, 'collusive-ring']).toContain(roles.kinds[i]);
  });

  it('guarantees the share of firms that the scenario says', () => {
    const honest = guaranteed.filter((i) => !roles.kinds[i]).length;
    expect(honest / 1000).toBeGreaterThan(0.25);
    expect(honest / 1000).toBeLessThan(0.35);
  });
});

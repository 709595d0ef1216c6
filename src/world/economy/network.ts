import { openStream, type RandomStream } from '../../core/index.ts';
import type { FirmTraits } from '../firm.ts';
import type { Industry } from '../industries.ts';
import type { Scenario } from '../scenario.ts';
import type { FraudRoles } from './fraud-roles.ts';

/** Who sells to whom within a district, ordered by buyer. Positions are within the district. */
export interface SupplyNetwork {
  readonly seller: Int32Array;
  readonly buyer: Int32Array;
  /** Share of the buyer's orders. */
  readonly share: Float64Array;
  /** Links of buyer b are [firstLink[b], firstLink[b + 1]). */
  readonly firstLink: Int32Array;
  /** Share of each firm's normal sales that goes to firms of the district. */
  readonly soldWithin: Float64Array;
}

/** Draws of a firm, the `j` of the stream `world.network`; links use LINK + 8 x link. */
const J = { appeal: 0, linked: 1, guaranteed: 2, groupSize: 3, link: 16 } as const;

/** How readily an industry supplies other firms, against a wholesaler. OWN. */
const SUPPLIES: Readonly<Record<Industry, number>> = {
  'manufacturing-light': 0.9,
  'manufacturing-heavy': 1,
  wholesale: 1,
  retail: 0.05,
  'catering-lodging': 0.02,
  agriculture: 0.5,
  logistics: 0.7,
  construction: 0.3,
  'it-services': 0.4,
  'e-commerce': 0.1,
  textile: 0.9,
  'cross-border-trade': 0.4,
};
/** Appeal of a supplier grows with this power of its size. */
const SIZE_POWER = 0.6;
/** Most suppliers a firm has within the district. */
const MOST_SUPPLIERS = 8;
/** Tries to find a supplier in the same region and industry-fit before taking anyone. */
const TRIES = 4;
/** A link takes between a twentieth and two fifths of the buyer's orders, all links of a buyer at most 70 %. */
const LINK_SHARE = [0.05, 0.4] as const;
const MOST_BOUGHT_WITHIN = 0.7;
/** A firm sells at most this share of its normal sales within the district; shells nearly everything. */
const MOST_SOLD_WITHIN = 0.7;
const MOST_SOLD_BY_SHELLS = 0.85;
const SHELL_SHARE = 0.8;

/** Lays the supply links of a district; a pure function of its arguments. Suppliers' numbers of buyers have a heavy tail. */
export function drawSupplyNetwork(
  scenario: Scenario,
  seed: number,
  traits: readonly FirmTraits[],
  roles: FraudRoles,
  purchaseShare: Float64Array,
): SupplyNetwork {
  const n = traits.length;
  const stream = openStream(seed, 'world.network');
  const suppliersOf = circlesOfShells(roles);
  const find = supplierFinder(scenario, stream, traits, roles);
  for (const [i, { firm }] of traits.entries()) {
    if (roles.kinds[i] === 'shell' || stream.uniform(firm, J.linked) >= scenario.network.linkedShare)
      continue;
    const wanted = 1 + stream.poisson(scenario.network.suppliersMean - 1, firm, J.linked, 1);
    const links = new Map<number, number>();
    for (let k = 0; k < Math.min(MOST_SUPPLIERS, wanted); k++) {
      const seller = find(i, k);
      const [low, high] = LINK_SHARE;
      const share = low + (high - low) * stream.uniform(firm, J.link + 8 * k, 7);
      if (seller !== undefined && !links.has(seller)) links.set(seller, share);
    }
    const total = [...links.values()].reduce((a, b) => a + b, 0);
    const scale = Math.min(1, MOST_BOUGHT_WITHIN / total);
    for (const [seller, share] of links) links.set(seller, share * scale);
    suppliersOf.set(i, links);
  }
  return layLinks(n, suppliersOf, traits, roles, purchaseShare);
}

/** Shells buy from each other in a circle. */
function circlesOfShells({ groups }: FraudRoles): Map<number, Map<number, number>> {
  const suppliersOf = new Map<number, Map<number, number>>();
  for (const { kind, members } of groups) {
    if (kind !== 'shell' || members.length < 2) continue;
    members.forEach((member, k) => {
      suppliersOf.set(member, new Map([[members[(k + 1) % members.length]!, SHELL_SHARE]]));
    });
  }
  return suppliersOf;
}

/** Gives the k-th supplier of a firm: drawn by appeal, of the same region if chance wants and one is found. */
function supplierFinder(
  scenario: Scenario,
  stream: RandomStream,
  traits: readonly FirmTraits[],
  { kinds }: FraudRoles,
): (buyer: number, k: number) => number | undefined {
  const { tailExponent, sameRegion } = scenario.network;
  const cumulative = new Float64Array(traits.length);
  let total = 0;
  for (const [i, { firm, industry, weeklySalesFen }] of traits.entries()) {
    // A Pareto factor gives some suppliers very many buyers.
    const pareto = (1 - stream.uniform(firm, J.appeal)) ** (-1 / tailExponent);
    if (kinds[i] !== 'shell') total += SUPPLIES[industry] * weeklySalesFen ** SIZE_POWER * pareto;
    cumulative[i] = total;
  }
  return (buyer, k) => {
    const { firm, region } = traits[buyer]!;
    const stays = stream.uniform(firm, J.link + 8 * k, 6) < sameRegion;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const seller = firstAbove(cumulative, total * stream.uniform(firm, J.link + 8 * k, attempt));
      if (seller !== buyer && (!stays || traits[seller]!.region === region || attempt === TRIES - 1))
        return seller;
    }
    return undefined;
  };
}

/** First index whose cumulative weight is above `x`. */
function firstAbove(cumulative: Float64Array, x: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Scales links so that no seller sells too much within the district, and lays them out by buyer. */
function layLinks(
  n: number,
  suppliersOf: ReadonlyMap<number, ReadonlyMap<number, number>>,
  traits: readonly FirmTraits[],
  { kinds }: FraudRoles,
  purchaseShare: Float64Array,
): SupplyNetwork {
  const links = [...suppliersOf]
    .sort(([a], [b]) => a - b)
    .flatMap(([buyer, sellers]) => [...sellers].map(([seller, share]) => ({ buyer, seller, share })));
  const boughtBy = (buyer: number): number => purchaseShare[buyer]! * traits[buyer]!.weeklySalesFen;
  const sold = new Float64Array(n);
  for (const { buyer, seller, share } of links) sold[seller]! += share * boughtBy(buyer);
  const scale = sold.map((amount, i) => {
    const most = kinds[i] === 'shell' ? MOST_SOLD_BY_SHELLS : MOST_SOLD_WITHIN;
    return amount > 0 ? Math.min(1, (most * traits[i]!.weeklySalesFen) / amount) : 1;
  });
  const firstLink = new Int32Array(n + 1);
  for (const { buyer } of links) firstLink[buyer + 1]! += 1;
  for (let i = 0; i < n; i++) firstLink[i + 1]! += firstLink[i]!;
  return {
    seller: Int32Array.from(links, ({ seller }) => seller),
    buyer: Int32Array.from(links, ({ buyer }) => buyer),
    share: Float64Array.from(links, ({ seller, share }) => share * scale[seller]!),
    firstLink,
    soldWithin: sold.map((amount, i) => (amount * scale[i]!) / traits[i]!.weeklySalesFen),
  };
}

/** Largest circle of mutual guarantees. OWN: the circles of three to five of the eastern counties. */
const GUARANTEE_GROUP = [2, 5] as const;

/**
 * Who guarantees the loan of whom: in circles of firms of one region, and within collusive rings. Entry i is the position
 * of the guarantor of firm i, -1 for none.
 */
export function drawGuarantors(
  scenario: Scenario,
  seed: number,
  traits: readonly FirmTraits[],
  roles: FraudRoles,
): Int32Array {
  const stream = openStream(seed, 'world.network');
  const guarantor = new Int32Array(traits.length).fill(-1);
  const close = (circle: readonly number[]): void => {
    if (circle.length < 2) return;
    circle.forEach((member, k) => {
      guarantor[member] = circle[(k + 1) % circle.length]!;
    });
  };
  for (const { kind, members } of roles.groups) if (kind === 'collusive-ring') close(members);
  const open = new Map<string, { members: number[]; size: number }>();
  for (const [i, { firm, region }] of traits.entries()) {
    if (roles.kinds[i] || stream.uniform(firm, J.guaranteed) >= scenario.network.guaranteedShare) continue;
    const [least, most] = GUARANTEE_GROUP;
    const circle = open.get(region) ?? {
      members: [],
      size: least + stream.integer(most - least + 1, firm, J.groupSize),
    };
    circle.members.push(i);
    open.set(region, circle);
    if (circle.members.length < circle.size) continue;
    close(circle.members);
    open.delete(region);
  }
  for (const { members } of open.values()) close(members);
  return guarantor;
}

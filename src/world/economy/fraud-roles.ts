import { openStream } from '../../core/index.ts';
import type { FirmTraits } from '../firm.ts';
import { FRAUDS, type FraudKind } from '../fraud.ts';
import type { Scenario } from '../scenario.ts';

/** Who commits which fraud in a district, and with whom. */
export interface FraudRoles {
  /** By firm of the district; undefined for the honest. */
  readonly kinds: readonly (FraudKind | undefined)[];
  /** Members of each collusive ring and of each circle of shells, as positions in the district. */
  readonly groups: readonly { readonly kind: FraudKind; readonly members: readonly number[] }[];
}

/** Draws of a firm, the `j` of the stream `world.fraud`. */
const J = { single: 0, size: 1 } as const;

/** Kinds that need a group; everyone else acts alone. */
const GROUPED: ReadonlySet<FraudKind> = new Set(['shell', 'collusive-ring']);
/** Only shops have reviews to brush. */
const SHOPS: ReadonlySet<string> = new Set(['e-commerce', 'retail', 'catering-lodging']);

/**
 * Draws the roles of a district, firms in their order; a pure function of its arguments. Every fraudster applies for a
 * loan, the honest with `applicantShare`: a kind's share of firms is its share of applications times that. A group is
 * led by a firm drawn for it and filled with the next firms that have no role.
 */
export function drawFraudRoles(scenario: Scenario, seed: number, traits: readonly FirmTraits[]): FraudRoles {
  const { fraud, credit } = scenario;
  const stream = openStream(seed, 'world.fraud');
  const kinds: (FraudKind | undefined)[] = traits.map(() => undefined);
  const groups: { kind: FraudKind; members: number[] }[] = [];
  const [least, most] = fraud.groupSize;
  const shopShare = traits.filter(({ industry }) => SHOPS.has(industry)).length / Math.max(1, traits.length);
  const chanceOf = (kind: FraudKind, industry: string): number => {
    const share = fraud.shareOfApplications[kind] * credit.applicantShare;
    if (GROUPED.has(kind)) return share / ((least + most) / 2);
    if (kind !== 'review-brushing') return share;
    return SHOPS.has(industry) ? Math.min(1, share / shopShare) : 0;
  };
  for (const [i, { firm, industry }] of traits.entries()) {
    if (kinds[i]) continue;
    let u = stream.uniform(firm, J.single);
    const kind = FRAUDS.find((candidate) => {
      u -= chanceOf(candidate, industry);
      return u < 0;
    });
    if (!kind) continue;
    kinds[i] = kind;
    if (!GROUPED.has(kind)) continue;
    const size = least + stream.integer(most - least + 1, firm, J.size);
    const members = [i];
    for (let next = i + 1; next < traits.length && members.length < size; next++) {
      if (kinds[next]) continue;
      kinds[next] = kind;
      members.push(next);
    }
    groups.push({ kind, members });
  }
  return { kinds, groups };
}

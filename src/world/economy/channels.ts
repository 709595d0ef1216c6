import { openStream } from '../../core/index.ts';
import type { FirmTraits } from '../firm.ts';
import type { World } from '../world.ts';
import type { FraudRoles } from './fraud-roles.ts';
import { NEVER } from './layout.ts';

/** Where a firm applies. */
export const CHANNEL = { nowhere: 0, own: 1, both: 2, traditional: 3 } as const;

/** Draws of a firm, the `j` of the stream `world.channels`. */
const J = { applies: 0, also: 1, day: 2, ringDay: 3 } as const;
/** Members of a collusive ring apply within these days of their leader. */
const RING_DAYS = 21;

/** Where and when every firm will apply, whatever becomes of it until then; a pure function of its arguments. */
export function drawChannels(
  { scenario, seed, timeline }: World,
  traits: readonly FirmTraits[],
  roles: FraudRoles,
): { readonly channels: Int32Array; readonly days: Int32Array } {
  const stream = openStream(seed, 'world.channels');
  const channels = new Int32Array(traits.length);
  const days = new Int32Array(traits.length).fill(NEVER);
  const { applicationFrom, endDate } = timeline;
  const { bothShare, traditionalShare } = scenario.lenders;
  for (const [i, { firm }] of traits.entries()) {
    const applies =
      roles.kinds[i] !== undefined || stream.uniform(firm, J.applies) < scenario.credit.applicantShare;
    const also = stream.uniform(firm, J.also);
    if (applies) channels[i] = also < bothShare ? CHANNEL.both : CHANNEL.own;
    else channels[i] = also < traditionalShare ? CHANNEL.traditional : CHANNEL.nowhere;
    if (channels[i] !== CHANNEL.nowhere)
      days[i] = applicationFrom + stream.integer(endDate - applicationFrom + 1, firm, J.day);
  }
  for (const { kind, members } of roles.groups) {
    if (kind !== 'collusive-ring') continue;
    const leader = days[members[0]!]!;
    for (const member of members)
      days[member] = Math.min(endDate, leader + stream.integer(RING_DAYS, traits[member]!.firm, J.ringDay));
  }
  return { channels, days };
}

import { openStream } from '../../core/index.ts';
import type { Identity } from '../life.ts';
import type { District } from './district.ts';

/** Draws of a firm, the `j` of the stream `world.identity`. */
const J = { office: 0, officeOf: 1, device: 2, hides: 3 } as const;

/** Firms in a shared office building, and buildings per hundred firms. OWN: honest firms share addresses too. */
const SHARED_OFFICE_SHARE = 0.08;
const FIRMS_PER_BUILDING = 12;
/** Firms whose accountant applies for them from one device, and such accountants per hundred of them. OWN. */
const AGENT_SHARE = 0.03;
const FIRMS_PER_AGENT = 8;
/** Numbers from here on are shared things; below, a firm's own number. */
const SHARED = 2 ** 33;

/**
 * What a firm shows when it applies. Rings share device, phone or address; takeovers come from a device of their own that
 * served other takeovers. Innocent sharing (office buildings, accountants) makes both less telling, and so does `adaptation`.
 */
export function identityOf(d: District, i: number): Identity {
  const { scenario, seed } = d.world;
  const firm = d.first + i;
  const stream = openStream(seed, 'world.identity');
  const own = { phone: firm, device: firm, address: firm, owner: firm };
  const building =
    SHARED + d.first + Math.floor((d.n / FIRMS_PER_BUILDING) * stream.uniform(firm, J.officeOf));
  const agent =
    2 * SHARED + d.first + Math.floor((d.n / FIRMS_PER_AGENT) * stream.uniform(firm, J.device, 1));
  const usual = {
    ...own,
    address: stream.uniform(firm, J.office) < SHARED_OFFICE_SHARE ? building : firm,
    device: stream.uniform(firm, J.device) < AGENT_SHARE ? agent : firm,
  };
  const kind = d.roles.kinds[i];
  const hides = stream.uniform(firm, J.hides) < scenario.fraud.adaptation;
  if (!kind || hides) return usual;
  if (kind === 'identity-takeover')
    return { ...usual, device: 3 * SHARED + d.first, phone: 3 * SHARED + firm };
  const group = d.roles.groups.find(({ members }) => members.includes(i));
  if (!group) return usual;
  const leader = 4 * SHARED + d.first + group.members[0]!;
  // Not every member is careless with everything: each shares two of three.
  const kept = stream.integer(3, firm, J.hides, 1);
  return {
    owner: kind === 'shell' && kept === 0 ? leader : firm,
    device: kept === 0 ? usual.device : leader,
    phone: kept === 1 ? usual.phone : leader,
    address: kept === 2 ? usual.address : leader,
  };
}

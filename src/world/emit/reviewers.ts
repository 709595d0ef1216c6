import { REGIONS } from '../../sources/index.ts';
import type { Region } from '../regions.ts';
import type { World } from '../world.ts';
import { ACCOUNTS_PER_RING } from './brushing.ts';
import { recordStreamOf } from './record-stream.ts';

/** Accounts of a region that may write a review, and how much more the keenest write: u to this power picks one. OWN. */
const ACCOUNTS_PER_REGION = 2 ** 24;
const KEENNESS = 1.5;
/** Ring accounts come after those of all regions. */
const FIRST_RING_ACCOUNT = REGIONS.length * ACCOUNTS_PER_REGION;

/** The pseudonym of an ordinary account of a region, at `u` in [0, 1); few write many reviews, most write one. */
export function customerAccount(world: World, region: Region, u: number): string {
  const rank = Math.floor(ACCOUNTS_PER_REGION * u ** KEENNESS);
  return pseudonym(world, REGIONS.indexOf(region) * ACCOUNTS_PER_REGION + rank);
}

/** The pseudonym of an account of a brushing ring, at `u` in [0, 1); it looks like any other. */
export function ringAccount(world: World, ring: number, u: number): string {
  return pseudonym(world, FIRST_RING_ACCOUNT + ring * ACCOUNTS_PER_RING + Math.floor(ACCOUNTS_PER_RING * u));
}

function pseudonym(world: World, account: number): string {
  const number = recordStreamOf(world, 'reviewers').integer(2 ** 32, account);
  return `U${number.toString(16).padStart(8, '0')}`;
}

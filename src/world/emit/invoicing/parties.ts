import type { RandomStream } from '../../../core/index.ts';
import { K } from './draws.ts';

/** Which list of other sides: buyers, suppliers, or the many of overheads. */
export const PARTY_LISTS = { buyers: 0, suppliers: 1, overheads: 2 } as const;

/** The other sides of a firm's paper, numbered by rank; names are made when first asked for. */
export interface Parties {
  readonly list: 0 | 1 | 2;
  readonly firm: number;
  readonly count: number;
  readonly topShare: number;
  readonly rankExponent: number;
  /** Names known from the firm's account come first, so that bank and invoices agree on the largest. */
  readonly names: (string | undefined)[];
}

/** Rank of the party at `u` in [0, 1): the largest has `topShare`, the others fall as rank ** -rankExponent. */
export function partyAt({ count, topShare, rankExponent }: Parties, u: number): number {
  if (u < topShare || count < 2) return 0;
  const v = (u - topShare) / (1 - topShare);
  // Inverse of the integral of x ** -a from 1 to count: closed, so that the price does not grow with the list.
  const b = 1 - rankExponent;
  return Math.min(count - 1, Math.floor((v * (count ** b - 1) + 1) ** (1 / b)));
}

/** `C01ab23cd`: pseudonym of the party of rank `rank`. */
export function partyName(stream: RandomStream, parties: Parties, rank: number): string {
  const known = parties.names[rank];
  if (known !== undefined) return known;
  const code = stream.integer(2 ** 32, parties.firm, rank, K.partyName[parties.list]);
  const name = `C${code.toString(16).padStart(8, '0')}`;
  parties.names[rank] = name;
  return name;
}

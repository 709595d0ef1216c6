import type { FirmTraits } from '../firm.ts';
import type { World } from '../world.ts';
import { K } from './sink.ts';

/** The other sides of a firm's trade: pseudonyms and cumulative shares of the number of payments. */
export interface Side {
  readonly names: readonly string[];
  /** Rising to 1. */
  readonly cumulative: readonly number[];
}

export interface Counterparties {
  readonly buyers: Side;
  readonly suppliers: Side;
}

/** The largest supplier's share when there are several. */
const TOP_SUPPLIER = 0.35;

/** The buyers and suppliers of a firm; the largest buyer has the firm's top share, the rest fall as 1 / rank. */
export function counterpartiesOf(world: World, traits: FirmTraits): Counterparties {
  return {
    buyers: side(world, traits.firm, traits.nBuyers, traits.topShare, K.buyerName),
    suppliers: side(world, traits.firm, traits.nSuppliers, TOP_SUPPLIER, K.supplierName),
  };
}

function side(world: World, firm: number, n: number, topShare: number, k: number): Side {
  let harmonic = 0;
  for (let rank = 1; rank < n; rank++) harmonic += 1 / rank;
  const names: string[] = [];
  const cumulative: number[] = [];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    names.push(
      `C${world.streams.records
        .integer(2 ** 32, firm, i, k)
        .toString(16)
        .padStart(8, '0')}`,
    );
    sum += i === 0 ? topShare : (1 - topShare) / (i * harmonic);
    cumulative.push(sum);
  }
  return { names, cumulative };
}

/** The counterparty at `u` in [0, 1). */
export function pick({ names, cumulative }: Side, u: number): string {
  const i = cumulative.findIndex((bound) => u < bound);
  return names[i < 0 ? names.length - 1 : i]!;
}

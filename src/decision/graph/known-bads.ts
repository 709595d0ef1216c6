import { FOREVER } from '../../kernels/graph-adjacency.ts';
import { sharedInt32 } from '../../parallel/index.ts';

/** A firm known to be bad (a default, a confirmed fraud: the caller says what bad means) from a day on. */
export interface KnownBad {
  /** Number of the firm in the graph. */
  readonly firm: number;
  /** It counts for asks after this day, never on it. */
  readonly knownDay: number;
}

/** By firm the first day it was known bad; FOREVER where it never was. On shared memory. */
export function knownDaysOf(nFirms: number, bads: readonly KnownBad[]): Int32Array {
  const days = sharedInt32(nFirms).fill(FOREVER);
  for (const { firm, knownDay } of bads) if (knownDay < days[firm]!) days[firm] = knownDay;
  return days;
}

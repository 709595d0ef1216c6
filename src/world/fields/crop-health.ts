import type { FirmLife } from '../life.ts';

/** Weeks from the crop that a satellite sees to the sales it becomes: first and last. */
const HARVEST_FROM_WEEKS = 4;
const HARVEST_TO_WEEKS = 12;

/**
 * Health of a farm's standing crop in week `week`, log against normal: the mean of the farm's own log demand 4 to 12 weeks
 * LATER, because the crop that stands in the field now is what the farm then has to sell. It looks ahead in the life on purpose:
 * the field knew it first. Past the last week lived the mean is of the weeks that were, or of the last one.
 */
export function cropHealth({ logDemand, nWeeks }: FirmLife, week: number): number {
  const from = Math.min(nWeeks - 1, week + HARVEST_FROM_WEEKS);
  const to = Math.min(nWeeks - 1, week + HARVEST_TO_WEEKS);
  let sum = 0;
  for (let w = from; w <= to; w++) sum += logDemand[w]!;
  return sum / (to - from + 1);
}

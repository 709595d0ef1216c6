import { REGIONS } from '../sources/index.ts';
import { isDuring } from './macro.ts';
import type { Region } from './regions.ts';
import type { Timeline } from './timeline.ts';

/** A blow to one region: a flood, an earthquake, a closed border. */
export interface Disaster {
  readonly region: Region;
  /** First day, YYYY-MM-DD; it strikes in the week that holds it. */
  readonly from: string;
  readonly weeks: number;
  /** Change of the region's log demand while it lasts. */
  readonly logDemand: number;
  /** Weeks in which half of the demand lost comes back afterwards. */
  readonly recoveryHalfLifeWeeks: number;
  /** Expected accidents a firm of the region suffers by it, spread evenly over its weeks, [0, 1]. */
  readonly damagedShare: number;
}

/** What a region's firms share beyond the economy; one value a week. */
export interface LocalConditions {
  /** Added to log demand. */
  readonly logDemand: Float64Array;
  /** Added to the chance of an accident in the week. */
  readonly accidentChance: Float64Array;
}

/** Lays the disasters of a scenario out by region and week. Those that overlap in a region add up. */
export function layDisasters(
  disasters: readonly Disaster[],
  timeline: Timeline,
): Readonly<Record<Region, LocalConditions>> {
  const { nWeeks } = timeline;
  const conditions = Object.fromEntries(
    REGIONS.map((region): [Region, LocalConditions] => [
      region,
      { logDemand: new Float64Array(nWeeks), accidentChance: new Float64Array(nWeeks) },
    ]),
  ) as Record<Region, LocalConditions>;
  for (const { region, from, weeks, logDemand, recoveryHalfLifeWeeks, damagedShare } of disasters) {
    const local = conditions[region];
    const kept = 0.5 ** (1 / recoveryHalfLifeWeeks);
    let felt = 0;
    for (let w = 0; w < nWeeks; w++) {
      const struck = isDuring(timeline, from, weeks, w);
      felt = struck ? logDemand : felt * kept;
      local.logDemand[w]! += felt;
      if (struck) local.accidentChance[w]! += damagedShare / weeks;
    }
  }
  return conditions;
}

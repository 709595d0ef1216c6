import type { ScenarioOverrides } from '../scenario.ts';

/** A flood in the central farm belt, six weeks from the end of June 2025; other regions do not feel it. OWN. */
export const regionalFlood: ScenarioOverrides = {
  name: 'regional-flood',
  disasters: [
    {
      region: 'central-farm-belt',
      from: '2025-06-23',
      weeks: 6,
      logDemand: -1.2,
      recoveryHalfLifeWeeks: 8,
      damagedShare: 0.25,
    },
  ],
};

import type { ScenarioOverrides } from '../scenario.ts';

/** Nearly half of foreign demand is lost for a year from May 2025; demand at home hardly feels it. OWN. */
export const exportSlump: ScenarioOverrides = {
  name: 'export-slump',
  macro: {
    episodes: [{ regime: 'shock', from: '2025-05-01', weeks: 52 }],
    effects: {
      slowdown: { logDemand: 0, logExportDemand: -0.2 },
      shock: { logDemand: -0.02, logExportDemand: -0.6, logEnergyPrice: 0 },
    },
  },
};

import type { ScenarioOverrides } from '../scenario.ts';

/** Nine months from summer 2025 in which a third of demand is gone, then a long slowdown; lenders hold back. OWN. */
export const severeShock: ScenarioOverrides = {
  name: 'severe-shock',
  macro: {
    episodes: [{ regime: 'shock', from: '2025-07-01', weeks: 39 }],
    effects: {
      slowdown: { logDemand: -0.12, logExportDemand: -0.15 },
      shock: { logDemand: -0.4, logExportDemand: -0.45, logEnergyPrice: 0.1 },
    },
  },
  credit: { acceptance: 0.58 },
};

import type { ScenarioOverrides } from '../scenario.ts';

/** Electricity at about twice its tariff for nine months from March 2025, and half as dear again on the way back. OWN. */
export const energySpike: ScenarioOverrides = {
  name: 'energy-spike',
  macro: {
    episodes: [{ regime: 'shock', from: '2025-03-01', weeks: 39 }],
    effects: {
      slowdown: { logDemand: -0.02, logExportDemand: 0, logEnergyPrice: 0.4 },
      shock: { logDemand: -0.03, logExportDemand: 0, logEnergyPrice: 0.7 },
    },
  },
};

import type { ScenarioOverrides } from '../scenario.ts';

/** A slow year from spring 2025: a tenth less demand, ending by chance some months after. OWN. */
export const mildRecession: ScenarioOverrides = {
  name: 'mild-recession',
  macro: {
    episodes: [{ regime: 'slowdown', from: '2025-04-01', weeks: 52 }],
    effects: { slowdown: { logDemand: -0.1, logExportDemand: -0.1 } },
  },
};

import type { ScenarioOverrides } from '../scenario.ts';

/** A calm economy: every parameter as scenario.ts has it. */
export const baseline: ScenarioOverrides = { name: 'baseline' };

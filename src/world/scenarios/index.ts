import { baselineScenario, type Scenario, type ScenarioOverrides } from '../scenario.ts';
import { mergeDeep } from '../scenario-merge.ts';
import { baseline } from './baseline.ts';
import { energySpike } from './energy-spike.ts';
import { exportSlump } from './export-slump.ts';
import { mildRecession } from './mild-recession.ts';
import { regionalFlood } from './regional-flood.ts';
import { severeShock } from './severe-shock.ts';

const catalogue = {
  baseline,
  'mild-recession': mildRecession,
  'severe-shock': severeShock,
  'export-slump': exportSlump,
  'energy-spike': energySpike,
  'regional-flood': regionalFlood,
} as const satisfies Record<string, ScenarioOverrides>;

export type ScenarioName = keyof typeof catalogue;

/** The scenarios that come with Parus, the baseline first. */
export const SCENARIO_NAMES = Object.keys(catalogue) as readonly ScenarioName[];

/** Whether `text` names one of them. */
export function isScenarioName(text: string): text is ScenarioName {
  return Object.hasOwn(catalogue, text);
}

/** A scenario that comes with Parus: its few changes laid over the baseline. */
export function namedScenario(name: ScenarioName): Scenario {
  // The types of the catalogue make it whole; a test holds each against the schema.
  return mergeDeep(baselineScenario, catalogue[name]) as Scenario;
}

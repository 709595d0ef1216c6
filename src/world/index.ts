export type { Disaster } from './disasters.ts';
export { emitRecords, type RecordSink, type SourceRecord } from './emit/index.ts';
export { drawFirm, type FirmTraits } from './firm.ts';
export { type Industry, type IndustryProfile, industryProfiles } from './industries.ts';
export {
  type Application,
  type Enquiry,
  type FirmLife,
  FLOW,
  FLOWS,
  type Flow,
  type MonthAccount,
  N_INFLOWS,
} from './life.ts';
export { type Loan, type LoanOutcome, outcomeOf } from './loans.ts';
export type { Episode, MacroLaw, Regime, RegimeEffect } from './macro.ts';
export { baselineScenario, type Region, type Scenario, type ScenarioOverrides } from './scenario.ts';
export { loadScenario, resolveScenario, scenarioHash } from './scenario-file.ts';
export { isScenarioName, namedScenario, SCENARIO_NAMES, type ScenarioName } from './scenarios/index.ts';
export { type SimulateOptions, type SimulateSummary, simulateBook } from './simulate.ts';
export { simulateFirm } from './simulate-firm.ts';
export { makeTimeline, type Timeline } from './timeline.ts';
export { openWorld, type World } from './world.ts';

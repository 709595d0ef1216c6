import { openStream, type RandomStream } from '../core/index.ts';
import { drawEnvironment, type Environment } from './environment.ts';
import type { Scenario } from './scenario.ts';
import { makeTimeline, type Timeline } from './timeline.ts';

/** What one firm's life needs besides its number. Plain functions of (scenario, seed, months): open it anywhere. */
export interface World {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly timeline: Timeline;
  readonly environment: Environment;
  /** Streams of draws, by (firm, week or month, k). */
  readonly streams: {
    readonly trade: RandomStream;
    readonly bills: RandomStream;
    readonly credit: RandomStream;
    readonly records: RandomStream;
  };
}

export function openWorld(scenario: Scenario, seed: number, months: number): World {
  const timeline = makeTimeline(months);
  return {
    scenario,
    seed,
    timeline,
    environment: drawEnvironment(scenario, seed, timeline),
    streams: {
      trade: openStream(seed, 'world.trade'),
      bills: openStream(seed, 'world.bills'),
      credit: openStream(seed, 'world.credit'),
      records: openStream(seed, 'world.records'),
    },
  };
}

import type { Axis } from '../axis.ts';
import type { Goal } from './goal.ts';
import type { Limits, Option } from './options.ts';
import type { Probe } from './probe.ts';

/** What a search for the nearest change starts from. */
export interface Problem {
  readonly probe: Probe;
  /** The row under the model without its calibration; `probe` itself where there is none. */
  readonly uncalibrated: Probe;
  readonly axes: readonly Axis[];
  readonly goal: Goal;
  /** Inputs that may change, in the order of the model. */
  readonly changeable: readonly { readonly input: number; readonly limits: Limits }[];
}

/** What a search found. */
export interface Found {
  /** Undefined where no change reaches the goal. */
  readonly moves: readonly Option[] | undefined;
  /** Proved: no fewer inputs and no smaller change reach the goal, or none at all. */
  readonly isExact: boolean;
}

/** Sums of random steps, levels and lines, and rows of them that want a better PD. */
import { openStream } from '../../../src/core/index.ts';
import type { AdditiveBody, AdditiveTerm, ModelArtefact, ModelInput } from '../../../src/models/artefact.ts';
import type { Calibration } from '../../../src/models/calibration/schema.ts';
import { type BoundColumns, CODE_MISSING, makeModel } from '../../../src/models/index.ts';
import { axesOf } from '../../../src/scorecard/axis.ts';
import type { Problem } from '../../../src/scorecard/counterfactual/found.ts';
import { pdGoal } from '../../../src/scorecard/counterfactual/goal.ts';
import type { Option } from '../../../src/scorecard/counterfactual/options.ts';
import { makeProbe } from '../../../src/scorecard/counterfactual/probe.ts';
import { artefactOf } from '../../models/exchange/random-models.ts';

const LEVELS = ['a', 'b', 'c'];

export interface RandomProblem {
  readonly artefact: ModelArtefact;
  readonly body: AdditiveBody;
  readonly problem: Problem;
}

/** A row of a random sum of `shapes`, and a PD below its own to come down to. */
export function randomProblem(
  seed: number,
  shapes: readonly AdditiveTerm['shape'][],
  calibration: Calibration = { kind: 'none' },
): RandomProblem {
  const draws = openStream(seed, 'counterfactual');
  const inputs = shapes.map(
    (shape, i): ModelInput =>
      shape === 'table'
        ? { name: `x${i}`, kind: 'category', levels: LEVELS }
        : { name: `x${i}`, kind: 'numeric' },
  );
  const y = (i: number, n: number): number[] =>
    Array.from({ length: n }, (_, k) => draws.normal(0, 0.7, i, k, 1));
  const terms = shapes.map((shape, input): AdditiveTerm => {
    const rest = { input, mean: 0, missing: draws.normal(0.5, 0.5, input, 9) };
    if (shape === 'table') return { ...rest, shape, y: y(input, 3), unseen: 0.1 };
    if (shape === 'line') return { ...rest, shape, x: [0.5, 2, 3, 7, 8.5], y: y(input, 5) };
    return { ...rest, shape, cuts: [2, 4.5, 8], y: y(input, 4), special: [{ value: -9, y: 1 }] };
  });
  const body: AdditiveBody = { kind: 'additive', intercept: -1, terms };
  const artefact = artefactOf(body, { inputs, calibration });
  const bound: BoundColumns = {
    nRows: 1,
    columns: shapes.map((shape, i) => {
      const kind = draws.uniform(i, 20);
      if (shape === 'table') return Int32Array.of(kind < 0.2 ? CODE_MISSING : draws.integer(3, i, 21));
      const special = shape === 'step' && kind > 0.9 ? -9 : Number.NaN;
      return Float64Array.of(kind < 0.15 || kind > 0.9 ? special : 10 * draws.uniform(i, 21));
    }),
    unseen: 0,
  };
  const probe = makeProbe(makeModel(artefact), bound, 0);
  const changeable = shapes.map((_, input) => ({ input, limits: { isWhole: false } }));
  const goal = pdGoal(probe.assess([]).pd * (0.8 * draws.uniform(0, 30) ** 2));
  return {
    artefact,
    body,
    problem: { probe, uncalibrated: probe, axes: axesOf(artefact), goal, changeable },
  };
}

/** Fewest inputs first, then the least distance. */
export interface Cost {
  readonly inputs: number;
  readonly size: number;
}

/** The cheapest of all combinations of `options` (by input) that reaches the goal, by trying every one. */
export function bruteForce(
  { probe, goal }: Problem,
  options: readonly (readonly Option[])[],
): Cost | undefined {
  let trials: Option[][] = [[]];
  for (const own of options) trials = trials.flatMap((t) => [t, ...own.map((option) => [...t, option])]);
  const pds = probe.pds(trials);
  let least: Cost | undefined;
  trials.forEach((moves, i) => {
    if (pds[i]! > goal.pd) return;
    const cost = { inputs: moves.length, size: moves.reduce((sum, { size }) => sum + size, 0) };
    if (!least || cost.inputs < least.inputs || (cost.inputs === least.inputs && cost.size < least.size))
      least = cost;
  });
  return least;
}

import { expect, it } from 'vitest';
import { bindColumns, makeModel } from '../../../src/models/index.ts';
import { axesOf } from '../../../src/scorecard/axis.ts';
import type { Problem } from '../../../src/scorecard/counterfactual/found.ts';
import { pdGoal } from '../../../src/scorecard/counterfactual/goal.ts';
import { optionsOf } from '../../../src/scorecard/counterfactual/options.ts';
import { makeProbe } from '../../../src/scorecard/counterfactual/probe.ts';
import { searchAny } from '../../../src/scorecard/counterfactual/search-any.ts';
import { artefactOf, mixedTrees, randomRows } from '../../models/exchange/random-models.ts';
import { bruteForce } from './random-problem.ts';

const artefact = artefactOf({ ...mixedTrees('logOdds'), trees: mixedTrees('logOdds').trees.slice(0, 3) });
const model = makeModel(artefact);
const bound = bindColumns(artefact.inputs, randomRows(40, 3));
const axes = axesOf(artefact);
const changeable = axes.map((_, input) => ({ input, limits: { isWhole: false } }));

it('finds what changes one input, at the least size, and nearly always the fewest inputs', () => {
  let [found, fewest, alone] = [0, 0, 0];
  for (let row = 0; row < 40; row++) {
    const probe = makeProbe(model, bound, row);
    const goal = pdGoal(probe.assess([]).pd * (0.1 + 0.8 * (row / 40)));
    const problem: Problem = { probe, uncalibrated: probe, axes, goal, changeable };
    const options = axes.map((axis, input) => optionsOf(axis, input, probe.row[input]!, { isWhole: false }));
    const least = bruteForce(problem, options);
    const { moves, isExact } = searchAny(problem);
    expect(isExact).toBe(false);
    if (moves) expect(probe.assess(moves).pd).toBeLessThanOrEqual(goal.pd);
    if (!least) {
      expect(moves).toBeUndefined();
      continue;
    }
    found += 1;
    if (moves?.length === least.inputs) fewest += 1;
    if (least.inputs > 1) continue;
    alone += 1;
    const size = moves!.reduce((sum, move) => sum + move.size, 0);
    expect(size).toBeCloseTo(least.size, 12);
  }
  expect(alone).toBeGreaterThan(5);
  expect(found).toBeGreaterThan(alone);
  expect(fewest / found).toBeGreaterThan(0.9);
});

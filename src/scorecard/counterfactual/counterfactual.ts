import { type BoundColumns, type Model, makeModel } from '../../models/index.ts';
import { type ActionOptions, type Actions, actionsOf } from '../actionable.ts';
import { type Axis, axesOf } from '../axis.ts';
import type { InputWording, Wording } from '../reasons.ts';
import type { Shown } from '../show-value.ts';
import { type Change, changeOf } from './change.ts';
import type { Problem } from './found.ts';
import { type Goal, gradeGoal, isReached, nextGradeGoal, pdGoal } from './goal.ts';
import { bestAlready, notFound, percent, reachedAlready } from './goal-words.ts';
import { type Move, makeProbe } from './probe.ts';
import { searchAdditive } from './search-additive.ts';
import { searchAny } from './search-any.ts';

/** The nearest change of a row that would bring it to a better PD, with what the model says of the changed row. */
export interface Counterfactual extends Shown {
  readonly target: { readonly pd: number; readonly grade?: string };
  readonly pd: number;
  readonly score: number;
  readonly grade: string;
  /** Proved: no change of fewer inputs does, and none of as many is smaller. */
  readonly exact: boolean;
  readonly changes: readonly Change[];
}

/** A counterfactual, or in words why there is none. */
export type CounterfactualAnswer =
  | { readonly counterfactual: Counterfactual }
  | { readonly counterfactual: null; readonly why: Shown };

export interface CounterfactualOptions extends ActionOptions {
  /** PD to come down to. At most one of this and `targetGrade`; default: the next better grade. */
  readonly targetPd?: number | undefined;
  readonly targetGrade?: string | undefined;
}

/**
 * The nearest change of the changeable inputs that brings row `row` to a target: fewest inputs first, then the least distance in
 * shares of the training rows. Exact for sums of terms (scorecards, logistic regressions and linear support vector machines without
 * interactions), searched for in other models; scored by the model itself either way. Inputs change on their own: what else would change with
 * them in a firm, the model does not know.
 * @throws PARUS_USAGE for an unknown grade and for columns that are no inputs
 */
export function nearestCounterfactual(
  model: Model,
  bound: BoundColumns,
  row: number,
  options: CounterfactualOptions = {},
  wording: Wording = new Map(),
): CounterfactualAnswer {
  const { artefact } = model;
  const actions = actionsOf(artefact, options);
  const probe = makeProbe(model, bound, row);
  const now = probe.assess([]);
  const goal = goalOf(model, now.pd, options);
  if (goal === undefined) return { counterfactual: null, why: bestAlready(now.grade) };
  if (isReached(goal, now.pd)) return { counterfactual: null, why: reachedAlready(goal, now.pd, now.grade) };
  const axes = axesOf(artefact);
  const changeable = artefact.inputs.flatMap(({ name }, input) => {
    if (!actions.names.has(name)) return [];
    const only = actions.directions.get(name);
    return [{ input, limits: { isWhole: isWhole(axes[input]!, wording.get(name)), only } }];
  });
  const uncalibrated =
    artefact.calibration.kind === 'none'
      ? probe
      : makeProbe(makeModel({ ...artefact, calibration: { kind: 'none' } }), bound, row);
  const problem: Problem = { probe, uncalibrated, axes, goal, changeable };
  const { body } = artefact;
  // Inputs of a product save together, not each on its own: the exact search does not hold for them.
  const addsUp = body.kind === 'additive' && (body.products ?? []).length === 0;
  const found = addsUp ? searchAdditive(problem, artefact, body) : searchAny(problem);
  if (found.moves === undefined)
    return { counterfactual: null, why: notFound(goal, changeable.length, found) };
  return { counterfactual: written(problem, found.moves, found.isExact, actions, wording) };
}

function goalOf(
  model: Model,
  pd: number,
  { targetPd, targetGrade }: CounterfactualOptions,
): Goal | undefined {
  if (targetPd !== undefined) return pdGoal(targetPd);
  if (targetGrade !== undefined) return gradeGoal(model.artefact, targetGrade);
  return nextGradeGoal(model.artefact, pd);
}

/** Does an input count something? The catalogue knows, and so do knots, which are values of the training rows. */
function isWhole(axis: Axis, wording: InputWording | undefined): boolean {
  if (wording !== undefined) return wording.unit === 'count' || wording.unit === 'flag';
  return (
    axis.kind === 'number' && axis.isLine && axis.breaks.length > 1 && axis.breaks.every(Number.isInteger)
  );
}

function written(
  problem: Problem,
  moves: readonly Move[],
  exact: boolean,
  { isAssumed }: Actions,
  wording: Wording,
): Counterfactual {
  const { probe, goal } = problem;
  const { pd, score, grade } = probe.assess(moves);
  const changes = moves
    .toSorted((a, b) => a.input - b.input)
    .map((move) => changeOf(problem, moves, move, wording));
  const assumed = isAssumed ? ASSUMED : { en: '', zh: '' };
  return {
    target: { pd: goal.pd, ...(goal.grade !== undefined && { grade: goal.grade }) },
    pd,
    score,
    grade,
    exact,
    changes,
    en: `would be grade ${grade} (PD ${percent(pd, goal.pd)} %) if ${changes.map(({ en }) => en).join('; and ')}${assumed.en}`,
    zh: `若满足以下条件，等级将为 ${grade}（PD ${percent(pd, goal.pd)}%）：${changes.map(({ zh }) => zh).join('；且')}${assumed.zh}`,
  };
}

/** Said wherever the model's inputs are foreign and nobody named what may change. */
const ASSUMED = {
  en: ' (every input that was not fixed was taken for changeable)',
  zh: '（凡未声明固定的变量均视为可改变）',
};

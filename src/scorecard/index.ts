export { type ActionOptions, isActionable } from './actionable.ts';
export { gradeOf, pointsAt, scoreOf } from './assessment.ts';
export type { Change } from './counterfactual/change.ts';
export {
  type Counterfactual,
  type CounterfactualAnswer,
  type CounterfactualOptions,
  nearestCounterfactual,
} from './counterfactual/counterfactual.ts';
export { type CharacteristicTable, type PointsRow, pointsTable } from './points-table.ts';
export {
  type Baseline,
  type Contribution,
  contributionsOf,
  type InputWording,
  type Reason,
  reasonsOf,
  strengthsOf,
  type Wording,
} from './reasons.ts';
export {
  DEFAULT_FRAME_ROWS,
  type TestFrame,
  type TestFrameOptions,
  testFrame,
} from './test-frame/test-frame.ts';

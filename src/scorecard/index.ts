export { gradeOf, pointsAt, scoreOf } from './assessment.ts';
export { type CharacteristicTable, type PointsRow, pointsTable } from './points-table.ts';
export {
  type Contribution,
  contributionsOf,
  type InputWording,
  type Reason,
  reasonsOf,
  type Wording,
} from './reasons.ts';

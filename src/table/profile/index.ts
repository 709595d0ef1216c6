export {
  type Chain,
  type Condition,
  countBreaks,
  countConditions,
  countSuccession,
  placesForbidden,
  placesOfExtreme,
  placesWhere,
  type RowPlace,
  type Succession,
  type Term,
} from './conditions.ts';
export { countDuplicates, type DuplicateColumns, type DuplicateCounts } from './duplicates.ts';
export { countFirms, countWeeks, type FirmCounts, type GroupCoverage, noteFirms } from './firms.ts';
export {
  type ColumnCounts,
  type ColumnRule,
  countDistinct,
  countOverview,
  type Overview,
} from './overview.ts';
export { type Periods, type Profile, type ProfileOptions, withProfile } from './profile.ts';
export { COMMON_SHARE, countTexts, type TextCount, type TextCounts } from './texts.ts';
export {
  countRound,
  countValues,
  DELAY,
  type Quantity,
  type RoundCounts,
  type ValueBin,
} from './values.ts';

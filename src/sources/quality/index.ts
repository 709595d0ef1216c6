export { BENFORD } from './digits.ts';
export { PSI_ALPHA, ROBUST_Z } from './limits.ts';
export { measureBook, type QualityOptions } from './measure-book.ts';
export { brief } from './measure-field.ts';
export type {
  Breach,
  CombinationCount,
  Digits,
  Drift,
  FieldQuality,
  Finding,
  FindingLevel,
  Outliers,
  QualityReport,
  Quantiles,
  SourceQuality,
} from './report.ts';
export { count, percent, times } from './words.ts';

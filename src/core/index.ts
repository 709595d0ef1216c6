export {
  addMonths,
  type CivilDate,
  civilOf,
  type Day,
  dayOf,
  daysInMonth,
  firstDayOfMonthIndex,
  formatDay,
  isLeapYear,
  monthIndexOf,
  parseDay,
} from './calendar.ts';
export { canonicalJson, sha256 } from './canonical.ts';
export {
  asParusError,
  type ErrorCode,
  type ErrorParams,
  errorTable,
  fail,
  type Issue,
  issuesOfZod,
  ParusError,
  type SerialisedError,
} from './errors.ts';
export { type Fen, fenToYuan, formatYuan, yuanToFen } from './money.ts';
export { normalQuantile } from './normal-quantile.ts';
export { openStream, type RandomStream, streamKey, threefry2x32 } from './random.ts';
export { err, ok, type Result } from './result.ts';
export { packageVersion } from './version.ts';

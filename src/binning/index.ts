export { type BinTableOptions, binTable, type Mandated } from './bin-table.ts';
export {
  type Binning,
  type BinningOptions,
  type BinStats,
  type CategoryBinning,
  categoryBinning,
  defaultBinningOptions,
  type MandatedCuts,
  type MandatedGroups,
  mandatedCuts,
  mandatedGroups,
  type NumericBinning,
  numericBinning,
  type Trend,
} from './binning.ts';
export { shortestBetween } from './shortest-decimal.ts';

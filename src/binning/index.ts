export { type BinTableOptions, binTable } from './bin-table.ts';
export {
  type Binning,
  type BinningOptions,
  type BinStats,
  type CategoryBinning,
  categoryBinning,
  defaultBinningOptions,
  type NumericBinning,
  numericBinning,
  type Trend,
} from './binning.ts';
export { shortestBetween } from './shortest-decimal.ts';

import { normalQuantile } from '../core/index.ts';
import { taskRef } from '../parallel/index.ts';
import type { Binning, BinningOptions, CategoryBinning, NumericBinning, Trend } from './binning.ts';
import { type FineBins, type OptimalConstraints, optimalPartition, type Partition } from './optimal.ts';
import { shortestBetween } from './shortest-decimal.ts';
import { makeBin, makeShrunkBin, type Totals, totalInformationValue } from './woe.ts';

/** Bins given rows of one variable against the outcome; runs in a worker. Pure: the same rows give the same bins. */
export type BinVariableInput = {
  readonly bad: Uint8Array;
  readonly options: BinningOptions;
} & (
  | {
      readonly kind: 'numeric';
      readonly values: Float64Array;
      readonly trend: Trend;
      readonly special: readonly number[];
    }
  | { readonly kind: 'category'; readonly codes: Int32Array; readonly nLevels: number }
);

export function binVariable(input: BinVariableInput): Binning {
  const totals = countTotals(input.bad);
  const rows = totals.goods + totals.bads;
  const constraints: OptimalConstraints = {
    totals,
    maxBins: input.options.maxBins,
    minRows: Math.max(input.options.minRows, Math.ceil(input.options.minShare * rows)),
    minZ: input.options.maxPValue >= 1 ? 0 : normalQuantile(1 - input.options.maxPValue / 2),
  };
  return input.kind === 'numeric'
    ? binNumeric(input.values, input.bad, input.trend, input.special, input.options.preBins, constraints)
    : binCategory(input.codes, input.nLevels, input.bad, constraints);
}

export const binVariableTask = taskRef(import.meta.url, binVariable);

function countTotals(bad: Uint8Array): Totals {
  let bads = 0;
  for (const y of bad) bads += y;
  return { goods: bad.length - bads, bads };
}

function binNumeric(
  values: Float64Array,
  bad: Uint8Array,
  trend: Trend,
  special: readonly number[],
  preBins: number,
  constraints: OptimalConstraints,
): NumericBinning {
  const { totals } = constraints;
  const missing = [0, 0] as [number, number];
  const specialCounts = special.map(() => [0, 0] as [number, number]);
  const kept: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    const at = special.indexOf(v);
    if (Number.isNaN(v)) missing[bad[i]!]! += 1;
    else if (at >= 0) specialCounts[at]![bad[i]!]! += 1;
    else kept.push(i);
  }
  const sorted = Uint32Array.from(kept).sort((a, b) => values[a]! - values[b]! || a - b);
  const fine = fineBinsOf(sorted, values, bad, preBins);
  const partition = fine.goods.length === 0 ? undefined : bestPartition(fine, trend, constraints);
  const starts = partition?.starts ?? [];
  const bins = starts.map((start, k) => {
    const [goods, bads] = sumFine(fine, start, starts[k + 1] ?? fine.goods.length);
    return makeBin(goods, bads, totals);
  });
  const specialBins = special.map((value, k) => {
    const [goods, bads] = specialCounts[k]!;
    return { value, ...makeShrunkBin(goods, bads, totals) };
  });
  const missingBin = makeShrunkBin(...missing, totals);
  return {
    kind: 'numeric',
    convention: '[low, high)',
    cuts: starts.slice(1).map((start) => fine.cuts[start - 1]!),
    bins,
    special: specialBins,
    missing: missingBin,
    iv: totalInformationValue([...bins, ...specialBins, missingBin], totals),
  };
}

interface NumericFineBins extends FineBins {
  /** cuts[k] separates fine bin k from k + 1: above the last value of k, at or below the first of k + 1. */
  readonly cuts: readonly number[];
}

/** Fine bins of about equal counts; equal values are never torn apart. */
function fineBinsOf(
  sorted: Uint32Array,
  values: Float64Array,
  bad: Uint8Array,
  preBins: number,
): NumericFineBins {
  const goods: number[] = [];
  const bads: number[] = [];
  const cuts: number[] = [];
  const target = sorted.length / preBins;
  let g = 0;
  let b = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (bad[sorted[i]!]) b += 1;
    else g += 1;
    const last = i + 1 === sorted.length;
    const here = values[sorted[i]!]!;
    const next = last ? here : values[sorted[i + 1]!]!;
    if (last || (here !== next && i + 1 >= target * (goods.length + 1))) {
      goods.push(g);
      bads.push(b);
      if (!last) cuts.push(shortestBetween(here, next));
      g = 0;
      b = 0;
    }
  }
  return { goods, bads, cuts };
}

/** A turning trend must earn its extra bend: this much more IV than the best monotone one. */
const TURN_GAIN = 1.15;

function bestPartition(fine: FineBins, trend: Trend, constraints: OptimalConstraints): Partition {
  if (trend !== 'auto') return optimalPartition(fine, trend, constraints);
  const [ascending, descending, peak, valley] = (['ascending', 'descending', 'peak', 'valley'] as const).map(
    (t) => optimalPartition(fine, t, constraints),
  ) as [Partition, Partition, Partition, Partition];
  const monotone = descending.iv > ascending.iv ? descending : ascending;
  const turning = valley.iv > peak.iv ? valley : peak;
  return turning.iv > TURN_GAIN * monotone.iv ? turning : monotone;
}

function sumFine(fine: FineBins, start: number, end: number): [number, number] {
  let goods = 0;
  let bads = 0;
  for (let k = start; k < end; k++) {
    goods += fine.goods[k]!;
    bads += fine.bads[k]!;
  }
  return [goods, bads];
}

/** Strength of the pull of a level's bad rate to the mean when levels are put in order, in rows. */
const ORDER_PRIOR_ROWS = 20;

function binCategory(
  codes: Int32Array,
  nLevels: number,
  bad: Uint8Array,
  constraints: OptimalConstraints,
): CategoryBinning {
  const { totals } = constraints;
  const goods = new Array<number>(nLevels).fill(0);
  const bads = new Array<number>(nLevels).fill(0);
  const missing = [0, 0] as [number, number];
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code < 0) missing[bad[i]!]! += 1;
    else if (bad[i]) bads[code]! += 1;
    else goods[code]! += 1;
  }
  const prior = totals.bads / (totals.goods + totals.bads);
  const rate = (level: number): number =>
    (bads[level]! + ORDER_PRIOR_ROWS * prior) / (goods[level]! + bads[level]! + ORDER_PRIOR_ROWS);
  const order = goods.map((_, level) => level).sort((a, b) => rate(a) - rate(b) || a - b);
  const fine: FineBins = {
    goods: order.map((level) => goods[level]!),
    bads: order.map((level) => bads[level]!),
  };
  const { starts } = nLevels === 0 ? { starts: [] } : optimalPartition(fine, 'none', constraints);
  const groupOfLevel = new Array<number>(nLevels).fill(0);
  const bins = starts.map((start, k) => {
    const end = starts[k + 1] ?? order.length;
    for (let i = start; i < end; i++) groupOfLevel[order[i]!] = k;
    return makeBin(...sumFine(fine, start, end), totals);
  });
  const missingBin = makeShrunkBin(...missing, totals);
  return {
    kind: 'category',
    groupOfLevel,
    bins,
    missing: missingBin,
    iv: totalInformationValue([...bins, missingBin], totals),
  };
}

import type { CategoryBinning } from './binning.ts';
import { joinToAtMost, sumFine } from './fine-bins.ts';
import { type FineBins, type OptimalConstraints, optimalPartition } from './optimal.ts';
import { countRow, type Outcome, type Tally } from './outcome.ts';
import { makeBin, makeShrunkBin, type Totals, totalInformationValue } from './woe.ts';

export interface CategoryVariable {
  /** Level of each row; negative = missing. */
  readonly codes: Int32Array;
  readonly nLevels: number;
  /** Levels of each mandated bin, and whether all other levels are one bin. */
  readonly mandated?: { readonly groups: readonly (readonly number[])[]; readonly only: boolean } | undefined;
}

/** Strength of the pull of a level's bad rate to the mean when levels are put in order, in rows. OWN. */
const ORDER_PRIOR_ROWS = 20;

/** More levels than this are first joined to as many groups of about equal rows: the search is cubic in them. OWN. */
const MAX_FINE_LEVELS = 200;

/**
 * Bins a categorical variable: levels in the order of their bad rates are joined to the optimum; missing is apart.
 * @param rareRows levels with fewer rows are put together first; 0 = off
 */
export function binCategory(
  { codes, nLevels, mandated = { groups: [], only: false } }: CategoryVariable,
  outcome: Outcome,
  rareRows: number,
  constraints: OptimalConstraints,
): CategoryBinning {
  const { totals } = constraints;
  const tallies = Array.from({ length: nLevels }, (): Tally => ({ goods: 0, bads: 0 }));
  const missing: Tally = { goods: 0, bads: 0 };
  for (let i = 0; i < codes.length; i++) countRow(tallies[codes[i]!] ?? missing, outcome, i);

  const named = new Set(mandated.groups.flat());
  const rows = (level: number): number => tallies[level]!.goods + tallies[level]!.bads;
  const free = tallies.map((_, level) => level).filter((level) => !named.has(level) && rows(level) > 0);
  const rare = free.filter((level) => rows(level) < rareRows);
  const common = free.filter((level) => rows(level) >= rareRows);
  // What is joined: single levels, and the rare ones as if they were one.
  const units = [...common.map((level) => [level]), ...(rare.length > 0 ? [rare] : [])];
  const joined = mandated.only
    ? free.length > 0
      ? [free]
      : []
    : joinUnits(units, tallies, { ...constraints, maxBins: freeBins(constraints, mandated.groups) });

  const groups = [...mandated.groups, ...joined];
  const groupOfLevel = new Array<number>(nLevels).fill(-1);
  groups.forEach((levels, k) => {
    for (const level of levels) groupOfLevel[level] = k;
  });
  const rareGroup = rare.length > 0 ? groupOfLevel[rare[0]!]! : undefined;
  // Nothing is known of a level without training rows: its bin is that of the rare ones, or one of no rows and WOE 0.
  if (rareGroup === undefined && groupOfLevel.includes(-1)) groups.push([]);
  const bins = groups.map((levels) => makeBin(...sumLevels(levels, tallies), totals));
  const missingBin = makeShrunkBin(missing.goods, missing.bads, totals);
  return {
    kind: 'category',
    groupOfLevel: groupOfLevel.map((group) => (group >= 0 ? group : (rareGroup ?? groups.length - 1))),
    ...(rareGroup !== undefined && { rareGroup }),
    bins,
    missing: missingBin,
    iv: totalInformationValue([...bins, missingBin], totals),
  };
}

function freeBins({ maxBins }: OptimalConstraints, groups: readonly unknown[]): number {
  return Math.max(1, maxBins - groups.length);
}

/**
 * Levels of each bin of the optimum over `units` in the order of their pulled bad rates: safest first but for bins of few rows,
 * whose plain rates may stand the other way.
 */
function joinUnits(
  units: readonly (readonly number[])[],
  tallies: readonly Tally[],
  constraints: OptimalConstraints,
): number[][] {
  if (units.length === 0) return [];
  const { totals } = constraints;
  const ordered = units
    .map((levels) => {
      const [goods, bads] = sumLevels(levels, tallies);
      return { levels, goods, bads, rate: pulledRate(goods, bads, totals) };
    })
    .sort((a, b) => a.rate - b.rate || a.levels[0]! - b.levels[0]!);
  const goods = ordered.map((unit) => unit.goods);
  const bads = ordered.map((unit) => unit.bads);
  const first = joinToAtMost(goods, bads, MAX_FINE_LEVELS);
  const counts = first.map((start, k) => sumFine({ goods, bads }, start, first[k + 1] ?? goods.length));
  const fine: FineBins = { goods: counts.map(([g]) => g), bads: counts.map(([, b]) => b) };
  const { starts } = optimalPartition(fine, 'none', constraints);
  return starts.map((start, k) => {
    const end = starts[k + 1] ?? first.length;
    return ordered.slice(first[start]!, first[end] ?? ordered.length).flatMap(({ levels }) => levels);
  });
}

function pulledRate(goods: number, bads: number, totals: Totals): number {
  const prior = totals.bads / (totals.goods + totals.bads);
  return (bads + ORDER_PRIOR_ROWS * prior) / (goods + bads + ORDER_PRIOR_ROWS);
}

function sumLevels(levels: readonly number[], tallies: readonly Tally[]): [number, number] {
  let goods = 0;
  let bads = 0;
  for (const level of levels) {
    goods += tallies[level]!.goods;
    bads += tallies[level]!.bads;
  }
  return [goods, bads];
}

import type { Binning } from '../binning/index.ts';
import type { DesignSpec } from '../models/artefact.ts';
import type { ModelArtefact } from '../models/index.ts';

/** The values of a number that its model tells apart. */
export interface NumberAxis {
  readonly kind: 'number';
  /** Ascending: cuts, thresholds or knots. Region k is breaks[k - 1] <= x < breaks[k]. */
  readonly breaks: readonly number[];
  /** Share of the training rows in each region, all alike where the model does not know; they add up to 1. */
  readonly shares: readonly number[];
  /** Values that are read apart from the regions they lie in. */
  readonly special: readonly number[];
  /** Breaks are knots: the model changes between them and not beyond them. */
  readonly isLine: boolean;
}

/** The levels of a category. */
export interface LevelAxis {
  readonly kind: 'category';
  /** By level: share of the training rows in its bin, or 1 / levels where the model does not know. */
  readonly shares: readonly number[];
}

export type Axis = NumberAxis | LevelAxis;

/** What a model tells apart in each of its inputs, in the order of the inputs; an input that is not read has no breaks. */
export function axesOf(artefact: ModelArtefact): Axis[] {
  const breaks = artefact.inputs.map(() => new Set<number>());
  const special = artefact.inputs.map(() => new Set<number>());
  const isLine = addBreaks(artefact, breaks, special);
  const binnings = new Map(artefact.scorecard?.characteristics.map((c) => [c.input, c.binning]));
  return artefact.inputs.map((input, i): Axis => {
    const binning = binnings.get(i);
    if (input.kind === 'category') return levelAxis(input.levels.length, binning);
    const sorted = [...breaks[i]!].sort((a, b) => a - b);
    return {
      kind: 'number',
      breaks: sorted,
      shares: sharesOf(sorted.length + 1, binning),
      special: [...special[i]!],
      isLine: isLine.has(i),
    };
  });
}

/** Fills the breaks and special values of each input (OUT) and gives the inputs whose breaks are knots. */
function addBreaks(
  { body }: ModelArtefact,
  breaks: readonly Set<number>[],
  special: readonly Set<number>[],
): Set<number> {
  switch (body.kind) {
    case 'trees':
      for (const tree of body.trees) {
        const levels = new Set(tree.categories.map(({ split }) => split));
        tree.input.forEach((input, split) => {
          const threshold = tree.threshold[split]!;
          if (threshold !== null && !levels.has(split)) breaks[input]!.add(threshold);
        });
      }
      return new Set();
    case 'additive':
      for (const term of body.terms) {
        if (term.shape === 'line') for (const x of term.x) breaks[term.input]!.add(x);
        if (term.shape !== 'step') continue;
        for (const cut of term.cuts) breaks[term.input]!.add(cut);
        for (const { value } of term.special) special[term.input]!.add(value);
      }
      return new Set(body.terms.flatMap(({ shape, input }) => (shape === 'line' ? [input] : [])));
    default:
      return addKnots(body.design, breaks);
  }
}

function addKnots(design: readonly DesignSpec[], breaks: readonly Set<number>[]): Set<number> {
  const lines = new Set<number>();
  for (const spec of design) {
    if (spec.kind !== 'rankNormal') continue;
    lines.add(spec.input);
    for (const x of spec.x) breaks[spec.input]!.add(x);
  }
  return lines;
}

function sharesOf(nRegions: number, binning: Binning | undefined): number[] {
  const rows = binning?.bins.map(({ goods, bads }) => goods + bads) ?? [];
  const total = rows.reduce((sum, n) => sum + n, 0);
  if (rows.length !== nRegions || total === 0) return new Array<number>(nRegions).fill(1 / nRegions);
  return rows.map((n) => n / total);
}

function levelAxis(nLevels: number, binning: Binning | undefined): LevelAxis {
  if (binning?.kind !== 'category') return { kind: 'category', shares: new Array(nLevels).fill(1 / nLevels) };
  const shares = sharesOf(binning.bins.length, binning);
  return { kind: 'category', shares: binning.groupOfLevel.map((group) => shares[group]!) };
}

/** Region of a number: how many breaks are at or below it. */
export function regionOf({ breaks }: NumberAxis, value: number): number {
  let region = 0;
  while (region < breaks.length && breaks[region]! <= value) region += 1;
  return region;
}

/** Share of the training rows below region `region`. */
export function shareBelow({ shares }: NumberAxis, region: number): number {
  let sum = 0;
  for (let k = 0; k < region; k++) sum += shares[k]!;
  return sum;
}

/**
 * Where a number stands among the training rows, in [0, 1]: on a line its place between the knots, which are percentiles; in
 * a bin the bin's middle. Undefined for missing and special values, which stand nowhere.
 */
export function rankOf(axis: NumberAxis, value: number): number | undefined {
  if (Number.isNaN(value) || axis.special.includes(value)) return undefined;
  const region = regionOf(axis, value);
  if (!axis.isLine) return shareBelow(axis, region) + axis.shares[region]! / 2;
  const { breaks } = axis;
  const last = breaks.length - 1;
  if (last < 1) return 0.5;
  if (region === 0) return 0;
  if (region > last) return 1;
  const low = breaks[region - 1]!;
  return (region - 1 + (value - low) / (breaks[region]! - low)) / last;
}

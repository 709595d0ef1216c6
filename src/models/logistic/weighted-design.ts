import { fail, normalQuantile } from '../../core/index.ts';
import { sortRowsByValue } from '../../kernels/sort-rows.ts';
import { taskRef, type WorkerPool } from '../../parallel/index.ts';
import type { DesignSpec } from '../artefact.ts';
import { designWidth, encodeDesign } from '../design/encode.ts';
import type { FitDesignInput } from '../design/fit.ts';
import type { Design, DesignOptions } from '../design/make.ts';
import { CODE_MISSING } from '../model.ts';
import type { TrainingSet } from '../trainer.ts';
import { sumOf, weightedMean } from './sample.ts';

/** As the design without weights: `../design/fit.ts`. */
const MAX_KNOTS = 101;
const MIN_LEVEL_WEIGHT = 10;
/** The last rank of a row too light to move it from 1 is this: its normal score stays finite. */
const LAST_RANK = 1 - 2 ** -53;

interface FitWeightedInput extends FitDesignInput {
  readonly weights: Float64Array;
}

/**
 * The design of `makeDesign` on rows that count for more or less than one: ranks, means, deviations and the rarity of levels are those
 * of a table with so many copies of each row.
 * @throws PARUS_TRAIN_TOO_WIDE naming `algorithm`
 */
export async function makeWeightedDesign(
  pool: WorkerPool,
  { inputs, bound }: TrainingSet,
  weights: Float64Array,
  algorithm: string,
  { numbers, maxColumns }: Required<DesignOptions>,
): Promise<Design> {
  const tasks = inputs.map(
    (input, i): FitWeightedInput => ({
      input: i,
      column: bound.columns[i]!,
      weights,
      nLevels: input.kind === 'category' ? input.levels.length : undefined,
      numbers,
    }),
  );
  const specs = await pool.mapShards(taskRef(import.meta.url, fitWeightedSpec), tasks, { label: 'design' });
  const columns = specs.reduce((sum, spec) => sum + designWidth(spec), 0);
  if (columns > maxColumns) throw fail('PARUS_TRAIN_TOO_WIDE', { algorithm, columns, limit: maxColumns });
  return { specs, columns: await encodeDesign(pool, specs, bound) };
}

/** Fits the design of one input; the worker's task. */
export function fitWeightedSpec({ input, column, weights, nLevels, numbers }: FitWeightedInput): DesignSpec {
  if (!(column instanceof Float64Array)) return fitOneHot(input, column, weights, nLevels ?? 0);
  return numbers === 'standard' ? fitStandard(input, column, weights) : fitRankNormal(input, column, weights);
}

function fitStandard(input: number, column: Float64Array, weights: Float64Array): DesignSpec {
  const finite = column.filter(Number.isFinite);
  const own = weights.filter((_, i) => Number.isFinite(column[i]!));
  const mean = weightedMean(finite, own);
  const deviation = Math.sqrt(
    weightedMean(
      finite.map((v) => (v - mean) ** 2),
      own,
    ),
  );
  const missingColumn = column.some(Number.isNaN);
  if (!(deviation > 0 && Number.isFinite(deviation))) {
    return { kind: 'rankNormal', input, x: [0], z: [0], missingColumn };
  }
  const low = finite.reduce((least, v) => Math.min(least, v));
  const high = finite.reduce((greatest, v) => Math.max(greatest, v));
  const z = [low, high].map((v) => (v - mean) / deviation);
  return { kind: 'rankNormal', input, x: [low, high], z, missingColumn };
}

function fitRankNormal(input: number, column: Float64Array, weights: Float64Array): DesignSpec {
  const sorted = Uint32Array.from(column.keys()).filter((i) => !Number.isNaN(column[i]!));
  const missingColumn = sorted.length < column.length;
  if (sorted.length === 0) return { kind: 'rankNormal', input, x: [0], z: [0], missingColumn };
  sortRowsByValue(column, sorted);
  const total = sumOf(Float64Array.from(sorted, (row) => weights[row]!));
  const x: number[] = [];
  const z: number[] = [];
  // Knots as without weights, with the weight of the rows up to a run in the place of their number.
  let next = 0;
  let before = 0;
  for (let start = 0; start < sorted.length; ) {
    const value = column[sorted[start]!]!;
    let upTo = before;
    let end = start;
    while (end < sorted.length && column[sorted[end]!] === value) upTo += weights[sorted[end++]!]!;
    if (upTo > next || end === sorted.length) {
      const rank = Math.min((before + upTo) / 2 / total, LAST_RANK);
      x.push(value);
      z.push(Number(normalQuantile(rank).toFixed(6)));
      next = ((Math.floor((upTo * (MAX_KNOTS - 1)) / total) + 1) * total) / (MAX_KNOTS - 1);
    }
    start = end;
    before = upTo;
  }
  return { kind: 'rankNormal', input, x, z, missingColumn };
}

function fitOneHot(input: number, column: Int32Array, weights: Float64Array, nLevels: number): DesignSpec {
  const sums = new Float64Array(nLevels);
  let missing = false;
  column.forEach((code, i) => {
    if (code === CODE_MISSING) missing = true;
    else sums[code]! += weights[i]!;
  });
  const levels = Array.from(sums.keys()).filter((level) => sums[level]! >= MIN_LEVEL_WEIGHT);
  return { kind: 'oneHot', input, levels, missingColumn: missing };
}

import { z } from 'zod';
import {
  type Binning,
  binTable,
  defaultBinningOptions,
  mandatedCuts,
  mandatedGroups,
  type Trend,
} from '../../binning/index.ts';
import { fail } from '../../core/index.ts';
import { sharedFloat64 } from '../../parallel/index.ts';
import type { Column } from '../../table/index.ts';
import { termReader } from '../additive/shapes.ts';
import type { AdditiveTerm, ScorecardPoints } from '../artefact.ts';
import { fitRidgePath } from '../logistic/ridge-path.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import { pointsOf } from './points.ts';
import { woeTerm } from './woe-term.ts';

const trend = z.enum(['none', 'ascending', 'descending', 'peak', 'valley', 'auto']);

export const scorecardConfig = z.strictObject({
  maxBins: z.int().min(2).max(30).default(defaultBinningOptions.maxBins),
  minBins: z.int().min(1).max(30).default(defaultBinningOptions.minBins),
  minShare: z.number().gt(0).lt(0.5).default(defaultBinningOptions.minShare),
  minRows: z.int().min(1).default(defaultBinningOptions.minRows),
  maxPValue: z.number().gt(0).lte(1).default(defaultBinningOptions.maxPValue),
  minRateGap: z.number().min(0).lt(1).default(defaultBinningOptions.minRateGap),
  rareShare: z.number().min(0).lt(0.5).default(defaultBinningOptions.rareShare),
  preBins: z.int().min(2).max(200).default(defaultBinningOptions.preBins),
  /** Characteristics with less information value are left out. */
  minIv: z.number().min(0).default(0.02),
  /** Characteristics that go into the regression at most, by information value. */
  maxCandidates: z.int().min(1).max(1000).default(300),
  /** Codes that are no numbers, such as -9 for "not reported": for every numeric column ("*") or by name. */
  special: z.record(z.string(), z.array(z.number())).default({}),
  /** Trend of the bad rate by column; "*" for all others. */
  trend: z.record(z.string(), trend).default({}),
  /** Cuts or groups of levels that the bins of a column must have, by name. */
  mandated: z.record(z.string(), z.union([mandatedCuts, mandatedGroups])).default({}),
  lambda: z.number().positive().optional(),
  scaling: z
    .strictObject({ baseScore: z.number(), baseOdds: z.number().positive(), pdo: z.number().positive() })
    .optional(),
});
export type ScorecardConfig = z.infer<typeof scorecardConfig>;

/**
 * A scorecard: optimal bins, weight of evidence, ridge logistic regression whose WOE coefficients cannot take the wrong
 * sign, integer points.
 */
export async function trainScorecard(
  { inputs, bound, bad }: TrainingSet,
  {
    pool,
    config,
    scaling,
    phase,
  }: TrainContext<ScorecardConfig> & { readonly scaling: Parameters<typeof pointsOf>[2] },
): Promise<Fitted> {
  const columns = new Map(
    inputs.map((input, i) => [input.name, columnOfBound(input, bound.columns[i]!)] as const),
  );
  const stranger = Object.keys(config.mandated).find((name) => !columns.has(name));
  if (stranger !== undefined) {
    const problem = `mandated.${stranger}: no input of the training table has this name`;
    throw fail('PARUS_CONFIG_INVALID', { path: 'the training configuration', problem });
  }
  const binnings = await phase('bin', () =>
    binTable(pool, columns, bad, {
      ...config,
      trendOf: (name): Trend => config.trend[name] ?? config.trend['*'] ?? 'auto',
      specialOf: (name) => config.special[name] ?? config.special['*'] ?? [],
      mandatedOf: (name) => config.mandated[name],
    }),
  );
  const dropped: { name: string; reason: string }[] = [];
  const candidates = strongest(binnings, config, (input, reason) =>
    dropped.push({ name: inputs[input]!.name, reason }),
  );
  if (candidates.length === 0) {
    throw fail('PARUS_TRAIN_NO_FEATURES', {
      path: 'the training table',
      problem: `no information value reaches ${config.minIv}`,
    });
  }

  const risk = candidates.map(({ input, binning }) =>
    encodeRisk(woeTerm(input, binning, 1), bound.columns[input]!),
  );
  const { lambda, slope, beta, iterations, converged } = await phase('fit', () =>
    fitRidgePath(pool, risk, bad, {
      nonNegative: true,
      ...(config.lambda !== undefined && { grid: [config.lambda] }),
    }),
  );

  const kept: { input: number; binning: Binning; coefficient: number; mean: number }[] = [];
  candidates.forEach(({ input, binning }, j) => {
    const coefficient = beta[j + 1]!;
    if (coefficient > 0) kept.push({ input, binning, coefficient, mean: meanOf(risk[j]!) });
    else
      dropped.push({
        name: inputs[input]!.name,
        reason: 'adds nothing beside the others (coefficient would have the wrong sign)',
      });
  });
  const terms = kept.map(
    ({ input, binning, coefficient, mean }): AdditiveTerm => ({
      ...woeTerm(input, binning, coefficient),
      mean: coefficient * mean,
    }),
  );
  const scorecard: ScorecardPoints = pointsOf(beta[0]!, kept, scaling);
  return {
    body: { kind: 'additive', intercept: beta[0]!, terms },
    scorecard,
    notes: {
      lambda,
      slope: Number(slope.toFixed(4)),
      iterations,
      converged: String(converged),
      characteristics: kept.length,
    },
    dropped,
  };
}

interface Candidate {
  readonly input: number;
  readonly binning: Binning;
}

/** The inputs with enough information value, at most `maxCandidates`, in input order; `drop` hears why others are not. */
function strongest(
  binnings: readonly Binning[],
  { minIv, maxCandidates }: ScorecardConfig,
  drop: (input: number, reason: string) => void,
): Candidate[] {
  const ranked = binnings
    .map((binning, input): Candidate => ({ input, binning }))
    .sort((a, b) => b.binning.iv - a.binning.iv || a.input - b.input);
  ranked.forEach(({ input, binning }, rank) => {
    const iv = `information value ${binning.iv.toFixed(4)}`;
    if (binning.iv < minIv) drop(input, `${iv} below ${minIv}`);
    else if (rank >= maxCandidates) drop(input, `${iv} is not among the ${maxCandidates} highest`);
  });
  return ranked
    .slice(0, maxCandidates)
    .filter(({ binning }) => binning.iv >= minIv)
    .sort((a, b) => a.input - b.input);
}

function columnOfBound(input: TrainingSet['inputs'][number], column: Float64Array | Int32Array): Column {
  return input.kind === 'numeric'
    ? { kind: 'numeric', values: column as Float64Array }
    : { kind: 'category', codes: column as Int32Array, levels: input.levels };
}

function encodeRisk(term: AdditiveTerm, column: Float64Array | Int32Array): Float64Array {
  const read = termReader(term);
  const out = sharedFloat64(column.length);
  for (let i = 0; i < out.length; i++) out[i] = read(column[i]!);
  return out;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const v of values) sum += v;
  return sum / values.length;
}

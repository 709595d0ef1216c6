import { z } from 'zod';
import { categoryBinning, numericBinning } from '../binning/index.ts';
import { canonicalJson, sha256 } from '../core/index.ts';
import { treesBody } from './tree/tree-body.ts';

/** The format this version writes. Every format from 1 on must load for ever (test/fixtures/models keeps one of each). */
export const MODEL_FORMAT = 1;

/** What a model reads from a table. */
export const modelInput = z.discriminatedUnion('kind', [
  z.object({ name: z.string(), kind: z.literal('numeric') }),
  z.object({ name: z.string(), kind: z.literal('category'), levels: z.array(z.string()) }),
]);
export type ModelInput = z.infer<typeof modelInput>;

/**
 * One input's share of the log-odds of bad, as a function of its value:
 * - line: linear between knots (x ascending), constant beyond them
 * - step: y[k] for cuts[k-1] <= x < cuts[k]; special values have their own
 * - table: y[level]
 *
 * `mean` is the average share on the training rows: the baseline that reasons are measured from.
 */
export const additiveTerm = z.discriminatedUnion('shape', [
  z.object({
    shape: z.literal('line'),
    input: z.int().min(0),
    x: z.array(z.number()).min(1),
    y: z.array(z.number()).min(1),
    missing: z.number(),
    mean: z.number(),
  }),
  z.object({
    shape: z.literal('step'),
    input: z.int().min(0),
    cuts: z.array(z.number()),
    y: z.array(z.number()).min(1),
    special: z.array(z.object({ value: z.number(), y: z.number() })),
    missing: z.number(),
    mean: z.number(),
  }),
  z.object({
    shape: z.literal('table'),
    input: z.int().min(0),
    y: z.array(z.number()),
    missing: z.number(),
    unseen: z.number(),
    mean: z.number(),
  }),
]);
export type AdditiveTerm = z.infer<typeof additiveTerm>;

/** Log-odds of bad = intercept + sum of terms: logistic regressions and scorecards. */
export const additiveBody = z.object({
  kind: z.literal('additive'),
  intercept: z.number(),
  terms: z.array(additiveTerm),
});
export type AdditiveBody = z.infer<typeof additiveBody>;

/** How one input becomes design columns: see models/design. */
export const designSpec = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rankNormal'),
    input: z.int().min(0),
    x: z.array(z.number()).min(1),
    z: z.array(z.number()).min(1),
    missingColumn: z.boolean(),
  }),
  z.object({
    kind: z.literal('oneHot'),
    input: z.int().min(0),
    /** Levels with a column of their own, as indices of the input's levels; the others and unseen ones share the last. */
    levels: z.array(z.int().min(0)),
    missingColumn: z.boolean(),
  }),
]);
export type DesignSpec = z.infer<typeof designSpec>;

/** The forest of the ml-random-forest library in its own JSON form, on our design columns. */
export const mlForestBody = z.object({
  kind: z.literal('ml-random-forest'),
  design: z.array(designSpec),
  forest: z.record(z.string(), z.unknown()),
});
export type MlForestBody = z.infer<typeof mlForestBody>;

/** How log-odds become a score: score = baseScore + pdo / ln 2 * (ln(good odds) - ln(baseOdds)). */
export const scaling = z.object({
  /** Score at the base odds. */
  baseScore: z.number(),
  /** Goods per bad at the base score. */
  baseOdds: z.number().positive(),
  /** Points that double the odds. */
  pdo: z.number().positive(),
});
export type Scaling = z.infer<typeof scaling>;

/** The house scale: 600 points at 50 goods per bad, 20 points double the odds. */
export const defaultScaling: Scaling = { baseScore: 600, baseOdds: 50, pdo: 20 };

/** Grades by PD, safest first; the last takes the rest. */
export const gradeBand = z.object({ grade: z.string(), pdBelow: z.number() });
export type GradeBand = z.infer<typeof gradeBand>;

/** A master scale whose PD bounds double from grade to grade, as internal rating systems commonly do. */
export const defaultGrades: readonly GradeBand[] = [
  { grade: 'A1', pdBelow: 0.005 },
  { grade: 'A2', pdBelow: 0.01 },
  { grade: 'B1', pdBelow: 0.02 },
  { grade: 'B2', pdBelow: 0.04 },
  { grade: 'C1', pdBelow: 0.08 },
  { grade: 'C2', pdBelow: 0.16 },
  { grade: 'D', pdBelow: 0.32 },
  { grade: 'E', pdBelow: 1.01 },
];

/** A scorecard's printed form: integer points whose sum is the score. */
export const scorecardPoints = z.object({
  base: z.int(),
  characteristics: z.array(
    z.object({
      input: z.int().min(0),
      binning: z.discriminatedUnion('kind', [numericBinning, categoryBinning]),
      coefficient: z.number(),
      /** Points of each bin, special value and missing, in the order of the binning. */
      points: z.array(z.int()),
      specialPoints: z.array(z.int()),
      missingPoints: z.int(),
      /** A level never seen in training. */
      unseenPoints: z.int(),
    }),
  ),
});
export type ScorecardPoints = z.infer<typeof scorecardPoints>;

const provenance = z.object({
  seed: z.int(),
  config: z.record(z.string(), z.unknown()),
  data: z.object({
    /** Name of the file or book, without its folder. */
    origin: z.string(),
    rows: z.int(),
    bads: z.int(),
    /** SHA-256 of the training columns and target. */
    hash: z.string(),
  }),
  /** How it was made: the one part that the content hash leaves out, since the same model can be made in other places. */
  made: z.object({
    parus: z.string(),
    node: z.string(),
    /** The command that makes this model again, without flags that cannot change it. */
    command: z.string(),
  }),
});
export type Provenance = z.infer<typeof provenance>;

export const modelArtefact = z.object({
  kind: z.literal('parus-model'),
  format: z.int().min(1),
  algorithm: z.string(),
  target: z.object({ column: z.string(), bad: z.string() }),
  inputs: z.array(modelInput),
  /** Columns of the training table that are not inputs, and why. */
  excluded: z.array(z.object({ name: z.string(), reason: z.string() })),
  body: z.discriminatedUnion('kind', [additiveBody, mlForestBody, treesBody]),
  scorecard: scorecardPoints.optional(),
  /** Map from raw to calibrated log-odds; this format knows none. */
  calibration: z.object({ kind: z.literal('none') }),
  scaling,
  grades: z.array(gradeBand).min(1),
  provenance,
  /** SHA-256 of the canonical JSON of everything else but `provenance.made`. */
  hash: z.string(),
});
export type ModelArtefact = z.infer<typeof modelArtefact>;

/** The content hash an artefact must carry. */
export function artefactHash(artefact: Omit<ModelArtefact, 'hash'> & { readonly hash?: string }): string {
  const { hash: _hash, provenance: from, ...content } = artefact;
  const { made: _made, ...origin } = from;
  return sha256(canonicalJson({ ...content, provenance: origin }));
}

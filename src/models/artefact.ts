import { z } from 'zod';
import { categoryBinning, numericBinning } from '../binning/index.ts';
import { canonicalJson, sha256 } from '../core/index.ts';
import type { Activation } from '../kernels/activations.ts';
import { calibration } from './calibration/schema.ts';
import { layoutOf, shapeOf } from './neural/shape.ts';
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

const [lineTerm, , tableTerm] = additiveTerm.options;
const termFactor = z.discriminatedUnion('shape', [
  lineTerm.omit({ mean: true }),
  tableTerm.omit({ mean: true }),
]);

export type TermFactor = z.infer<typeof termFactor>;

/** A function of one input's value: a term, or one of the two that an interaction multiplies. */
export type InputFunction = AdditiveTerm | TermFactor;

/** What two inputs add together: the product of a function of each. `mean` as in a term. */
export const productTerm = z.object({ factors: z.tuple([termFactor, termFactor]), mean: z.number() });
export type ProductTerm = z.infer<typeof productTerm>;

/**
 * Log-odds of bad = intercept + sum of terms + sum of products: logistic regressions and scorecards. Inputs of a product have a
 * term, which takes half of its share in explanations.
 */
export const additiveBody = z
  .object({
    kind: z.literal('additive'),
    intercept: z.number(),
    terms: z.array(additiveTerm),
    products: z.array(productTerm).optional(),
  })
  .superRefine(({ terms, products = [] }, context) => {
    const known = new Set(terms.map(({ input }) => input));
    products.forEach(({ factors }, k) => {
      if (factors.every(({ input }) => known.has(input))) return;
      const message = 'expected inputs that have a term';
      context.addIssue({ code: 'custom', path: ['products', k], message });
    });
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

/**
 * A plane in random Fourier features of the design columns (`kernels/random-features.ts`): log-odds of bad = intercept +
 * coefficients' features.
 */
export const randomFeaturesBody = z
  .object({
    kind: z.literal('random-features'),
    design: z.array(designSpec).min(1),
    gamma: z.number().positive(),
    /** Features x design columns, row-major. */
    frequencies: z.array(z.number()),
    phases: z.array(z.number()).min(1),
    coefficients: z.array(z.number()),
    intercept: z.number(),
    /** The average training row in design columns, where explanations start. */
    baseline: z.array(z.number()),
  })
  .superRefine(({ design, frequencies, phases, coefficients, baseline }, context) => {
    const width = design.reduce(
      (sum, spec) =>
        sum + (spec.kind === 'rankNormal' ? 1 : spec.levels.length + 1) + (spec.missingColumn ? 1 : 0),
      0,
    );
    if (
      baseline.length === width &&
      coefficients.length === phases.length &&
      frequencies.length === phases.length * width
    ) {
      return;
    }
    const message = `${phases.length} features of ${width} columns need as many frequencies`;
    context.addIssue({ code: 'custom', path: ['frequencies'], message });
  });
export type RandomFeaturesBody = z.infer<typeof randomFeaturesBody>;

/**
 * Networks whose log-odds are averaged. Numbers enter by their design columns, categories by embeddings, whose rows are the
 * levels of the design, then the rest, then missing; `neural/shape.ts` says how parameters lie.
 */
export const networksBody = z
  .object({
    kind: z.literal('networks'),
    activation: z.enum(['relu', 'silu']),
    hidden: z.array(z.int().min(1)).min(1),
    design: z.array(designSpec).min(1),
    /** Length of the embedding of each category, in the order of the design. */
    embeddingSizes: z.array(z.int().min(1)),
    /** The average training row, where explanations start: means of the numbers, shares of each embedding's rows. */
    baseline: z.object({ numbers: z.array(z.number()), slots: z.array(z.array(z.number())) }),
    networks: z.array(z.array(z.number())).min(1),
  })
  .superRefine((body, context) => {
    const problem = networksProblem(body);
    if (problem) context.addIssue({ code: 'custom', path: ['networks'], message: problem });
  });
export type NetworksBody = z.infer<typeof networksBody>;

/** What is wrong with the sizes of networks: each list must be as long as the design says. */
function networksProblem(body: {
  readonly design: readonly DesignSpec[];
  readonly embeddingSizes: readonly number[];
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly baseline: { readonly numbers: readonly number[]; readonly slots: readonly (readonly number[])[] };
  readonly networks: readonly (readonly number[])[];
}): string | undefined {
  const shape = shapeOf(body.design, body.embeddingSizes, body.hidden, body.activation);
  if (body.embeddingSizes.length !== shape.embeddings.length) {
    return `${shape.embeddings.length} categories need as many embedding sizes`;
  }
  const { numbers, slots } = body.baseline;
  const slotsFit = shape.embeddings.every((embedding, c) => slots[c]?.length === embedding.slots);
  if (numbers.length !== shape.numbers || !slotsFit) return 'the baseline does not fit the design';
  const { length } = layoutOf(shape);
  const wrong = body.networks.findIndex((parameters) => parameters.length !== length);
  return wrong < 0 ? undefined : `network ${wrong} needs ${length} parameters`;
}

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
export const gradeBand = z.object({
  grade: z.string(),
  pdBelow: z.number(),
  /** The training rows of the grade, where grades were made for this model. */
  training: z.object({ rows: z.int(), bads: z.int(), meanPd: z.number() }).optional(),
});
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

/** How a characteristic came into a scorecard, and how much it repeats the others. */
export const selectionStep = z.object({
  name: z.string(),
  iv: z.number(),
  /** Order of entry, from 1; absent where nothing entered. */
  step: z.int().min(1).optional(),
  /** Score statistic when it entered, or Wald's at the end of a backward selection; absent where nothing was tested. */
  chiSquare: z.number().optional(),
  degreesOfFreedom: z.int().min(1).optional(),
  /** Of `chiSquare`, as if no other characteristic had been looked at. */
  pValue: z.number().optional(),
  /** Variance inflation factor among the characteristics of the scorecard; absent where others make it up. */
  vif: z.number().optional(),
  /** The other characteristic whose WOE correlates most. */
  correlation: z.object({ with: z.string(), r: z.number() }).optional(),
});
export type SelectionStep = z.infer<typeof selectionStep>;

/** A scorecard's printed form: integer points whose sum is the score. */
export const scorecardPoints = z.object({
  base: z.int(),
  characteristics: z.array(
    z.object({
      input: z.int().min(0),
      binning: z.discriminatedUnion('kind', [numericBinning, categoryBinning]),
      coefficient: z.number(),
      /** Of the coefficient, conditional on bins, selection and penalty, which the same rows gave. */
      standardError: z.number().optional(),
      /** Of the two-sided Wald test that the coefficient is 0, under the same conditions. */
      pValue: z.number().optional(),
      /** Points of each bin, special value and missing, in the order of the binning. */
      points: z.array(z.int()),
      specialPoints: z.array(z.int()),
      missingPoints: z.int(),
      /** A level never seen in training. */
      unseenPoints: z.int(),
    }),
  ),
  /** Why each characteristic is here; absent where every candidate was taken. */
  selection: z.array(selectionStep).optional(),
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
  body: z.discriminatedUnion('kind', [
    additiveBody,
    mlForestBody,
    treesBody,
    randomFeaturesBody,
    networksBody,
  ]),
  scorecard: scorecardPoints.optional(),
  /** Map from the body's log-odds to calibrated ones. */
  calibration,
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

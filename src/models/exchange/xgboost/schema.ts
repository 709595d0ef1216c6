import { z } from 'zod';

const count = z.coerce.number().pipe(z.int().min(0));

const flag = z.union([z.boolean(), z.int()]).transform(Number);

/** One tree of XGBoost's JSON: entry i of each list is node i; a node whose left child is -1 is a leaf. */
const xgboostTree = z.object({
  left_children: z.array(z.int()),
  right_children: z.array(z.int()),
  split_indices: z.array(z.int().min(0)),
  /** 32-bit thresholds of splits, values of leaves; nothing at splits on categories. */
  split_conditions: z.array(z.number().nullable()).transform((list) => list.map((v) => v ?? Number.NaN)),
  default_left: z.array(flag),
  loss_changes: z.array(z.number()),
  sum_hessian: z.array(z.number()),
  split_type: z.array(z.int()).optional(),
});
export type XgboostTree = z.infer<typeof xgboostTree>;

const treesModel = z.object({ trees: z.array(xgboostTree) });

const booster = z.discriminatedUnion('name', [
  z.object({ name: z.literal('gbtree'), model: treesModel }),
  z.object({
    name: z.literal('dart'),
    gbtree: z.object({ model: treesModel }),
    weight_drop: z.array(z.number()),
  }),
]);

/** The part of XGBoost's JSON model (versions 1.0 to 3) that scoring needs. */
export const xgboostModel = z.object({
  learner: z.object({
    feature_names: z.array(z.string()).default([]),
    learner_model_param: z.object({
      /** On the scale of the outcome; version 3 writes it in brackets. */
      base_score: z.string(),
      num_class: count,
      num_feature: count,
      num_target: count.default(1),
    }),
    objective: z.object({ name: z.string() }),
    gradient_booster: booster,
  }),
});
export type XgboostModel = z.infer<typeof xgboostModel>;

/** The few fields that say what the model is; read first, so that a refusal can name it. */
export const xgboostKind = z.object({
  learner: z.object({
    objective: z.object({ name: z.string() }),
    gradient_booster: z.object({ name: z.string() }),
    learner_model_param: z.object({ num_class: count, num_target: count.default(1) }),
  }),
});

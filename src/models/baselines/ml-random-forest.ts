import { RandomForestClassifier } from 'ml-random-forest';
import { z } from 'zod';
import { fail } from '../../core/index.ts';
import { taskRef } from '../../parallel/index.ts';
import type { MlForestBody, ModelArtefact } from '../artefact.ts';
import { designWidth, rowEncoder } from '../design/encode.ts';
import { makeDesign } from '../design/make.ts';
import type { BoundColumns, Model } from '../model.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';

export const mlRandomForestConfig = z.strictObject({
  trees: z.int().min(1).max(500).default(25),
  /** Share of the columns a tree may use. */
  columnShare: z.number().gt(0).lte(1).default(0.5),
  minLeafRows: z.int().min(1).default(10),
});
export type MlRandomForestConfig = z.infer<typeof mlRandomForestConfig>;

/** The library is quadratic in rows (46 s for 4,000 x 30 x 25 trees): larger tables would seem to hang. */
const MAX_ROWS = 5000;

/** The npm package `ml-random-forest` on our design matrix: a baseline for small tables. */
export async function trainMlRandomForest(
  { inputs, bound, bad }: TrainingSet,
  { pool, seed, config, phase }: TrainContext<MlRandomForestConfig>,
): Promise<Fitted> {
  if (bad.length > MAX_ROWS) {
    throw fail('PARUS_TRAIN_TOO_LARGE', { algorithm: 'ml-random-forest', rows: bad.length, limit: MAX_ROWS });
  }
  const { specs: design, columns } = await phase('bin', () =>
    makeDesign(pool, inputs, bound, 'ml-random-forest'),
  );
  const forest = await phase('fit', () =>
    pool.run(taskRef(import.meta.url, fitMlForest), { columns, bad, seed, config }),
  );
  return {
    body: { kind: 'ml-random-forest', design: [...design], forest },
    notes: { trees: config.trees, designColumns: columns.length },
    dropped: [],
  };
}

/** Trains the library's forest; the worker's task. Gives its JSON form. */
export function fitMlForest({
  columns,
  bad,
  seed,
  config,
}: {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
  readonly seed: number;
  readonly config: MlRandomForestConfig;
}): Record<string, unknown> {
  const rows = Array.from(bad, (_, i) => columns.map((column) => column[i]!));
  const forest = new RandomForestClassifier({
    nEstimators: config.trees,
    maxFeatures: Math.max(1, Math.round(config.columnShare * columns.length)),
    // The library takes a 32-bit seed.
    seed: seed % 2 ** 31,
    replacement: false,
    useSampleBagging: true,
    noOOB: true,
    treeOptions: { minNumSamples: config.minLeafRows },
  } as ConstructorParameters<typeof RandomForestClassifier>[0]);
  forest.train(rows, Array.from(bad));
  return JSON.parse(JSON.stringify(forest)) as Record<string, unknown>;
}

/** The share of trees that vote bad, as log-odds; half a vote is added to each side so that unanimity stays finite. */
export function makeMlForestModel(artefact: ModelArtefact, body: MlForestBody): Model {
  const forest = RandomForestClassifier.load(body.forest as never);
  const encoders = body.design.map(rowEncoder);
  const offsets: number[] = [];
  let width = 0;
  for (const spec of body.design) {
    offsets.push(width);
    width += designWidth(spec);
  }
  return {
    artefact,
    margins({ columns }: BoundColumns, start, end, out) {
      const rows: number[][] = [];
      for (let i = start; i < end; i++) {
        const row = new Float64Array(width);
        encoders.forEach((encode, k) => {
          encode(columns[body.design[k]!.input]![i]!, row, offsets[k]!);
        });
        rows.push(Array.from(row));
      }
      if (rows.length === 0) return;
      // The library's predictProbability counts the first tree wrongly (it starts its sum with that tree's label).
      const votes = forest.predictionValues(rows);
      for (let i = 0; i < rows.length; i++) {
        let bads = 0;
        for (const vote of votes.getRow(i)) bads += vote;
        out[i] = Math.log((bads + 0.5) / (votes.columns - bads + 0.5));
      }
    },
  };
}

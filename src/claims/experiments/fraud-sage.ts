import { anomalyInputs, GRAPH_PREFIX } from '../../decision/fraud/index.ts';
import {
  graphFeatureNames,
  type SageNodes,
  scoreGraphSage,
  trainGraphSage,
} from '../../decision/graph/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { numbersOf } from './applicants.ts';
import { crossFit } from './cross-fit.ts';
import type { FraudBook } from './fraud-book.ts';

/** Smaller than the defaults, since there are a hundred cases to learn from. OWN. */
const config = { hidden: [16, 8], neighbours: [8, 5], epochs: 20, patience: 4, batchAsks: 64 } as const;
/** Of many rows one honest application in so many is learnt from: the cases are few, and the order of scores is all that is asked for. */
const HONEST_ONE_IN = 5;
const MANY_ROWS = 5000;

/** What a node knows of a firm: the features in which officers look for oddity, and those of the graph. */
const nodeNames = [...anomalyInputs, ...graphFeatureNames.map((name) => `${GRAPH_PREFIX}${name}`)];

/** Scores of GraphSAGE, higher is more suspect: of the training book by networks that had not seen the row, and of the judged book. */
export async function sageScores(
  pool: WorkerPool,
  train: FraudBook,
  judged: FraudBook,
  seed: number,
): Promise<{ readonly past: Float64Array; readonly judged: Float64Array }> {
  const past = nodesOf(train);
  const learn = (rows: readonly number[]) => {
    const step = rows.length < MANY_ROWS ? 1 : HONEST_ONE_IN;
    const kept = rows.filter((row) => train.found[row] === 1 || row % step === 0);
    const labels = kept.map((row) => train.found[row]!);
    const asks = kept.map((row) => train.asks[row]!);
    return trainGraphSage(
      pool,
      train.graph,
      past,
      labels,
      asks,
      train.knownFrauds,
      { ...config, hidden: [...config.hidden], neighbours: [...config.neighbours] },
      seed,
    );
  };
  const all = Array.from({ length: train.nRows }, (_, row) => row);
  return {
    past: await crossFit(train.nRows, async (inside, outside) =>
      scoreGraphSage(
        await learn(inside),
        train.graph,
        past,
        outside.map((row) => train.asks[row]!),
        train.knownFrauds,
      ),
    ),
    judged: scoreGraphSage(await learn(all), judged.graph, nodesOf(judged), judged.asks, judged.knownFrauds),
  };
}

function nodesOf({ table, asks }: FraudBook): SageNodes {
  return {
    names: nodeNames,
    firms: Int32Array.from(asks, ({ firm }) => firm),
    days: Int32Array.from(asks, ({ day }) => day),
    columns: nodeNames.map((name) => numbersOf(table, name)),
  };
}

import { openStream } from '../../core/index.ts';
import { layoutOf, type NetworkShape } from './shape.ts';

/** Draws that a parameter's number can name: the second and first counters of a stream. */
const MAX_PARAMETERS = 2 ** 32;

/** Spread of embeddings at the start: like a standardised number, small enough to be moved. OWN. */
const EMBEDDING_SD = 0.3;

/**
 * First weights: normal with variance 2 / inputs in hidden layers (He et al., ICCV 2015) and 1 / inputs in the last, whose
 * bias is the log-odds of the training rows; embeddings normal; other biases 0.
 */
export function startParameters(
  shape: NetworkShape,
  seed: number,
  network: number,
  baseMargin: number,
): Float64Array {
  const { embeddings, layers, length } = layoutOf(shape);
  if (length > MAX_PARAMETERS) throw new RangeError(`${length} parameters`);
  const stream = openStream(seed, 'network weights');
  const out = new Float64Array(length);
  const fill = (from: number, count: number, sd: number): void => {
    for (let i = from; i < from + count; i++) out[i] = stream.normal(0, sd, i, network);
  };
  shape.embeddings.forEach(({ slots, size }, c) => {
    fill(embeddings[c]!, slots * size, EMBEDDING_SD);
  });
  for (const [l, { weights, inputs, outputs }] of layers.entries()) {
    const gain = l === layers.length - 1 ? 1 : 2;
    fill(weights, inputs * outputs, Math.sqrt(gain / inputs));
  }
  out[layers.at(-1)!.biases] = baseMargin;
  return out;
}

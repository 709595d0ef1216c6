import type { Activation } from '../../kernels/activations.ts';

/** What a network looks like; its parameters are one array, so that a step, a copy and a file are one loop. */
export interface NetworkShape {
  /** Numeric entries of a row, first in the first layer. */
  readonly numbers: number;
  /** Rows and length of each category's embedding, in order after the numbers. */
  readonly embeddings: readonly { readonly slots: number; readonly size: number }[];
  readonly hidden: readonly number[];
  readonly activation: Activation;
}

/** What a network must know of an input's design: see `designSpec` of the artefact. */
export type InputDesign =
  | { readonly kind: 'rankNormal'; readonly missingColumn: boolean }
  | { readonly kind: 'oneHot'; readonly levels: readonly number[] };

/** Rows of a category's embedding: one for each level of its own, then rare and unseen levels together, then missing. */
export function slotsOf({ levels }: { readonly levels: readonly number[] }): number {
  return levels.length + 2;
}

/** The shape of a network on inputs of that design. @param embeddingSizes by category, in the order of the design */
export function shapeOf(
  design: readonly InputDesign[],
  embeddingSizes: readonly number[],
  hidden: readonly number[],
  activation: Activation,
): NetworkShape {
  const categories = design.filter((spec) => spec.kind === 'oneHot');
  const numbers = design.filter((spec) => spec.kind === 'rankNormal');
  return {
    numbers: numbers.reduce((sum, { missingColumn }) => sum + (missingColumn ? 2 : 1), 0),
    embeddings: categories.map((spec, c) => ({ slots: slotsOf(spec), size: embeddingSizes[c] ?? 1 })),
    hidden,
    activation,
  };
}

/** Where a layer's parameters lie: weights outputs x inputs, row-major. */
export interface LayerPlace {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  readonly biases: number;
}

/**
 *   [ embedding 0 | embedding 1 | ... | weights 0 | weights 1 | ... | biases 0 | biases 1 | ... ]
 *     slots x size                      outputs x inputs              ^ decayEnd
 */
export interface NetworkLayout {
  readonly width: number;
  /** Offset of each embedding. */
  readonly embeddings: readonly number[];
  readonly layers: readonly LayerPlace[];
  /** Parameters from here on are biases and do not decay. */
  readonly decayEnd: number;
  readonly length: number;
}

/** Where the parameters of a network lie; the last layer has one output, the log-odds of bad. */
export function layoutOf({ numbers, embeddings, hidden }: NetworkShape): NetworkLayout {
  let at = 0;
  const take = (length: number): number => {
    at += length;
    return at - length;
  };
  const tables = embeddings.map(({ slots, size }) => take(slots * size));
  const width = numbers + embeddings.reduce((sum, { size }) => sum + size, 0);
  const sizes = [width, ...hidden, 1];
  const weights = sizes.slice(1).map((outputs, l) => take(outputs * sizes[l]!));
  const decayEnd = at;
  const layers = weights.map((place, l) => ({
    inputs: sizes[l]!,
    outputs: sizes[l + 1]!,
    weights: place,
    biases: take(sizes[l + 1]!),
  }));
  return { width, embeddings: tables, layers, decayEnd, length: at };
}

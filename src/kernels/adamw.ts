/** Averages of gradients and of their squares that AdamW keeps, as long as the parameters. */
export interface AdamMemory {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** How fast the averages forget, and what keeps a division finite: the values of the paper. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * One step of AdamW: Adam with the weight decay beside the gradient (Loshchilov and Hutter, ICLR 2019, algorithm 2).
 * @param parameters INOUT @param memory INOUT @param step 1, 2, ... @param decayEnd parameters from here on do not decay
 */
export function stepAdamW(
  parameters: Float64Array,
  gradients: Float64Array,
  { first, second }: AdamMemory,
  step: number,
  learningRate: number,
  weightDecay: number,
  decayEnd: number,
): void {
  const rate = learningRate / (1 - BETA1 ** step);
  const scale = 1 / (1 - BETA2 ** step);
  const keep = 1 - learningRate * weightDecay;
  for (let i = 0; i < parameters.length; i++) {
    const g = gradients[i]!;
    const m = BETA1 * first[i]! + (1 - BETA1) * g;
    const v = BETA2 * second[i]! + (1 - BETA2) * g * g;
    first[i] = m;
    second[i] = v;
    const kept = i < decayEnd ? keep * parameters[i]! : parameters[i]!;
    parameters[i] = kept - (rate * m) / (Math.sqrt(scale * v) + EPSILON);
  }
}

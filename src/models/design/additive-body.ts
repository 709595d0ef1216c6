import type { AdditiveBody, AdditiveTerm, DesignSpec, ModelInput, TermFactor } from '../artefact.ts';
import { designWidth, MISSING_MARK } from './encode.ts';

/**
 * Writes a linear model on design columns as a sum of functions of the inputs, so that scoring needs no design matrix.
 * @param columns IN the training design, for the mean of every term
 * @param beta IN intercept, then one coefficient per design column
 */
export function additiveBodyOf(
  specs: readonly DesignSpec[],
  inputs: readonly ModelInput[],
  columns: readonly Float64Array[],
  beta: ArrayLike<number>,
): AdditiveBody {
  let at = 0;
  const terms = specs.map((spec): AdditiveTerm => {
    const width = designWidth(spec);
    const coefficients = Array.from({ length: width }, (_, j) => beta[1 + at + j]!);
    const mean = coefficients.reduce((sum, b, j) => sum + b * meanOf(columns[at + j]!), 0);
    at += width;
    return { ...inputFunction(spec, inputs, coefficients), mean };
  });
  return { kind: 'additive', intercept: beta[0]!, terms };
}

/** What one input's design columns times their coefficients are, as a function of its value. */
export function inputFunction(
  spec: DesignSpec,
  inputs: readonly ModelInput[],
  coefficients: readonly number[],
): TermFactor {
  if (spec.kind === 'rankNormal') {
    const [slope = 0, missing = 0] = coefficients;
    return {
      shape: 'line',
      input: spec.input,
      x: spec.x,
      y: spec.z.map((z) => slope * z),
      missing: MISSING_MARK * missing,
    };
  }
  const rest = spec.levels.length;
  const input = inputs[spec.input]!;
  const nLevels = input.kind === 'category' ? input.levels.length : 0;
  const slot = new Map(spec.levels.map((level, j) => [level, j]));
  return {
    shape: 'table',
    input: spec.input,
    y: Array.from({ length: nLevels }, (_, level) => coefficients[slot.get(level) ?? rest]!),
    missing: spec.missingColumn ? coefficients[rest + 1]! : 0,
    unseen: coefficients[rest]!,
  };
}

export function meanOf(column: Float64Array): number {
  let sum = 0;
  for (const v of column) sum += v;
  return sum / column.length;
}

import { fail } from '../../core/index.ts';
import { sharedFloat64 } from '../../parallel/index.ts';
import type { DesignSpec, ModelInput, ProductTerm } from '../artefact.ts';
import { inputFunction, meanOf } from './additive-body.ts';
import { designWidth } from './encode.ts';
import type { Design } from './make.ts';

/** Two inputs whose design columns are multiplied; the first is a number. */
export type InputPair = readonly [number, number];

/**
 * The inputs of interactions given by name.
 * @throws PARUS_CONFIG_INVALID where a name is no input, a pair names one input twice or two texts, or comes twice
 */
export function inputPairs(
  pairs: readonly (readonly [string, string])[],
  inputs: readonly ModelInput[],
): InputPair[] {
  const place = new Map(inputs.map(({ name }, i) => [name, i]));
  const seen = new Set<string>();
  return pairs.map((names, k) => {
    const refuse = (problem: string) =>
      fail('PARUS_CONFIG_INVALID', {
        path: 'the training configuration',
        problem: `interactions.${k}: ${problem}`,
      });
    const [a, b] = names.map((name) => {
      const input = place.get(name);
      if (input === undefined) throw refuse(`no input of the training table has the name ${name}`);
      return input;
    }) as [number, number];
    if (a === b) throw refuse(`${names[0]} stands on both sides`);
    const key = [a, b].sort((x, y) => x - y).join(' ');
    if (seen.has(key)) throw refuse('the pair is there already');
    seen.add(key);
    if (inputs[a]!.kind === 'numeric') return [a, b];
    if (inputs[b]!.kind === 'numeric') return [b, a];
    throw refuse('one of the two must be a number');
  });
}

/**
 * The design columns of interactions on shared memory: the first input's value times the second's value, or times each column of
 * its levels. Values are the scaled ones, so that a missing number, which counts as average, takes the product to 0.
 */
export function productColumns({ specs, columns }: Design, pairs: readonly InputPair[]): Float64Array[] {
  const starts = startsOf(specs);
  return pairs.flatMap(([a, b]) => {
    const left = columns[starts[a]!]!;
    return Array.from({ length: factorWidth(specs[b]!) }, (_, j) => {
      const right = columns[starts[b]! + j]!;
      const out = sharedFloat64(left.length);
      for (let i = 0; i < out.length; i++) out[i] = left[i]! * right[i]!;
      return out;
    });
  });
}

/** Design columns that interactions take. */
export function productWidth(specs: readonly DesignSpec[], pairs: readonly InputPair[]): number {
  return pairs.reduce((sum, [, b]) => sum + factorWidth(specs[b]!), 0);
}

/**
 * Interactions as products of functions of their inputs.
 * @param columns IN the columns of `productColumns` @param coefficients one for each
 */
export function productTerms(
  specs: readonly DesignSpec[],
  inputs: readonly ModelInput[],
  pairs: readonly InputPair[],
  columns: readonly Float64Array[],
  coefficients: Float64Array,
): ProductTerm[] {
  let at = 0;
  return pairs.map(([a, b]) => {
    const width = factorWidth(specs[b]!);
    const own = Array.from(coefficients.subarray(at, at + width));
    const mean = own.reduce((sum, c, j) => sum + c * meanOf(columns[at + j]!), 0);
    at += width;
    return {
      factors: [inputFunction(specs[a]!, inputs, [1]), inputFunction(specs[b]!, inputs, own)],
      mean,
    };
  });
}

/** Columns of a spec that a product multiplies: of a number only its value, of a text all. */
function factorWidth(spec: DesignSpec): number {
  return spec.kind === 'rankNormal' ? 1 : designWidth(spec);
}

function startsOf(specs: readonly DesignSpec[]): number[] {
  let at = 0;
  return specs.map((spec) => {
    const start = at;
    at += designWidth(spec);
    return start;
  });
}

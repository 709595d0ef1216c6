import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { makeAdditiveModel } from '../../../src/models/additive/model.ts';
import { permutationImportance, shareImportance, splitUse } from '../../../src/models/explain/importance.ts';
import type { ModelArtefact } from '../../../src/models/index.ts';
import { rankedAuc } from '../../../src/models/ranked-auc.ts';
import { randomTree } from '../tree/random-tree.ts';
import { madeUpModel } from './made-up-model.ts';

const draws = openStream(1, 'importance');
const N = 3000;
const columns = [0, 1, 2].map((f) => Float64Array.from({ length: N }, (_, i) => draws.uniform(i, f)));
const bad = Uint8Array.from(columns[0]!, (v, i) => (draws.uniform(i, 9) < v ? 1 : 0));
const bound = { nRows: N, unseen: 0, columns };

describe('permutation importance', () => {
  const model = madeUpModel(3, ([a, b]) => a! + 0.5 * b!);
  const importance = permutationImportance(model, bound, bad, 5, 1);

  it('is exactly 0 for an input that the model does not read', () => {
    expect(importance[2]).toEqual({ mean: 0, standardError: 0, deals: [0, 0, 0, 0, 0] });
  });

  it('is what ranks without the input where it alone decides', () => {
    const alone = madeUpModel(3, ([a]) => a!);
    const auc = rankedAuc(columns[0]!, bad);
    const { mean, standardError } = permutationImportance(alone, bound, bad, 10, 2)[0]!;
    // Dealt anew, ranks are worth nothing: an AUC of a half.
    expect(Math.abs(mean - (auc - 0.5))).toBeLessThan(4 * standardError);
    expect(standardError).toBeGreaterThan(0);
  });

  it('is negative where the model reads an input that misleads', () => {
    expect(importance[0]!.mean).toBeGreaterThan(0.1);
    expect(importance[1]!.mean).toBeLessThan(0);
  });

  it('is the same for the same seed', () => {
    expect(permutationImportance(model, bound, bad, 5, 1)).toEqual(importance);
    expect(permutationImportance(model, bound, bad, 5, 2)).not.toEqual(importance);
  });
});

it('importance by shares is their mean distance from the average share', () => {
  const line = (input: number, slope: number) => ({
    shape: 'line' as const,
    input,
    x: [0, 10],
    y: [0, 10 * slope],
    missing: 0,
    mean: 2 * slope,
  });
  const artefact = { inputs: [{}, {}, {}] } as unknown as ModelArtefact;
  const model = makeAdditiveModel(artefact, {
    kind: 'additive',
    intercept: 1,
    terms: [line(2, 3), line(0, -1)],
  });
  const table = {
    nRows: 2,
    unseen: 0,
    columns: [Float64Array.of(1, 4), Float64Array.of(9, 9), Float64Array.of(2, 4)],
  };
  expect([...shareImportance(model, table, Uint32Array.of(0, 1))]).toEqual([1.5, 0, 3]);
});

it('use in splits counts splits, gain and rows by input', () => {
  const tree = { ...randomTree(1, 3, 2), input: [1, 0, 1], gain: [5, 2, 0.5], rows: [100, 60, 40] };
  const artefact = {
    inputs: [{ name: 'a' }, { name: 'b' }],
    body: { kind: 'trees', leaves: 'pd', base: 0, trees: [tree] },
  } as unknown as ModelArtefact;
  expect(splitUse(artefact)).toEqual([
    { splits: 1, gain: 2, rows: 60 },
    { splits: 2, gain: 5.5, rows: 140 },
  ]);
  expect(splitUse({ body: { kind: 'additive' } } as unknown as ModelArtefact)).toBeUndefined();
});

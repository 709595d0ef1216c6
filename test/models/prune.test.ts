import { expect, it } from 'vitest';
import type { AdditiveBody } from '../../src/models/artefact.ts';
import { pruneInputs } from '../../src/models/prune.ts';
import { inputs, productsBody } from './exchange/random-models.ts';

it('leaves out inputs that neither a term nor a product reads, and renumbers both', () => {
  const body: AdditiveBody = {
    ...productsBody,
    terms: productsBody.terms.filter(({ input }) => input !== 1),
  };
  const pruned = pruneInputs(inputs, { body });
  expect(pruned.inputs.map(({ name }) => name)).toEqual(['income', 'branch=<x>', '金额']);
  if (pruned.body.kind !== 'additive') throw new Error('expected a sum of terms');
  const nameOf = ({ input }: { readonly input: number }) => pruned.inputs[input]!.name;
  expect(pruned.body.terms.map(nameOf)).toEqual(['income', '金额', 'branch=<x>']);
  expect(pruned.body.products!.map(({ factors }) => factors.map(nameOf))).toEqual([
    ['income', '金额'],
    ['金额', 'branch=<x>'],
  ]);
});

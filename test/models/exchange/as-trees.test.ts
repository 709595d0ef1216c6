import { expect, it } from 'vitest';
import { asTrees } from '../../../src/models/exchange/as-trees.ts';
import {
  artefactOf,
  greatestGap,
  linesBody,
  marginsOf,
  productsBody,
  randomRows,
  stepsBody,
} from './random-models.ts';

const exchange = { path: 'm.json', operation: 'exporting' };

it('steps and levels score the same as trees, on their edges, missing and unseen too', () => {
  const table = randomRows(500);
  const trees = artefactOf(asTrees(stepsBody, exchange));
  const [ours, theirs] = [marginsOf(artefactOf(stepsBody), table), marginsOf(trees, table)];
  expect(new Set(ours).size).toBeGreaterThan(15);
  // Terms are added in another order than intercept first.
  expect(greatestGap(ours, theirs)).toBeLessThan(1e-15);
});

it.each([
  ['lines', linesBody],
  ['interactions', { ...stepsBody, products: productsBody.products }],
])('%s are refused', (_, body) => {
  expect(() => asTrees(body, exchange)).toThrow(
    expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED' }),
  );
});

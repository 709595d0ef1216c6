import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stratifiedFolds } from '../../src/models/folds.ts';

it('gives every fold its share of rows and of bads, to within one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 2, max: 10 }),
      fc.integer({ min: 0, max: 1000 }),
      (list, folds, seed) => {
        const bad = Uint8Array.from(list);
        const fold = stratifiedFolds(bad, folds, seed, 'test');
        for (const rows of [fold, fold.filter((_, i) => bad[i] === 1)]) {
          const sizes = Array.from({ length: folds }, (_, k) => rows.filter((f) => f === k).length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

it('cuts by seed and by name', () => {
  const bad = Uint8Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const fold = stratifiedFolds(bad, 5, 1, 'one');
  expect(stratifiedFolds(bad, 5, 1, 'one')).toEqual(fold);
  expect(stratifiedFolds(bad, 5, 2, 'one')).not.toEqual(fold);
  expect(stratifiedFolds(bad, 5, 1, 'two')).not.toEqual(fold);
});

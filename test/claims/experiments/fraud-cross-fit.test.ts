import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossFit, FOLDS } from '../../../src/claims/experiments/cross-fit.ts';

test('every row is scored once, by what was learnt without it and without its neighbours in the fold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: FOLDS, max: 50 }), async (nRows) => {
      const folds: (readonly number[])[] = [];
      const scores = await crossFit(nRows, async (inside, outside) => {
        folds.push(outside);
        expect([...inside, ...outside].sort((a, b) => a - b)).toEqual(
          Array.from({ length: nRows }, (_, i) => i),
        );
        return Float64Array.from(outside, (row) => row * 10);
      });
      expect(folds).toHaveLength(FOLDS);
      for (const rows of folds) expect(rows.at(-1)! - rows[0]!).toBe(rows.length - 1);
      expect(Array.from(scores)).toEqual(Array.from({ length: nRows }, (_, i) => i * 10));
    }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankedAuc } from '../../src/models/ranked-auc.ts';
import { auc } from './auc.ts';

it('is the AUC of all pairs, ties counted half', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: 0, max: 1 })), {
        minLength: 1,
        maxLength: 60,
      }),
      (rows) => {
        const margins = Float64Array.from(rows, ([margin]) => margin / 3);
        const bad = Uint8Array.from(rows, ([, y]) => y);
        const bads = bad.reduce((a, b) => a + b, 0);
        if (bads === 0 || bads === bad.length) expect(rankedAuc(margins, bad)).toBeNaN();
        else expect(rankedAuc(margins, bad)).toBeCloseTo(auc(margins, bad), 12);
      },
    ),
  );
});

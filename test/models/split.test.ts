import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stratifiedSplit } from '../../src/models/split.ts';

it('keeps the share of each class, every row once, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 200 }),
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      (labels, share) => {
        const bad = Uint8Array.from(labels);
        const { train, test } = stratifiedSplit(bad, share, 5);
        expect([...train, ...test].sort((a, b) => a - b)).toEqual([...bad.keys()]);
        expect(train).toEqual(train.toSorted());
        for (const label of [0, 1]) {
          const all = labels.filter((y) => y === label).length;
          expect(Array.from(test).filter((i) => bad[i] === label)).toHaveLength(Math.round(all * share));
        }
      },
    ),
  );
});

it('depends on the seed alone', () => {
  const bad = Uint8Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? 1 : 0));
  expect(stratifiedSplit(bad, 0.3, 1)).toEqual(stratifiedSplit(bad, 0.3, 1));
  expect(stratifiedSplit(bad, 0.3, 1)).not.toEqual(stratifiedSplit(bad, 0.3, 2));
});

import { expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { logLoss } from '../../../src/kernels/logistic-gradients.ts';
import { type Boosted, boost } from '../../../src/models/boosting/boost.ts';
import { boostingConfig } from '../../../src/models/boosting/config.ts';
import { dropTrees } from '../../../src/models/boosting/drop-trees.ts';
import { boostingMemory } from '../../../src/models/boosting/memory.ts';
import { binWalker } from '../../../src/models/tree/growing/bin-tree.ts';
import { teamSeats } from '../../../src/parallel/team.ts';
import { binBlocksOf, binColumnsOf } from '../../kernels/bin-blocks-of.ts';

const DART = { dropRate: 0.2, skipDrop: 0, maxDropped: 50 };

it('drops each tree with the rate, one at least, and none in rounds that skip', () => {
  const rounds = Array.from({ length: 400 }, (_, round) => dropTrees(30, DART, 1, round));
  const mean = rounds.flat().length / 400;
  expect(mean).toBeGreaterThan(5.6);
  expect(mean).toBeLessThan(6.4);
  const few = Array.from({ length: 200 }, (_, round) => dropTrees(2, { ...DART, dropRate: 0.01 }, 1, round));
  expect(few.every((drawn) => drawn.length >= 1)).toBe(true);
  expect(new Set(few.map(String))).toEqual(new Set(['0', '1']));
  const half = Array.from({ length: 400 }, (_, round) => dropTrees(5, { ...DART, skipDrop: 0.5 }, 1, round));
  const skipped = half.filter((drawn) => drawn.length === 0).length;
  expect(skipped).toBeGreaterThan(160);
  expect(skipped).toBeLessThan(240);
});

it('drops no more than it may, none before the first tree and none at rate 0', () => {
  for (let round = 0; round < 50; round++) {
    const all = dropTrees(40, { ...DART, dropRate: 0.5 }, 1, round);
    const capped = dropTrees(40, { ...DART, dropRate: 0.5, maxDropped: 7 }, 1, round);
    expect(capped).toHaveLength(Math.min(7, all.length));
    expect(capped.every((tree) => all.includes(tree))).toBe(true);
    expect(dropTrees(0, DART, 1, round)).toEqual([]);
    expect(dropTrees(40, { ...DART, dropRate: 0 }, 1, round)).toEqual([]);
  }
});

/** Boosts alone on columns of bins, from log-odds 0. */
function boostOn(bins: number[][], bad: Uint8Array, held: (row: number) => boolean, options: object) {
  const config = boostingConfig.parse({ minChildWeight: 0.1, patience: 0, ...options });
  const rows = Uint32Array.from(bad.keys());
  const binned = binColumnsOf(bins);
  const [train, validation] = [rows.filter((row) => !held(row)), rows.filter(held)];
  const memory = boostingMemory(binned, binBlocksOf(bins), bad, train, validation, config.leaves, 1, {
    samplesByGradient: config.topShare < 1,
    dropsTrees: config.dropRate > 0,
  });
  const features = bins.map(() => ({ kind: 'numeric' as const, nBins: 9, trend: 0 as const }));
  const { leaves, maxDepth, minGain } = config;
  const grow = { features, leaves, maxDepth, minGain, interactions: [] };
  const [seat] = teamSeats(1);
  const boosted = boost({ seat: seat!, input: { memory, config, grow, base: 0, seed: 1 } })!;
  const marginOf = ({ trees }: Boosted, row: number): number =>
    trees.reduce((sum, tree) => sum + tree.values[binWalker(tree, binned)(row)]!, 0);
  return { boosted, memory, validation, marginOf: (row: number) => marginOf(boosted, row) };
}

it('scales the dropped and the new tree alike: two trees, worked by hand', () => {
  // 40 rows a bin, 10 and 30 of them bad: gradients sum to 10 and -10, Hessians to 10 each.
  const bins = [Array.from({ length: 80 }, (_, i) => (i < 40 ? 0 : 1))];
  const bad = Uint8Array.from({ length: 80 }, (_, i) => (i < 10 || i >= 50 ? 1 : 0));
  const { boosted } = boostOn(bins, bad, () => false, {
    trees: 2,
    leaves: 2,
    learningRate: 0.5,
    lambda: 0,
    ...DART,
  });
  // The second tree is trained without the first, so it is the same: half a step of 1, then both times 1 / (1 + 0.5).
  for (const { values } of boosted.trees) {
    expect(values[0]).toBeCloseTo(-1 / 3, 6);
    expect(values[1]).toBeCloseTo(1 / 3, 6);
  }
});

/** Some columns of bins and outcomes that go with them. */
function signal(nRows: number) {
  const draws = openStream(4, 'dart');
  const bins = [0, 1, 2].map((f) => Array.from({ length: nRows }, (_, i) => draws.integer(9, i, f)));
  const bad = Uint8Array.from({ length: nRows }, (_, i) => {
    const margin = 0.5 * (bins[0]![i]! - 4) + (bins[1]![i]! > 5 ? 1 : -1);
    return draws.uniform(i, 3) < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
  });
  return { bins, bad };
}

it.each([{ rowShare: 1 }, { rowShare: 0.6 }, { topShare: 0.2, otherShare: 0.2 }])(
  'ends with margins that are the sum of the trees it gives, with %o',
  (options) => {
    const { bins, bad } = signal(400);
    const { memory, marginOf } = boostOn(bins, bad, () => false, {
      trees: 25,
      leaves: 6,
      learningRate: 0.3,
      ...DART,
      ...options,
    });
    for (let row = 0; row < 400; row++) expect(memory.margins[row]).toBeCloseTo(marginOf(row), 9);
  },
);

it('stops early with the trees as they were in the best round', () => {
  const { bins, bad } = signal(600);
  const { boosted, validation, marginOf } = boostOn(bins, bad, (row) => row % 4 === 0, {
    trees: 80,
    leaves: 16,
    learningRate: 0.5,
    patience: 8,
    ...DART,
    skipDrop: 0.3,
  });
  const { trees, validationLoss } = boosted;
  expect(trees.length).toBeGreaterThan(1);
  expect(trees.length).toBeLessThan(validationLoss.length);
  const margins = Float64Array.from(bad, (_, row) => marginOf(row));
  const loss = logLoss(validation, 0, validation.length, margins, bad, 1) / validation.length;
  expect(loss).toBeCloseTo(Math.min(...validationLoss), 9);
});

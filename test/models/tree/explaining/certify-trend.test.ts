import { describe, expect, it } from 'vitest';
import { openStream } from '../../../../src/core/index.ts';
import type { ModelArtefact } from '../../../../src/models/artefact.ts';
import { trendCertificates } from '../../../../src/models/explain/trend-certificates.ts';
import { certifyTrend } from '../../../../src/models/tree/explaining/certify-trend.ts';
import { flattenTrees } from '../../../../src/models/tree/flat-trees.ts';
import { makeWalker } from '../../../../src/models/tree/scoring/walk.ts';
import type { TreeNodes, TreesBody } from '../../../../src/models/tree/tree-body.ts';
import { MIXED_LEVELS, mixedTree } from '../mixed-tree.ts';

function bodyOf(trees: TreeNodes[]): TreesBody {
  return { kind: 'trees', leaves: 'logOdds', base: 0, trees };
}

/** y < 5 ? (x < 1 ? a : b) : (x < 1 ? c : d), x is input 0, y input 1. */
function tree(a: number, b: number, c: number, d: number): TreeNodes {
  return {
    input: [1, 0, 0],
    threshold: [5, 1, 1],
    missingLeft: [0, 0, 0],
    left: [1, -1, -3],
    right: [2, -2, -4],
    gain: [1, 1, 1],
    rows: [4, 2, 2],
    categories: [],
    value: [a, b, c, d],
    leafRows: [1, 1, 1, 1],
  };
}

function certified(...trees: TreeNodes[]) {
  return certifyTrend(flattenTrees(bodyOf(trees), [0, 0]), [0, 0], 0);
}

describe('a trend of all trees together', () => {
  it('is proven where each tree has it', () => {
    expect(certified(tree(0, 1, 5, 6)).trend).toBe('ascending');
    expect(certified(tree(1, 0, 6, 5)).trend).toBe('descending');
  });

  it('is proven where a tree falls but another rises more at the same rows', () => {
    expect(certified(tree(0, -1, 0, 3), tree(0, 2, 0, 0)).trend).toBe('ascending');
    expect(certified(tree(0, -1, 0, 3), tree(0, 0.5, 0, 9)).trend).toBe('none');
  });

  it('is refuted by two rows that differ in the input alone, and score against it', () => {
    const { ascending, trend } = certified(tree(0, -1, 0, 3));
    expect(trend).toBe('none');
    if (ascending.verdict !== 'refuted') throw new Error('expected a refutation');
    const { lower, upper, lowerSum, upperSum } = ascending.counterexample;
    expect(lower[0]).toBeLessThan(upper[0]!);
    expect(lower[1]).toBe(upper[1]);
    const sumOf = makeWalker(flattenTrees(bodyOf([tree(0, -1, 0, 3)]), [0, 0]));
    expect([sumOf(lower, 0), sumOf(upper, 0)]).toEqual([lowerSum, upperSum]);
    expect(upperSum).toBeLessThan(lowerSum);
  });

  it('is constant where the input does not matter', () => {
    expect(certified(tree(1, 1, 2, 2)).trend).toBe('constant');
  });

  it('is unknown where the proof would take too long', () => {
    const flat = flattenTrees(bodyOf([tree(0, 1, 5, 6)]), [0, 0]);
    expect(certifyTrend(flat, [0, 0], 0, 2).trend).toBe('unknown');
  });

  it('is asked of a model, input by input, for as many steps as allowed', () => {
    const model = artefactOf(bodyOf([tree(0, 1, 5, 6)]));
    const trends = (mostSteps?: number) =>
      trendCertificates(model, mostSteps).map(({ input, trend }) => [input, trend]);
    expect(trends()).toEqual([
      ['x', 'ascending'],
      ['y', 'ascending'],
    ]);
    expect(trends(2)).toEqual([
      ['x', 'unknown'],
      ['y', 'unknown'],
    ]);
  });
});

/** A model of two numbers as far as its certificates read it. */
function artefactOf(body: TreesBody): ModelArtefact {
  const inputs = ['x', 'y'].map((name) => ({ name, kind: 'numeric' as const }));
  return { body, inputs } as unknown as ModelArtefact;
}

/** The trend over every cell of thresholds, levels and missing: exponential, for small trees. */
function enumeratedTrend(body: TreesBody, input: number): string {
  const sumOf = makeWalker(flattenTrees(body, MIXED_LEVELS));
  const cells = MIXED_LEVELS.map((levels, f) => {
    if (levels > 0) return [-2, -1, 0, 1, 2, 3];
    const cuts = body.trees.flatMap(({ input: tested, threshold }) =>
      threshold.filter((_, i) => tested[i] === f),
    );
    const sorted = [...new Set(cuts.filter((cut) => cut !== null))].sort((a, b) => a - b);
    return [-100, ...sorted, ...(f === input ? [] : [Number.NaN])];
  });
  let [rises, falls] = [false, false];
  const visit = (f: number, row: Float64Array): void => {
    if (f === row.length) {
      const sums = cells[input]!.map((v) => sumOf(row.with(input, v), 0));
      for (let k = 1; k < sums.length; k++) {
        if (sums[k]! > sums[k - 1]! + 1e-12) rises = true;
        if (sums[k]! < sums[k - 1]! - 1e-12) falls = true;
      }
      return;
    }
    for (const v of f === input ? [0] : cells[f]!) visit(f + 1, row.with(f, v));
  };
  visit(0, new Float64Array(MIXED_LEVELS.length));
  return rises ? (falls ? 'none' : 'ascending') : falls ? 'descending' : 'constant';
}

describe('certificates of random trees', () => {
  it('say what enumerating all cells says', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const draws = openStream(seed, 'trend trees');
      // Leaves of few sizes, and one strong tree that rises, so that all verdicts occur.
      const weak = [2, 4, 5].map((nSplits, t) => {
        const nodes = mixedTree(10 * seed + t, nSplits, 4);
        return {
          ...nodes,
          value: nodes.value.map((_, leaf) => (draws.integer(3, leaf, t) - 1) * (seed % 3)),
        };
      });
      const body = bodyOf([...weak, ...(seed % 2 ? [strong(3), strong(3), strong(3)] : [])]);
      const expected = enumeratedTrend(body, 0);
      expect(certifyTrend(flattenTrees(body, MIXED_LEVELS), MIXED_LEVELS, 0).trend).toBe(expected);
      seen.add(expected);
    }
    expect([...seen].sort()).toEqual(['ascending', 'constant', 'descending', 'none']);
  });
});

/** Rises by `step` at each quarter of input 0. */
function strong(step: number): TreeNodes {
  const cuts = [-0.5, -0.25, 0, 0.25, 0.5];
  const n = cuts.length;
  return {
    input: cuts.map(() => 0),
    threshold: cuts,
    missingLeft: cuts.map(() => 1),
    left: cuts.map((_, i) => -1 - i),
    right: cuts.map((_, i) => (i + 1 < n ? i + 1 : -1 - n)),
    gain: cuts.map(() => 1),
    rows: cuts.map((_, i) => n + 1 - i),
    categories: [],
    value: Array.from({ length: n + 1 }, (_, i) => i * step),
    leafRows: new Array(n + 1).fill(1),
  };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookSnapshot, buildRelationGraph, graphFeatures } from '../../../src/decision/graph/index.ts';
import { arbitraryRelations, drawnRelations, relationsOf } from './relations-of.ts';

describe('bookSnapshot', () => {
  it('says of every firm what its features say', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRelations, fc.nat({ max: 22 }), async (relations, day) => {
        const graph = buildRelationGraph(relationsOf(relations));
        const asks = Array.from({ length: relations.nFirms }, (_, firm) => ({ firm, day }));
        const features = await graphFeatures(graph, asks, []);
        const snapshot = bookSnapshot(graph, day, []);
        expect([...snapshot.groupSize]).toEqual([...features.componentSize]);
        expect([...snapshot.coreNumber]).toEqual([...features.coreNumber]);
        expect([...snapshot.triangles]).toEqual([...features.triangles]);
        for (const { firm } of asks)
          expect(snapshot.groupDensity[firm]).toBeCloseTo(features.componentDensity[firm]!, 12);
        expect([...snapshot.badPageRank, ...snapshot.badLabelScore].every((score) => score === 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('scores firms that are not bad themselves as the features do, within the tolerance of the push', async () => {
    const graph = buildRelationGraph(relationsOf({ ...drawnRelations(80, 120, 60, 4), nFirms: 81 }));
    // Firm 80 stands alone: its walks reach nobody.
    const bads = [2, 9, 33, 80].map((firm) => ({ firm, knownDay: 10 }));
    const asks = Array.from({ length: 80 }, (_, firm) => ({ firm, day: 500 }));
    const features = await graphFeatures(graph, asks, bads);
    const snapshot = bookSnapshot(graph, 500, bads);
    let seen = 0;
    for (const { firm } of asks) {
      if (bads.some((bad) => bad.firm === firm)) continue;
      expect(Math.abs(snapshot.badPageRank[firm]! - features.badPageRank[firm]!)).toBeLessThan(0.03);
      expect(Math.abs(snapshot.badLabelScore[firm]! - features.badLabelScore[firm]!)).toBeLessThan(0.03);
      if (features.badPageRank[firm]! > 0.03) seen += 1;
    }
    expect(seen).toBeGreaterThan(10);
    expect(bookSnapshot(graph, 10, bads).badPageRank.every((rank) => rank === 0)).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildRelationGraph,
  graphFeatureNames,
  graphFeatures,
  type KnownBad,
} from '../../../src/decision/graph/index.ts';
import { powerPageRank, propagateLabels } from '../../../src/kernels/graph-walks.ts';
import { inlinePool, withPool } from '../../../src/parallel/index.ts';
import { arbitraryRelations, drawnRelations, knownOn, relationsOf } from './relations-of.ts';

/** Features of one ask as an object. */
async function featuresOf(
  relations: Parameters<typeof relationsOf>[0],
  firm: number,
  day: number,
  bads: readonly KnownBad[] = [],
) {
  const columns = await graphFeatures(buildRelationGraph(relationsOf(relations)), [{ firm, day }], bads);
  return Object.fromEntries(graphFeatureNames.map((name) => [name, columns[name][0]])) as Record<
    (typeof graphFeatureNames)[number],
    number
  >;
}

const shown = (firm: number, kind: 'device' | 'phone' | 'address', value: number, day = 1) => ({
  firm,
  kind,
  value,
  day,
});

describe('graphFeatures', () => {
  it('tells a ring of three with a known bad by hand', async () => {
    const relations = {
      nFirms: 5,
      shown: [
        shown(0, 'device', 7),
        shown(1, 'device', 7),
        shown(2, 'device', 7, 50),
        shown(0, 'phone', 3),
        shown(1, 'phone', 3),
        shown(2, 'address', 1),
        shown(3, 'address', 1),
      ],
    };
    const bads = [
      { firm: 1, knownDay: 59 },
      { firm: 3, knownDay: 60 },
      { firm: 0, knownDay: 1 },
    ];
    const features = await featuresOf(relations, 0, 60, bads);
    // Firms 0, 1, 2 by the device, 3 behind 2; four ties of six; firm 3 is known on the day, which is too late.
    expect(features).toMatchObject({
      componentSize: 4,
      componentDensity: 4 / 6,
      componentBadShare: 1 / 3,
      devicePeers: 2,
      phonePeers: 1,
      addressPeers: 0,
      tightPeers: 1,
      recentPeers: 1,
      coreNumber: 2,
      triangles: 1,
      clustering: 1,
      badPeers: 1,
      // Weights: device 1 to each of 1 and 2, phone 1 more to 1.
      badShareOneHop: 2 / 3,
      hopsToBad: 1,
    });
    expect(await featuresOf(relations, 0, 40, bads)).toMatchObject({
      componentSize: 2,
      devicePeers: 1,
      badPeers: 0,
      hopsToBad: Number.NaN,
      badWalkShare: 0,
    });
  });

  it('tells chains and circles of guarantees by the day', async () => {
    const guarantee = (guarantor: number, guaranteed: number, eventDay: number, endDay: number) => ({
      guarantor,
      guaranteed,
      eventDay,
      endDay,
    });
    const relations = {
      nFirms: 5,
      guarantees: [
        guarantee(0, 1, 1, 90),
        guarantee(1, 2, 1, 90),
        guarantee(2, 0, 30, 50),
        guarantee(0, 3, 1, 20),
      ],
    };
    expect(await featuresOf(relations, 0, 20)).toMatchObject({
      guaranteesGiven: 2,
      guaranteesTaken: 0,
      guaranteeDepth: 2,
      guaranteeCircle: 0,
    });
    expect(await featuresOf(relations, 0, 50)).toMatchObject({
      guaranteesGiven: 1,
      guaranteesTaken: 1,
      guaranteeDepth: 2,
      guaranteeCircle: 3,
    });
    expect(await featuresOf(relations, 0, 51)).toMatchObject({ guaranteeCircle: 0, componentSize: 3 });
    expect(await featuresOf(relations, 4, 51)).toMatchObject({ guaranteeDepth: 0, componentSize: 1 });
  });

  it('tells circular invoices, their rounds and what went round', async () => {
    const invoice = (seller: number, buyer: number, amountFen: number, day: number) => ({
      seller,
      buyer,
      amountFen,
      number: `${seller}-${buyer}-${day}`,
      day,
    });
    const relations = {
      nFirms: 5,
      invoices: [
        invoice(0, 1, 1000, 100),
        invoice(1, 2, 1040, 110),
        invoice(2, 0, 1090, 120),
        invoice(0, 1, 5000, 115),
        invoice(0, 3, 2000, 115),
      ],
    };
    expect(await featuresOf(relations, 0, 120)).toMatchObject({
      circularLength: 3,
      circularTrades: 1,
      // 1,000 + 5,000 to firm 1, of which 1,040 went on; 8,000 sold in all.
      circularAmountShare: 1040 / 8000,
      circularNextShare: 6000 / 8000,
      suppliers: 1,
      buyers: 2,
    });
    const earlier = await featuresOf(relations, 0, 119);
    expect(earlier).toMatchObject({ circularLength: 0, circularTrades: 0, circularAmountShare: 0 });
    expect(await featuresOf(relations, 0, 110 + 184)).toMatchObject({ circularLength: 0 });
  });

  it('gives the PageRank and label scores of whole-graph iterations', async () => {
    const relations = drawnRelations(60, 160, 120, 5);
    const graph = buildRelationGraph(relationsOf(relations));
    const bads = [3, 17, 40, 41].map((firm) => ({ firm, knownDay: 100 }));
    const asks = Array.from({ length: 60 }, (_, firm) => ({ firm, day: 400 }));
    const columns = await graphFeatures(graph, asks, bads);
    const exact = { damping: 0.85, tolerance: 1e-13, mostRounds: 5000 };
    const others = (firm: number) => bads.filter((bad) => bad.firm !== firm);
    let seen = 0;
    for (let firm = 0; firm < 60; firm++) {
      let rank = 0;
      for (const bad of others(firm)) {
        const restart = new Float64Array(60);
        restart[bad.firm] = 1;
        rank += powerPageRank(graph.layers.web, 400, restart, exact)[firm]!;
      }
      const labels = new Float64Array(60);
      for (const bad of others(firm)) labels[bad.firm] = 1;
      const score = propagateLabels(graph.layers.web, 400, labels, exact)[firm]!;
      // The tolerance of the push: a thousandth of the firm's degree for each bad.
      expect(Math.abs(columns.badPageRank[firm]! - rank)).toBeLessThan(4 * 20e-3);
      expect(Math.abs(columns.badLabelScore[firm]! - score)).toBeLessThan(4 * 20e-3);
      if (rank > 0.05) {
        seen += 1;
        expect(columns.badPageRank[firm]! / rank).toBeGreaterThan(0.85);
        expect(columns.badLabelScore[firm]! / score).toBeGreaterThan(0.85);
      }
    }
    expect(seen).toBeGreaterThan(10);
  });

  it('sees nothing of records, bads or asks after its day', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryRelations,
        fc.array(fc.record({ firm: fc.nat({ max: 7 }), knownDay: fc.nat({ max: 22 }) }), { maxLength: 4 }),
        fc.nat({ max: 22 }),
        async (relations, anyBads, day) => {
          const bads = anyBads.filter(({ firm }) => firm < relations.nFirms);
          const asks = Array.from({ length: relations.nFirms }, (_, firm) => ({ firm, day }));
          const all = await graphFeatures(buildRelationGraph(relationsOf(relations)), asks, bads);
          const then = await graphFeatures(
            buildRelationGraph(relationsOf(knownOn(relations, day))),
            asks,
            bads.filter(({ knownDay }) => knownDay < day),
          );
          expect(all).toEqual(then);
        },
      ),
    );
  });

  it('gives the same bytes at any number of workers', async () => {
    const graph = buildRelationGraph(relationsOf(drawnRelations(300, 900, 1500, 2)));
    const asks = Array.from({ length: 700 }, (_, i) => ({ firm: i % 300, day: 100 + (i % 600) }));
    const bads = Array.from({ length: 30 }, (_, i) => ({ firm: i * 10, knownDay: 20 * i }));
    const inline = await graphFeatures(graph, asks, bads, inlinePool);
    for (const workers of [1, 3]) {
      const found = await withPool({ workers }, (pool) => graphFeatures(graph, asks, bads, pool));
      expect(found).toEqual(inline);
    }
    expect(new Set(inline.badPageRank).size).toBeGreaterThan(100);
  });

  it('misses everything of a firm that the graph does not know', async () => {
    const features = await featuresOf({ nFirms: 1 }, -1, 10);
    for (const name of graphFeatureNames) expect(features[name]).toBeNaN();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRelationGraph, firmNumber, type RelationGraph } from '../../../src/decision/graph/index.ts';
import { KIND } from '../../../src/decision/graph/relation-records.ts';
import type { Adjacency } from '../../../src/kernels/graph-adjacency.ts';
import { arbitraryRelations, firmIdOf, knownOn, relationsOf } from './relations-of.ts';

/** The edges of a layer that count on a day, as texts in order. */
function edgesOn(layer: Adjacency, day: number): string[] {
  const edges: string[] = [];
  for (let v = 0; v < layer.nNodes; v++)
    for (let i = layer.offsets[v]!; i < layer.offsets[v + 1]!; i++)
      if (layer.days[i]! <= day && layer.untils[i]! > day)
        edges.push(
          `${v} ${layer.targets[i]} since ${layer.days[i]} kind ${layer.kinds[i]} w ${layer.weights[i]}`,
        );
  return edges.sort();
}

const layersOf = ({ layers }: RelationGraph) => {
  const { things, guaranteesGiven, guaranteesTaken, sales, purchases, ties, web } = layers;
  return { things, guaranteesGiven, guaranteesTaken, sales, purchases, ties, web };
};

describe('buildRelationGraph', () => {
  it('joins firms that showed the same thing from the day the second did', () => {
    const graph = buildRelationGraph(
      relationsOf({
        nFirms: 3,
        shown: [
          { firm: 2, kind: 'phone', value: 1, day: 10 },
          { firm: 0, kind: 'phone', value: 1, day: 4 },
          { firm: 1, kind: 'phone', value: 2, day: 4 },
          { firm: 1, kind: 'device', value: 1, day: 4 },
          { firm: 0, kind: 'phone', value: 1, day: 11 },
        ],
      }),
    );
    expect(edgesOn(graph.layers.things, 9)).toEqual([]);
    expect(edgesOn(graph.layers.things, 10)).toEqual([
      `0 2 since 10 kind ${KIND.phone} w 1`,
      `2 0 since 10 kind ${KIND.phone} w 1`,
    ]);
  });

  it('lets a thing be a relation until more than the most firms have shown it', () => {
    const shown = [0, 1, 2, 3].map((firm) => ({ firm, kind: 'address' as const, value: 0, day: firm }));
    const { layers } = buildRelationGraph(relationsOf({ nFirms: 4, shown }), 1000, { mostFirmsPerThing: 3 });
    expect([1, 2, 3, 500].map((day) => edgesOn(layers.things, day).length)).toEqual([2, 6, 0, 0]);
  });

  it('takes what both sides recorded once, from the day the first record was known', () => {
    const { layers, invoices } = buildRelationGraph(
      relationsOf({
        nFirms: 3,
        guarantees: [
          { guarantor: 0, guaranteed: 1, eventDay: 5, day: 12, endDay: 20 },
          { guarantor: 0, guaranteed: 1, eventDay: 5, day: 9, endDay: 20 },
          { guarantor: 1, guaranteed: 1, eventDay: 5, day: 9, endDay: 20 },
        ],
        invoices: [
          { seller: 0, buyer: 2, amountFen: 500, number: 'a', day: 8, eventDay: 6 },
          { seller: 0, buyer: 2, amountFen: 500, number: 'a', day: 7, eventDay: 6 },
          { seller: 1, buyer: 2, amountFen: 500, number: 'a', day: 8, eventDay: 8 },
        ],
      }),
    );
    expect(edgesOn(layers.guaranteesGiven, 9)).toEqual([`0 1 since 9 kind ${KIND.guarantee} w 1000`]);
    expect(edgesOn(layers.guaranteesTaken, 20)).toEqual([`1 0 since 9 kind ${KIND.guarantee} w 1000`]);
    expect(edgesOn(layers.ties, 21)).toEqual([]);
    expect(edgesOn(layers.sales, 8)).toEqual([
      `0 2 since 7 kind ${KIND.trade} w 500`,
      `1 2 since 8 kind ${KIND.trade} w 500`,
    ]);
    const edge = layers.sales.edges[layers.sales.offsets[0]!]!;
    expect(invoices.number[edge]).toBe('a');
    expect(invoices.eventDay[edge]).toBe(6);
    expect(edgesOn(layers.web, 7)).toEqual(['0 2 since 7 kind 5 w 0.25', '2 0 since 7 kind 5 w 0.25']);
  });

  it('reads as of a day what a graph of the records of that day reads', () => {
    fc.assert(
      fc.property(arbitraryRelations, fc.integer({ min: -1, max: 25 }), (relations, day) => {
        const options = { mostFirmsPerThing: 3 };
        const all = layersOf(buildRelationGraph(relationsOf(relations), undefined, options));
        const then = layersOf(buildRelationGraph(relationsOf(knownOn(relations, day)), undefined, options));
        const cut = layersOf(buildRelationGraph(relationsOf(relations), day, options));
        for (const name of Object.keys(all) as (keyof typeof all)[]) {
          expect(edgesOn(all[name], day)).toEqual(edgesOn(then[name], day));
          expect(edgesOn(cut[name], day)).toEqual(edgesOn(then[name], day));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds no edges of a book without relations', () => {
    const graph = buildRelationGraph(relationsOf({ nFirms: 2 }));
    for (const layer of Object.values(layersOf(graph))) expect(layer.targets.length).toBe(0);
    expect(buildRelationGraph(relationsOf({ nFirms: 0 })).nFirms).toBe(0);
  });
});

describe('firmNumber', () => {
  it('finds every firm and no other', () => {
    const graph = buildRelationGraph(relationsOf({ nFirms: 5 }));
    for (let firm = 0; firm < 5; firm++) expect(firmNumber(graph, firmIdOf(firm))).toBe(firm);
    expect(firmNumber(graph, 'F0015')).toBeUndefined();
    expect(firmNumber(graph, 'A')).toBeUndefined();
    expect(firmNumber(graph, 'Z')).toBeUndefined();
  });
});

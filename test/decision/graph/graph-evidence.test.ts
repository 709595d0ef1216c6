import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRelationGraph, denseRings, graphEvidence } from '../../../src/decision/graph/index.ts';
import { arbitraryRelations, knownOn, relationsOf } from './relations-of.ts';

const graph = buildRelationGraph(
  relationsOf({
    nFirms: 6,
    shown: [
      { firm: 0, kind: 'phone', value: 1, day: 3 },
      { firm: 1, kind: 'phone', value: 1, day: 5 },
      { firm: 0, kind: 'device', value: 9, day: 3 },
      { firm: 1, kind: 'device', value: 9, day: 7 },
      { firm: 2, kind: 'device', value: 9, day: 90 },
    ],
    guarantees: [{ guarantor: 3, guaranteed: 1, eventDay: 10, amountFen: 700, endDay: 60 }],
    invoices: [
      { seller: 0, buyer: 4, amountFen: 1000, number: 'a', eventDay: 20, day: 22 },
      { seller: 4, buyer: 0, amountFen: 1050, number: 'b', eventDay: 21, day: 24 },
    ],
  }),
);

describe('graphEvidence', () => {
  it('shows the way to the nearest known bad, the circle with its invoices, and the ties', () => {
    expect(graphEvidence(graph, 0, 40, [{ firm: 3, knownDay: 30 }])).toEqual([
      {
        kind: 'knownBad',
        otherFirm: 'F003',
        since: 30,
        detail: { way: ['F000', 'F001', 'F003'], by: ['device', 'guarantee'] },
      },
      {
        kind: 'circularInvoices',
        otherFirm: 'F004',
        since: 20,
        detail: {
          firms: ['F000', 'F004'],
          flowFen: 1000,
          rounds: [
            [
              { seller: 'F000', buyer: 'F004', number: 'a', amountFen: 1000, day: 20 },
              { seller: 'F004', buyer: 'F000', number: 'b', amountFen: 1050, day: 21 },
            ],
          ],
        },
      },
      { kind: 'phone', otherFirm: 'F001', since: 5, detail: { otherIsKnownBad: false } },
      { kind: 'device', otherFirm: 'F001', since: 7, detail: { otherIsKnownBad: false } },
    ]);
  });

  it('tells guarantees from both sides while they run', () => {
    const detail = { amountFen: 700, endDay: 60 };
    expect(graphEvidence(graph, 3, 60, [{ firm: 1, knownDay: 3 }])).toContainEqual({
      kind: 'guarantee',
      otherFirm: 'F001',
      since: 10,
      detail: { role: 'guarantor', ...detail, otherIsKnownBad: true },
    });
    expect(graphEvidence(graph, 1, 60, [])).toContainEqual({
      kind: 'guarantee',
      otherFirm: 'F003',
      since: 10,
      detail: { role: 'guaranteed', ...detail, otherIsKnownBad: false },
    });
    expect(graphEvidence(graph, 3, 61, [])).toEqual([]);
  });

  it('has nothing to say of a firm alone, unknown, or of days to come', () => {
    expect(graphEvidence(graph, 5, 100, [{ firm: 5, knownDay: 1 }])).toEqual([]);
    expect(graphEvidence(graph, -1, 100, [])).toEqual([]);
    expect(graphEvidence(graph, 0, 4, [{ firm: 1, knownDay: 1 }])).toEqual([]);
  });

  it('is plain JSON and the same from a graph of what was known on the day', () => {
    fc.assert(
      fc.property(arbitraryRelations, fc.nat({ max: 22 }), (relations, day) => {
        const bads = [{ firm: 0, knownDay: 4 }];
        const all = buildRelationGraph(relationsOf(relations));
        const then = buildRelationGraph(relationsOf(knownOn(relations, day)));
        for (let firm = 0; firm < relations.nFirms; firm++) {
          const evidence = graphEvidence(all, firm, day, bads);
          expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
          expect(evidence).toEqual(graphEvidence(then, firm, day, bads));
          for (const { since } of evidence) expect(since).toBeLessThanOrEqual(day);
        }
      }),
    );
  });
});

describe('denseRings', () => {
  it('finds three firms with one device once the third has shown it', () => {
    expect(denseRings(graph, 89)).toEqual([]);
    expect(denseRings(graph, 90)).toEqual([
      {
        firms: ['F000', 'F001', 'F002'],
        density: 1,
        triangleDensity: 1,
        kinds: ['device', 'phone'],
        lastTieDay: 90,
      },
    ]);
  });
});

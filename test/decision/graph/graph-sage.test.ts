import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import {
  buildRelationGraph,
  type GraphAsk,
  type SageNodes,
  type SageOptions,
  scoreGraphSage,
  trainGraphSage,
} from '../../../src/decision/graph/index.ts';
import { inlinePool, withPool } from '../../../src/parallel/index.ts';
import { type PlainRelations, relationsOf } from './relations-of.ts';

const FIRMS = 900;
const stream = openStream(11, 'test sage');

/** Firms with a hidden trait each and five partners on average; from day 50 on everyone has three false ones more. */
const traits = Float64Array.from({ length: FIRMS }, (_, firm) => (stream.uniform(firm, 0) < 0.5 ? 0 : 1));
const trade = Array.from({ length: FIRMS * 2 }, (_, i) => ({
  seller: i % FIRMS,
  buyer: stream.integer(FIRMS, i, 1),
  amountFen: 100,
  number: `n${i}`,
  day: 10,
})).filter(({ seller, buyer }) => seller !== buyer);
const later = Array.from({ length: FIRMS * 3 }, (_, i) => ({
  seller: i % FIRMS,
  buyer: stream.integer(FIRMS, i, 2),
  amountFen: 100,
  number: `l${i}`,
  day: 60,
})).filter(({ seller, buyer }) => seller !== buyer);
const relations: PlainRelations = { nFirms: FIRMS, invoices: [...trade, ...later] };
const graph = buildRelationGraph(relationsOf(relations));

const nodes: SageNodes = {
  names: ['trait', 'noise'],
  firms: Int32Array.from({ length: FIRMS }, (_, firm) => firm),
  days: new Int32Array(FIRMS),
  columns: [traits, Float64Array.from({ length: FIRMS }, (_, firm) => stream.uniform(firm, 3))],
};

/** Bad where most partners of day 50 have the trait; firms without partners or with a tie are left out. */
const asks: GraphAsk[] = [];
const labels: number[] = [];
for (let firm = 0; firm < FIRMS; firm++) {
  const near = trade.flatMap(({ seller, buyer }) =>
    seller === firm ? [traits[buyer]!] : buyer === firm ? [traits[seller]!] : [],
  );
  const share = near.reduce((a, b) => a + b, 0) / near.length;
  if (!(Math.abs(share - 0.5) > 0)) continue;
  asks.push({ firm, day: 50 });
  labels.push(share > 0.5 ? 1 : 0);
}
const half = Math.floor(asks.length / 2);
const options: SageOptions = { hidden: [12, 6], epochs: 40, learningRate: 0.02 };
const train = (pool = inlinePool, more: SageOptions = options) =>
  trainGraphSage(pool, graph, nodes, labels.slice(0, half), asks.slice(0, half), [], more, 7);

/** Share of pairs of a bad and a good that the scores put in order. */
function auc(scores: ArrayLike<number>, truth: readonly number[]): number {
  let wins = 0;
  let pairs = 0;
  for (const [i, bad] of truth.entries())
    for (const [j, other] of truth.entries()) {
      if (bad !== 1 || other !== 0) continue;
      pairs += 1;
      wins += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0;
    }
  return wins / pairs;
}

describe('trainGraphSage', () => {
  it('learns the majority of neighbours, which node features alone cannot tell', async () => {
    const model = await train();
    const test = asks.slice(half);
    const truth = labels.slice(half);
    expect(auc(scoreGraphSage(model, graph, nodes, test, []), truth)).toBeGreaterThan(0.95);
    expect(
      auc(
        test.map(({ firm }) => traits[firm]!),
        truth,
      ),
    ).toBeLessThan(0.6);
    // The relations of day 60 drown those of day 50: an ask that saw them could not tell.
    const tooLate = test.map(({ firm }) => ({ firm, day: 70 }));
    expect(auc(scoreGraphSage(model, graph, nodes, tooLate, []), truth)).toBeLessThan(0.93);
  });

  it('gives the same model at any number of workers', async () => {
    const short = { ...options, epochs: 3 };
    const inline = await train(inlinePool, short);
    for (const workers of [1, 3])
      expect(await withPool({ workers }, (pool) => train(pool, short))).toEqual(inline);
    expect(inline.trained.epoch).toBeGreaterThan(0);
  });

  it('gives probabilities of the size of the bad share though bads weigh more in training', async () => {
    const rare = asks.map((_, i) => (stream.uniform(i, 9) < 0.1 ? 1 : 0));
    const model = await trainGraphSage(
      inlinePool,
      graph,
      nodes,
      rare,
      asks,
      [],
      { ...options, epochs: 3 },
      7,
    );
    expect(model.badWeight).toBeGreaterThan(5);
    const scores = scoreGraphSage(model, graph, nodes, asks, []);
    const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
    const share = rare.reduce<number>((a, b) => a + b, 0) / rare.length;
    expect(Math.abs(mean - share)).toBeLessThan(0.05);
  });

  it('refuses labels of one class, labels that are none, and a wrong configuration', async () => {
    const ones = asks.map(() => 1);
    const call = (given: readonly number[], more: SageOptions = {}) =>
      trainGraphSage(inlinePool, graph, nodes, given, asks, [], more, 7);
    await expect(call(ones)).rejects.toMatchObject({ code: 'PARUS_TARGET_ONE_CLASS' });
    await expect(call(asks.map(() => 2))).rejects.toMatchObject({ code: 'PARUS_TARGET_VALUES' });
    await expect(call(labels, { epochs: 0 })).rejects.toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
  });
});

describe('scoreGraphSage', () => {
  it('scores an ask alike alone and among others, from JSON and from a graph of its day', async () => {
    const model = await train(inlinePool, { ...options, epochs: 2 });
    const all = scoreGraphSage(model, graph, nodes, asks, [{ firm: 3, knownDay: 20 }]);
    const stored = JSON.parse(JSON.stringify(model));
    const then = buildRelationGraph(relationsOf({ nFirms: FIRMS, invoices: trade }));
    for (const i of [0, 1, 17, asks.length - 1]) {
      const alone = scoreGraphSage(
        stored,
        then,
        nodes,
        [asks[i]!],
        [
          { firm: 3, knownDay: 20 },
          { firm: 4, knownDay: 50 },
        ],
      );
      expect(alone[0]).toBe(all[i]);
    }
    expect(new Set(all).size).toBeGreaterThan(100);
  });

  it('reads the last row of a firm that is not after the day, and no later one', async () => {
    const model = await train(inlinePool, { ...options, epochs: 2 });
    const doubled: SageNodes = {
      names: ['noise', 'trait'],
      firms: Int32Array.from([...nodes.firms, ...nodes.firms, ...nodes.firms]),
      days: Int32Array.from([...nodes.days.map(() => 51), ...nodes.days.map(() => 50), ...nodes.days]),
      columns: [
        Float64Array.from([...nodes.columns[1]!, ...nodes.columns[1]!, ...nodes.columns[0]!]),
        Float64Array.from([...nodes.columns[1]!, ...nodes.columns[0]!, ...nodes.columns[1]!]),
      ],
    };
    expect(scoreGraphSage(model, graph, doubled, asks, [])).toEqual(
      scoreGraphSage(model, graph, nodes, asks, []),
    );
  });

  it('lets known bads among the neighbours count from the day after, and never the firm itself', async () => {
    const model = await train(inlinePool, { ...options, epochs: 2 });
    const [ask] = asks;
    const base = scoreGraphSage(model, graph, nodes, [ask!], [])[0];
    const { seller, buyer } = trade.find((t) => t.seller === ask!.firm || t.buyer === ask!.firm)!;
    const partner = seller === ask!.firm ? buyer : seller;
    const withBad = (firm: number, knownDay: number) =>
      scoreGraphSage(model, graph, nodes, [ask!], [{ firm, knownDay }])[0];
    expect(withBad(partner, 50)).toBe(base);
    expect(withBad(partner, 49)).not.toBe(base);
    expect(withBad(ask!.firm, 1)).toBe(base);
  });

  it('misses what it cannot know and names a column that is missing', async () => {
    const model = await train(inlinePool, { ...options, epochs: 1 });
    expect(scoreGraphSage(model, graph, nodes, [{ firm: -1, day: 50 }, asks[0]!], [])[0]).toBeNaN();
    const none: SageNodes = { ...nodes, names: ['other', 'noise'] };
    expect(() => scoreGraphSage(model, graph, none, asks, [])).toThrow(/missing column trait/);
  });
});

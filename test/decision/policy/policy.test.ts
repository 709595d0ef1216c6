import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParusError } from '../../../src/core/index.ts';
import { engineNumber } from '../../../src/decision/policy/expression/index.ts';
import { loadPolicy, type PolicyContext, parsePolicy } from '../../../src/decision/policy/index.ts';
import { goodFeatures, standardJson, standardRules } from '../fixtures.ts';

const { policy } = standardRules;
const context: PolicyContext = {
  application: { amountYuan: 100_000, termMonths: 12, purpose: 'operations' },
  assessment: { pd: 0.02, score: 600, grade: 'B1' },
  features: Object.fromEntries(policy.meta.features.map((name) => [name, goodFeatures[name] ?? null])),
};

const node = (id: string, type: string, content: unknown = {}) => ({
  id,
  name: id,
  type,
  position: { x: 0, y: 0 },
  content,
});
const table = (outcome: string) =>
  node('t', 'decisionTableNode', {
    hitPolicy: 'first',
    passThrough: false,
    inputs: [{ id: 'i', name: 'pd', field: 'assessment.pd' }],
    outputs: [{ id: 'o', name: 'outcome', field: 'outcome' }],
    rules: [{ _id: 'r', i: '< 0.5', o: outcome }],
  });
const edge = (sourceId: string, targetId: string) => ({ id: `${sourceId}-${targetId}`, sourceId, targetId });
const small = (outcome: string) => ({
  nodes: [node('in', 'inputNode'), table(outcome), node('out', 'outputNode')],
  edges: [edge('in', 't'), edge('t', 'out')],
});

const refusal = (json: unknown): ParusError => {
  try {
    parsePolicy(json, 'p.json');
  } catch (error) {
    return error as ParusError;
  }
  throw new Error('expected a refusal');
};

describe('parsePolicy', () => {
  it('hashes the content, not the layout of the file', () => {
    const json = standardJson();
    const shuffled = Object.fromEntries(Object.entries(json).reverse());
    expect(parsePolicy(shuffled, 'other.json').hash).toBe(policy.hash);
    expect(policy.hash).toMatch(/^[0-9a-f]{64}$/);
    const changed = JSON.parse(JSON.stringify(json).replace('< 6', '< 7'));
    expect(parsePolicy(changed, 'p.json').hash).not.toBe(policy.hash);
  });

  it.each([
    ['no object', 42, /p\.json/],
    ['nothing in it', {}, /2 issues, the first nodes/],
    ['no nodes', { nodes: [], edges: [] }, /invalidInputCount/],
    [
      'code in it',
      { nodes: [node('f', 'functionNode')], edges: [] },
      /nodes\.0\.type: expected one of inputNode/,
    ],
    [
      'an edge to nowhere',
      { ...small('"approve"'), edges: [edge('in', 't'), edge('t', 'gone')] },
      /missingNode/,
    ],
    ['a cell that does not parse', small('"approve'), /lexerError/],
  ])('refuses a policy with %s', (_, json, message) => {
    const error = refusal(json);
    expect(error.code).toBe('PARUS_POLICY_INVALID');
    expect(error.message).toMatch(/^policy p\.json is invalid: /);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
  });

  it('refuses a missing file and one that is not JSON by name', async () => {
    await expect(loadPolicy('no/such.json')).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
    await expect(loadPolicy('policies')).rejects.toMatchObject({ code: 'PARUS_POLICY_INVALID' });
    await expect(loadPolicy('tsconfig.build.json')).rejects.toMatchObject({ code: 'PARUS_POLICY_INVALID' });
  });
});

describe('Policy.evaluate', () => {
  it('answers with outcome, codes and the rules that matched', async () => {
    const answer = await policy.evaluateAsync(context);
    expect(answer).toMatchObject({ outcome: 'approve', knockouts: [], referrals: [] });
    expect(answer.trace.map(({ node: id, rules }) => [id, rules])).toEqual([
      ['request', []],
      ['knockouts', []],
      ['referrals', []],
      ['outcome', ['oc-approve']],
      ['answer', []],
    ]);
    const declined = await policy.evaluateAsync({
      ...context,
      assessment: { ...context.assessment, pd: 0.5 },
    });
    expect(declined).toMatchObject({ outcome: 'decline', knockouts: ['RISK_ABOVE_APPETITE'] });
    expect(declined.trace.find(({ node: id }) => id === 'knockouts')?.rules).toEqual(['ko-pd']);
  });

  it.each([
    ['no outcome', { ...context, assessment: { ...context.assessment, pd: 0.9 } }, small('"approve"')],
    ['an outcome it does not know', context, small('"maybe"')],
    ['an outcome that is no text', context, small('1')],
  ])('refuses an answer with %s', async (_, asked, json) => {
    await expect(parsePolicy(json, 'p.json').evaluateAsync(asked)).rejects.toMatchObject({
      code: 'PARUS_POLICY_INVALID',
    });
  });

  it('refuses an approval beside a knock-out', async () => {
    const text = JSON.stringify(standardJson()).replace(String.raw`\"decline\"`, String.raw`\"approve\"`);
    const soft = parsePolicy(JSON.parse(text), 'soft.json');
    expect((await soft.evaluateAsync(context)).outcome).toBe('approve');
    const bad = { ...context, assessment: { ...context.assessment, pd: 0.5 } };
    await expect(soft.evaluateAsync(bad)).rejects.toThrow(/a knock-out was hit/);
  });

  it('answers the same however many ask at once', async () => {
    const alone = await policy.evaluateAsync(context);
    const together = await Promise.all(Array.from({ length: 200 }, () => policy.evaluateAsync(context)));
    for (const answer of together) expect(answer).toEqual(alone);
  });

  it('survives numbers that the engine cannot hold', async () => {
    expect(engineNumber(-1e-300)).toBe(0);
    expect(engineNumber(1e300)).toBe(1e28);
    expect(engineNumber(0.1 + 0.2)).toBe(0.1 + 0.2);
    const [first = ''] = policy.meta.features;
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        const answer = await policy.evaluateAsync({
          application: { ...context.application, amountYuan: value },
          assessment: { ...context.assessment, pd: value, score: value },
          features: { ...context.features, [first]: value },
        });
        expect(answer.outcome).toMatch(/approve|review|decline/);
      }),
    );
  });

  it('agrees with the rules written out by hand on the probability of bad and the amount', async () => {
    const asked = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 500_000_000 }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ([pd, fen]) => {
        const amountYuan = fen / 100;
        const answer = await policy.evaluateAsync({
          ...context,
          application: { ...context.application, amountYuan },
          assessment: { ...context.assessment, pd },
        });
        const expected = pd >= 0.2 ? 'decline' : amountYuan > 1_000_000 ? 'review' : 'approve';
        expect(answer.outcome).toBe(expected);
      }),
    );
  });

  it('answers at once where it is compiled, the same as when awaited', async () => {
    expect(policy.runsOn).toBe('closures');
    expect(policy.meta.outside).toEqual([]);
    expect(policy.evaluate(context)).toEqual(await policy.evaluateAsync(context));
    expect(() => parsePolicy(small('"maybe"'), 'some/p.json').evaluate(context)).toThrow(
      /^policy p\.json is invalid/,
    );
  });

  it('reads roots that nobody filled in as null', () => {
    const json = JSON.parse(JSON.stringify(small('"approve"')).replace('assessment.pd', 'fraud.probability'));
    const asked = parsePolicy(json, 'p.json');
    expect(() => asked.evaluate(context)).toThrow(/outcome/);
    expect(asked.evaluate({ ...context, fraud: { probability: 0.1 } }).outcome).toBe('approve');
    expect(() => asked.evaluate({ ...context, fraud: { probability: Number.NaN } })).toThrow(/outcome/);
  });

  it('names the node and the expression that cannot be computed', () => {
    const expressions = [{ id: '1', key: 'outcome', value: 'features.a > 3 ? "approve" : "review"' }];
    const json = {
      nodes: [node('in', 'inputNode'), node('e', 'expressionNode', { expressions })],
      edges: [edge('in', 'e')],
    };
    const asked = parsePolicy(json, 'p.json');
    expect(asked.evaluate({ ...context, features: { a: 4 } }).outcome).toBe('approve');
    expect(() => asked.evaluate({ ...context, features: { a: null } })).toThrow(
      'policy p.json is invalid: node e: cannot compute features.a > 3 ? "approve" : "review"',
    );
  });

  it('merges what several last nodes say', async () => {
    const say = (id: string, key: string, value: string) =>
      node(id, 'expressionNode', { expressions: [{ id: '1', key, value }] });
    const json = {
      nodes: [node('in', 'inputNode'), say('a', 'outcome', '"review"'), say('b', 'referrals', '[]')],
      edges: [edge('in', 'a'), edge('in', 'b')],
    };
    const answer = parsePolicy(json, 'p.json').evaluate(context);
    expect(answer).toMatchObject({ outcome: 'review', referrals: [] });
    expect(answer.trace.map(({ node: id }) => id)).toEqual(['in', 'a', 'b']);
    expect(answer).toEqual(await parsePolicy(json, 'p.json', { runsOn: 'zen' }).evaluateAsync(context));
  });

  it('changes nothing that it was given, and gives out nothing that a later answer changes', () => {
    const frozen = structuredClone(context);
    const first = policy.evaluate(context);
    const copy = structuredClone(first);
    policy.evaluate({ ...context, assessment: { ...context.assessment, pd: 0.5 } });
    expect(context).toEqual(frozen);
    expect(first).toEqual(copy);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardPolicyPath } from '../../../src/decision/index.ts';
import type { RawAnswer } from '../../../src/decision/policy/compile/index.ts';
import { compilePolicy } from '../../../src/decision/policy/compile/index.ts';
import type { Value } from '../../../src/decision/policy/expression/index.ts';
import { loadPolicy, type PolicyContext, parsePolicy } from '../../../src/decision/policy/index.ts';
import { jdmSchema } from '../../../src/decision/policy/jdm.ts';
import { openZen } from '../../../src/decision/policy/zen.ts';
import { anyContext, anyPolicy } from './random-jdm.ts';

/** More for a long comparison by hand: PARUS_ORACLE_RUNS=100000. */
const runs = Number(process.env['PARUS_ORACLE_RUNS'] ?? 2500);

const refuse = (problem: string) => new Error(problem) as never;

/** A result as plain JSON: without the engine's own names, and 0 for the -0 that decimals do not know. */
function plain(value: Value | unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item) => (key === '$nodes' ? undefined : item)) ?? 'null');
}

const said = ({ result, trace }: RawAnswer) => ({ result: plain(result), trace });

describe('a compiled policy beside the rule engine', () => {
  it('says the same for every random policy and context, or fails where it fails', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(
        anyPolicy,
        fc.array(anyContext, { minLength: 1, maxLength: 3 }),
        async (json, contexts) => {
          const jdm = jdmSchema.parse(json);
          const { run, outside } = compilePolicy(jdm);
          expect(outside).toEqual([]);
          const zen = openZen(jdm, refuse);
          for (const context of contexts) {
            const expected = await zen(context).then(said, () => 'failed');
            const got = (() => {
              try {
                return said(run!(context));
              } catch {
                return 'failed';
              }
            })();
            expect(got).toEqual(expected);
            if (got !== 'failed') answered += 1;
          }
        },
      ),
      { numRuns: runs },
    );
    // The comparison is worth something only where most policies answer.
    expect(answered).toBeGreaterThan(runs);
  });

  it('says the same of the standard policy at, below and above every threshold, and where things are missing', async () => {
    const closures = await loadPolicy(standardPolicyPath);
    const zen = await loadPolicy(standardPolicyPath, { runsOn: 'zen' });
    expect([closures.runsOn, zen.runsOn]).toEqual(['closures', 'zen']);
    const thresholds = [0, 0.2, 0.05, 0.08, 0.5, 1, 3, 5, 6, 7, 8, 11, 12, 90, 200_000, 1_000_000];
    const number = fc.oneof(
      fc.constantFrom(...thresholds),
      fc
        .constantFrom(...thresholds)
        .chain((x) => fc.constantFrom(x - 1e-9, x + 1e-9, x - 1, x + 1, -x, x * (1 + 2 ** -52))),
      fc.double({ noNaN: true }),
      fc.double({ min: 0, max: 20, noNaN: true }),
    );
    const feature = fc.oneof({ weight: 6, arbitrary: number }, fc.constant(null));
    const context: fc.Arbitrary<PolicyContext> = fc.record({
      application: fc.record({ amountYuan: number, termMonths: fc.nat(60), purpose: fc.string() }),
      assessment: fc.record({ pd: number, score: number, grade: fc.string() }),
      features: fc.record(Object.fromEntries(closures.meta.features.map((name) => [name, feature]))),
    });
    await fc.assert(
      fc.asyncProperty(context, async (asked) => {
        expect(closures.evaluate(asked)).toEqual(await zen.evaluateAsync(asked));
      }),
      { numRuns: runs },
    );
  });
});

describe('a policy outside the subset', () => {
  it('runs on the rule engine, names what keeps it there, and refuses to answer at once', async () => {
    const json = {
      nodes: [
        { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 }, content: {} },
        {
          id: 'e',
          name: 'e',
          type: 'expressionNode',
          position: { x: 0, y: 0 },
          content: {
            expressions: [
              {
                id: '1',
                key: 'outcome',
                value: 'matches(application.purpose, "^st") ? "review" : "approve"',
              },
              { id: '2', key: 'referrals', value: '[{ code: "STOCK" }]' },
            ],
          },
        },
      ],
      edges: [{ id: 'x', sourceId: 'in', targetId: 'e' }],
    };
    const policy = parsePolicy(json, 'some/p.json');
    expect(policy.runsOn).toBe('zen');
    expect(policy.meta.outside).toEqual([
      {
        path: 'nodes.1.content.expressions.0.value',
        message: expect.stringContaining('the function matches'),
      },
      { path: 'nodes.1.content.expressions.1.value', message: expect.stringContaining('the character {') },
    ]);
    const context = {
      application: { amountYuan: 1, termMonths: 1, purpose: 'stock' },
      assessment: { pd: 0.1, score: 1, grade: 'A' },
      features: {},
    };
    expect(() => policy.evaluate(context)).toThrow(/runs on the rule engine only.*function matches/);
    expect(await policy.evaluateAsync(context)).toMatchObject({ outcome: 'review', referrals: ['STOCK'] });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../../src/decision/policy/compile/index.ts';
import { candidateRows, indexColumn } from '../../../../src/decision/policy/compile/table-index.ts';
import { parsePolicy } from '../../../../src/decision/policy/index.ts';
import { jdmSchema } from '../../../../src/decision/policy/jdm.ts';
import { openZen } from '../../../../src/decision/policy/zen.ts';

const node = (id: string, type: string, content: object = {}) => ({
  id,
  name: id,
  type,
  position: { x: 0, y: 0 },
  content,
});

const longTable = (hitPolicy: string, rules: readonly object[]) => ({
  nodes: [
    node('in', 'inputNode'),
    node('t', 'decisionTableNode', {
      hitPolicy,
      outputPath: 'found',
      inputs: [
        { id: 'p', name: 'p', field: 'application.purpose' },
        { id: 'a', name: 'a', field: 'features.a' },
        { id: 'c', name: 'c', field: 'application.termMonths' },
      ],
      outputs: [{ id: 'o', name: 'o', field: 'code' }],
      rules,
    }),
  ],
  edges: [{ id: 'e', sourceId: 'in', targetId: 't' }],
});

describe('indexColumn', () => {
  it('keeps the rows of a value in their order, and those that ask for no single value apart', () => {
    const keys = Array.from({ length: 40 }, (_, i) => (i % 5 === 0 ? undefined : [i % 3, null]));
    const index = indexColumn(2, keys);
    expect(index?.others).toEqual([0, 5, 10, 15, 20, 25, 30, 35]);
    expect(index?.rowsByKey.get(1)).toEqual(keys.flatMap((k, i) => (k?.includes(1) ? [i] : [])));
    expect(candidateRows([index!], [0, 0, 'unheard of'])).toEqual([[], index!.others]);
    expect(candidateRows([index!], [0, 0, [1]])).toEqual([[], index!.others]);
    expect(candidateRows([], [])).toBeUndefined();
  });

  it('is not made for short tables, nor where most rows would be looked at anyway', () => {
    expect(
      indexColumn(
        0,
        Array.from({ length: 31 }, () => ['a']),
      ),
    ).toBeUndefined();
    expect(
      indexColumn(
        0,
        Array.from({ length: 40 }, (_, i) => (i < 19 ? ['a'] : undefined)),
      ),
    ).toBeUndefined();
  });
});

describe('a long table', () => {
  const purpose = fc.constantFrom(
    '"stock"',
    '"wages"',
    '"rent", "wages"',
    'in ["rent", "tax"]',
    '',
    '!= "tax"',
    'null',
  );
  const figure = fc.constantFrom('1', '2', '1, 3', '', '> 1', 'null', '[1..2]');
  const rule = fc.tuple(purpose, figure, figure);
  const rules = fc
    .array(rule, { minLength: 40, maxLength: 80 })
    .map((rows) => rows.map(([p, a, c], i) => ({ _id: `r${i}`, p, a, c, o: `"${i}"` })));
  const context = fc.record({
    application: fc.record({
      amountYuan: fc.constant(1),
      termMonths: fc.constantFrom(1, 2, 3, 4),
      purpose: fc.constantFrom('stock', 'wages', 'rent', 'tax', 'else'),
    }),
    assessment: fc.constant({ pd: 0, score: 0, grade: '' }),
    features: fc.record({ a: fc.constantFrom(0, 1, 2, 3, null) }),
  });

  it('answers by its indexes what the rule engine answers by asking every row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('first', 'collect'),
        rules,
        fc.array(context, { minLength: 3, maxLength: 6 }),
        async (hitPolicy, rows, contexts) => {
          const jdm = jdmSchema.parse(longTable(hitPolicy, rows));
          const zen = openZen(jdm, (problem) => new Error(problem) as never);
          const { run } = compilePolicy(jdm);
          for (const asked of contexts) expect(run!(asked)).toEqual(await zen(asked));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('of 10,000 rows is answered without looking at more than those that can match', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      _id: `r${i}`,
      p: `"purpose-${i}"`,
      a: '',
      c: '',
      o: '"KNOWN"',
    }));
    const json = longTable('collect', [...rows, { _id: 'all', p: '', a: '> 3', c: '', o: '"LARGE"' }]);
    const policy = parsePolicy(json, 'long.json');
    expect([policy.runsOn, policy.meta.nRules]).toEqual(['closures', 10_001]);
    const { run } = compilePolicy(jdmSchema.parse(json));
    const { trace } = run!({
      application: { amountYuan: 1, termMonths: 1, purpose: 'purpose-9999' },
      assessment: { pd: 0, score: 0, grade: '' },
      features: { a: 5 },
    });
    expect(trace[1]?.rules).toEqual(['r9999', 'all']);
  });
});

import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../../src/decision/policy/check/check-policy.ts';
import { jdmSchema } from '../../../../src/decision/policy/jdm.ts';
import { standardJson } from '../../fixtures.ts';

/** The standard policy with every `from` replaced, as an editor's slip would. */
const slip = (from: string, to: string) => {
  const text = JSON.stringify(standardJson());
  expect(text).toContain(from);
  return checkPolicy(jdmSchema.parse(JSON.parse(text.replace(from, to))));
};

describe('checkPolicy', () => {
  it('finds nothing in the standard policy, and lists what it reads and gives', () => {
    const findings = checkPolicy(jdmSchema.parse(standardJson()));
    expect(findings.issues).toEqual([]);
    expect(findings.nRules).toBeGreaterThan(15);
    expect(findings.codes).toContain('TAX_ARREARS');
    expect(findings.features).toEqual([...findings.features].sort());
  });

  it.each([
    ['a comparison that does not parse', '"< 6"', '"< < 6"', /parserError.*< < 6/],
    ['a word without quotes', '">= 12"', '"many"', /bare word many/],
    [
      'a code without its closing quote',
      String.raw`\"TAX_ARREARS\"`,
      String.raw`\"TAX_ARREARS`,
      /lexerError/,
    ],
    ['a field that the context does not have', 'assessment.pd', 'assessment.pdd', /no field assessment\.pdd/],
  ])('names %s', (_, from, to, message) => {
    const { issues } = slip(from, to);
    expect(issues.length).toBeGreaterThan(0);
    expect(issues[0]?.path).toMatch(/^nodes\.\d+\.content\.(rules|inputs)\.\d+/);
    expect(issues[0]?.message).toMatch(message);
  });

  it('names a cell whose column does not exist: it would match anything', () => {
    const { issues } = slip('"knockouts-in-age":"< 6"', '"knockouts-in-agee":"< 6"');
    expect(issues).toEqual([
      {
        path: expect.stringContaining('rules.0.knockouts-in-age'),
        message: 'no such cell: the row would never match',
      },
      { path: expect.stringContaining('rules.0.knockouts-in-agee'), message: 'no such column' },
    ]);
  });

  it('checks features against the catalogue where there is one', () => {
    const jdm = jdmSchema.parse(standardJson());
    const { features } = checkPolicy(jdm);
    expect(checkPolicy(jdm, new Set(features)).issues).toEqual([]);
    const [first, ...others] = features;
    const { issues } = checkPolicy(jdm, new Set(others));
    expect(issues[0]?.message).toBe(`no feature ${first} in the catalogue`);
  });

  it('reads expression and switch nodes too, and leaves text in quotes alone', () => {
    const node = (id: string, type: string, content: unknown) => ({
      id,
      name: id,
      type,
      position: { x: 0, y: 0 },
      content,
    });
    const jdm = jdmSchema.parse({
      nodes: [
        node('e', 'expressionNode', {
          expressions: [
            { id: '1', key: 'ratio', value: 'features.a / features.b' },
            { id: '2', key: 'text', value: '"features.c is no field"' },
            { id: '3', key: 'broken', value: '1 +' },
          ],
        }),
        node('s', 'switchNode', { statements: [{ id: '1', condition: 'features.d >' }] }),
        node('t', 'decisionTableNode', { hitPolicy: 'unique', inputs: [], outputs: [], rules: [] }),
      ],
      edges: [],
    });
    const { issues, features } = checkPolicy(jdm);
    expect(features).toEqual(['a', 'b', 'd']);
    expect(issues.map((issue) => issue.path)).toEqual([
      'nodes.0.content.expressions.2.value',
      'nodes.1.content.statements.0.condition',
      'nodes.2.content.hitPolicy',
      'nodes.2.content.outputs',
    ]);
  });

  it('names a root that neither the context nor an earlier node has', () => {
    const { issues } = slip('assessment.pd', 'assesment.pd');
    expect(issues[0]?.message).toBe('no field assesment in the context, and no node writes it');
    expect(slip('len(knockouts)', 'len(knockout)').issues[0]?.message).toMatch(/no field knockout /);
  });

  it('reads the fields of the steps before the policy', () => {
    expect(slip('assessment.pd', 'fraud.probability').issues).toEqual([]);
    expect(slip('assessment.pd', 'identity.deviceFirms').issues).toEqual([]);
    expect(slip('assessment.pd', 'fraud.probabilty').issues[0]?.message).toMatch(
      /no field fraud\.probabilty/,
    );
  });

  it('refuses a root read as a whole: its features would escape the list', () => {
    expect(slip('assessment.pd', 'len(features)').issues[0]?.message).toBe(
      'features as a whole; name its fields',
    );
  });

  it('finds the features of a node that looks into them', () => {
    const content = {
      hitPolicy: 'first',
      inputField: 'features',
      inputs: [{ id: 'i', field: 'firm_age_months' }],
      outputs: [{ id: 'o', field: 'outcome' }],
      rules: [{ _id: 'r', i: '> bureau_open_lenders', o: '"review"' }],
    };
    const node = { id: 't', name: 't', type: 'decisionTableNode', position: { x: 0, y: 0 }, content };
    const { features, issues } = checkPolicy(
      jdmSchema.parse({ nodes: [node], edges: [] }),
      new Set(['firm_age_months']),
    );
    expect(features).toEqual(['bureau_open_lenders', 'firm_age_months']);
    expect(issues.map(({ message }) => message)).toEqual(['no feature bureau_open_lenders in the catalogue']);
  });
});

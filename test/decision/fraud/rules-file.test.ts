import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ParusError } from '../../../src/core/index.ts';
import {
  fraudCodes,
  fraudGraphNames,
  loadFraudRules,
  parseFraudRules,
  ruleHits,
  typologies,
} from '../../../src/decision/fraud/index.ts';
import { featureNames } from '../../../src/features/index.ts';
import { makeTable, numericColumn } from '../../../src/table/index.ts';
import { smallRules } from './fixtures.ts';

const known = [...featureNames, ...fraudGraphNames];
const reasons = JSON.parse(
  readFileSync(new URL('../../../policies/reasons.json', import.meta.url), 'utf8'),
) as Record<string, { readonly concrete: boolean }>;

test('the rules that ship read features that exist and give reasons that have a text', async () => {
  const { rules } = await loadFraudRules(known);
  for (const code of [...rules.map((rule) => rule.code), ...fraudCodes]) expect(reasons).toHaveProperty(code);
});

test('every typology has a rule, and nobody is declined without a concrete reason', async () => {
  const { rules } = await loadFraudRules(known);
  expect(new Set(rules.map(({ typology }) => typology))).toEqual(new Set(typologies));
  const knockouts = rules.filter(({ severity }) => severity === 'knockout');
  expect(knockouts.length).toBeGreaterThan(0);
  for (const { code } of knockouts) expect(reasons[code]?.concrete).toBe(true);
});

test('the hash is of the content, and the features are those of conditions and evidence', () => {
  expect(smallRules().hash).toBe(smallRules().hash);
  expect(smallRules().features).toEqual([
    'firm_age_months',
    'tax_burden_365',
    'bureau_opened_30',
    'graph_badPeers',
  ]);
});

test('all issues of a file are reported at once, each with its place', () => {
  const rule = { code: 'FRAUD_A', typology: 'shell', severity: 'refer', why: 'x', evidence: ['a'] };
  const json = {
    name: 'x',
    rules: [
      { ...rule, when: { feature: 'a', atLeast: 1 } },
      { ...rule, when: { all: [{ feature: 'nowhere', atLeast: 1 }] } },
    ],
  };
  const refused = (value: unknown): ParusError => {
    try {
      parseFraudRules(value, 'x.json', ['a']);
    } catch (error) {
      if (error instanceof ParusError) return error;
    }
    throw new Error('expected a refusal');
  };
  const error = refused(json);
  expect(error.code).toBe('PARUS_CONFIG_INVALID');
  expect(refused({ ...json, rules: [{ ...json.rules[0], severity: 'maybe' }] }).message).toContain(
    'severity',
  );
  const twice = refused({ ...json, rules: [json.rules[0], json.rules[0]] });
  expect(twice.issues.map(({ message }) => message)).toContain('FRAUD_A comes twice');
  const unknown = refused({ ...json, rules: [{ ...rule, when: { feature: 'nowhere', atLeast: 1 } }] });
  expect(unknown.message).toContain('no feature nowhere');
});

test('rows for which a rule holds are told rule by rule', () => {
  const table = makeTable([
    ['firm_age_months', numericColumn([3, 30, undefined, 5])],
    ['tax_burden_365', numericColumn([0, 0, 0, 0])],
    ['bureau_opened_30', numericColumn([0, 9, 7, undefined])],
  ]);
  // The third reads the graph, of which the table has nothing.
  expect(ruleHits(table, smallRules())).toEqual([[0, 3], [1, 2], []]);
});

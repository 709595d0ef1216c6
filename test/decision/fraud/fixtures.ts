import { openStream } from '../../../src/core/index.ts';
import type { FraudRules } from '../../../src/decision/fraud/index.ts';
import { parseFraudRules } from '../../../src/decision/fraud/index.ts';
import { sharedUint8 } from '../../../src/parallel/index.ts';
import { makeTable, numericColumn, type Table } from '../../../src/table/index.ts';

/** A cloud of `n` rows around nothing and, as the last row, one far away in the first feature; some values are missing. */
export function cloud(
  n: number,
  nFeatures: number,
  missingShare = 0,
): { columns: Float64Array[]; names: string[] } {
  const draw = openStream(11, 'test.cloud');
  const columns = Array.from({ length: nFeatures }, (_, j) =>
    Float64Array.from({ length: n }, (_, i) =>
      draw.uniform(i, j, 1) < missingShare ? Number.NaN : draw.normal(0, 1, i, j),
    ),
  );
  columns[0]![n - 1] = 50;
  return { columns, names: columns.map((_, j) => `f${j}`) };
}

export function tableOf(names: readonly string[], columns: readonly Float64Array[]): Table {
  return makeTable(names.map((name, j) => [name, numericColumn(columns[j]!)] as const));
}

/** Two rules, one of either severity, and one that reads the graph. */
export function smallRules(): FraudRules {
  const rule = (code: string, severity: string, when: object, evidence: readonly string[]) => ({
    code,
    typology: 'shell',
    severity,
    why: 'because',
    when,
    evidence,
  });
  const json = {
    name: 'small',
    rules: [
      rule('FRAUD_A', 'refer', { feature: 'firm_age_months', below: 6 }, [
        'firm_age_months',
        'tax_burden_365',
      ]),
      rule('FRAUD_B', 'knockout', { feature: 'bureau_opened_30', atLeast: 5 }, ['bureau_opened_30']),
      rule('FRAUD_C', 'refer', { feature: 'graph_badPeers', atLeast: 1 }, ['graph_badPeers']),
    ],
  };
  return parseFraudRules(json, 'small.json', [
    'firm_age_months',
    'tax_burden_365',
    'bureau_opened_30',
    'graph_badPeers',
  ]);
}

export function flagsOf(values: readonly boolean[]): Uint8Array {
  const out = sharedUint8(values.length);
  for (const [i, value] of values.entries()) out[i] = value ? 1 : 0;
  return out;
}

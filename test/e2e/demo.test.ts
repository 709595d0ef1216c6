import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scratchFolder } from '../table/scratch.ts';
import { jsonOf, runParus } from './run-parus.ts';

const scratch = scratchFolder();

it('the demo walks the whole road and says what it did', async () => {
  const outcome = await runParus(['demo', '--firms', '1500', '--out', `${scratch.dir}/demo`, '--json']);
  expect(outcome.stderr).toBe('');
  expect(outcome.code).toBe(0);
  const data = jsonOf(outcome) as {
    simulate: { firms: number };
    models: { name: string; metrics: { test: { auc: number } } }[];
    decisions: { rows: number; outcomes: Record<string, number> };
    latency: { inProcess: { latency: { p50: number } } };
    report: { out: string; bytes: number };
  };
  expect(data.simulate.firms).toBe(1500);
  expect(data.models.map(({ name }) => name)).toEqual(['scorecard', 'logistic', 'boosting']);
  expect(Object.values(data.decisions.outcomes).reduce((a, b) => a + b, 0)).toBe(data.decisions.rows);
  expect(data.latency.inProcess.latency.p50).toBeGreaterThan(0);
  const html = readFileSync(data.report.out, 'utf8');
  expect(Buffer.byteLength(html)).toBe(data.report.bytes);
  for (const { name } of data.models) expect(html).toContain(name);
  const header = readFileSync(`${scratch.dir}/demo/decisions.csv`, 'utf8').split('\n')[0];
  expect(header).toContain('applicationId,firmId,outcome,limitYuan');
}, 120_000);

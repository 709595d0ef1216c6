/**
 * Timed AUC and KS of Parus in a process of its own, started by evaluation.ts; prints one JSON object. What is timed: one call
 * on arrays in memory with all its checks, `--repeats` times; the first call, which V8 has not compiled yet, is apart.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { packageVersion } from '../src/core/index.ts';
import { aucDeLong, evaluateAucKs, evaluateRanking } from '../src/evaluation/index.ts';

const { values: args } = parseArgs({
  options: {
    program: { type: 'string' },
    data: { type: 'string' },
    rows: { type: 'string' },
    repeats: { type: 'string' },
  },
});
const rows = Number(args.rows);
const file = readFileSync(args.data!);
const scores = new Float64Array(rows);
new Uint8Array(scores.buffer).set(file.subarray(0, scores.byteLength));
const bad = Uint8Array.from(file.subarray(scores.byteLength));

const PROGRAMS = {
  'auc-ks': () => evaluateAucKs(scores, bad),
  ranking: () => evaluateRanking(scores, bad),
  delong: () => ({ ...aucDeLong(scores, bad), ks: null }),
} as const;
const program = PROGRAMS[args.program as keyof typeof PROGRAMS];

const seconds: number[] = [];
let result: { readonly auc: number; readonly ks: number | null } = { auc: 0, ks: 0 };
const cpu = process.cpuUsage();
for (let repeat = 0; repeat < Number(args.repeats); repeat++) {
  const started = performance.now();
  result = program();
  seconds.push((performance.now() - started) / 1000);
}
const used = process.cpuUsage(cpu);
const cpuSeconds = (used.user + used.system) / 1e6 / Number(args.repeats);
const { auc, ks } = result;
console.log(JSON.stringify({ seconds, cpuSeconds, auc, ks, version: packageVersion() }));

/**
 * Timed binning of Parus in a process of its own, started by binning.ts; prints one JSON object. What is timed: one call of
 * `binTable` on columns in memory with the options that a scorecard has by default, `--repeats` times; the first call, whose
 * workers still start and compile, is apart.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type BinTableOptions, binTable, defaultBinningOptions } from '../src/binning/index.ts';
import { packageVersion } from '../src/core/index.ts';
import { openPool, sharedFloat64, sharedUint8 } from '../src/parallel/index.ts';
import type { Column } from '../src/table/index.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    rows: { type: 'string' },
    columns: { type: 'string' },
    workers: { type: 'string' },
    repeats: { type: 'string' },
  },
});
const rows = Number(args.rows);
const file = openSync(args.data!, 'r');
const columns = new Map<string, Column>();
for (let j = 0; j < Number(args.columns); j++) {
  const values = sharedFloat64(rows);
  readSync(file, new Uint8Array(values.buffer));
  columns.set(`x${j}`, { kind: 'numeric', values });
}
const bad = sharedUint8(rows);
readSync(file, bad);
closeSync(file);

const options: BinTableOptions = { ...defaultBinningOptions, trendOf: () => 'auto', specialOf: () => [-9] };
await using pool = openPool({ workers: Number(args.workers) });
const seconds: number[] = [];
let text = '';
let iv = 0;
const cpu = process.cpuUsage();
let firstCpuSeconds = 0;
for (let repeat = 0; repeat < Number(args.repeats); repeat++) {
  const started = performance.now();
  const binnings = await binTable(pool, columns, bad, options);
  seconds.push((performance.now() - started) / 1000);
  if (repeat === 0) firstCpuSeconds = cpuSeconds();
  text = JSON.stringify(binnings);
  iv = binnings.reduce((sum, binning) => sum + binning.iv, 0);
}
const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
const warmCpuSeconds = (cpuSeconds() - firstCpuSeconds) / (seconds.length - 1);
const result = { seconds, firstCpuSeconds, warmCpuSeconds, iv, hash };
console.log(JSON.stringify({ ...result, version: packageVersion() }));

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1e6;
}

/**
 * One timed batch in a process of its own, started by benchmarks/features.ts; prints one JSON object. What is timed: from the
 * files of a book to a Parquet file of features, with opening the workers, or DuckDB.
 */
import { parseArgs } from 'node:util';
import { writeFeatureFile } from '../../src/features/index.ts';
import { withPool } from '../../src/parallel/index.ts';
import { openBookReader } from '../../src/sources/index.ts';
import { peakMemory } from './peak-memory.ts';
import { writeSqlTwin } from './sql-twin.ts';

const { values: args } = parseArgs({
  options: {
    program: { type: 'string' },
    data: { type: 'string' },
    out: { type: 'string' },
    threads: { type: 'string' },
  },
});
const data = args.data!;
const out = args.out!;
const threads = Number(args.threads);

const started = performance.now();
const cpu = process.cpuUsage();
if (args.program === 'duckdb') await writeSqlTwin(data, out, { threads });
else {
  const reader = await openBookReader(data);
  await withPool({ workers: threads }, (pool) => writeFeatureFile(reader, out, { pool }));
}
const used = process.cpuUsage(cpu);
console.log(
  JSON.stringify({
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (used.user + used.system) / 1e6,
    peakBytes: peakMemory(),
  }),
);

import { InvalidArgumentError } from 'commander';
import { parseDay } from '../../core/index.ts';
import { computeFeatureTable, featureNames, writeFeatureFile } from '../../features/index.ts';
import { openBookReader } from '../../sources/index.ts';
import { writeTable } from '../../table/index.ts';
import { type CommandSpec, option, required } from '../command.ts';
import { startStopwatch } from '../stopwatch.ts';
import { thousands } from '../terminal.ts';

interface FeaturesOptions {
  readonly data: string;
  readonly asOf?: number;
  readonly out: string;
}

export const featuresCommand: CommandSpec<FeaturesOptions> = {
  name: 'features',
  summary: 'compute the feature table of a book: one row per application, or per firm at a day',
  options: [
    required('--data <dir>', 'the book'),
    option(
      '--as-of <date>',
      'one row per firm as seen on this day (YYYY-MM-DD) instead of one per application',
    ).argParser((text) => {
      const day = parseDay(text);
      if (day === undefined)
        throw new InvalidArgumentError(`--as-of got ${text}; expected a date YYYY-MM-DD.`);
      return day;
    }),
    required('--out <file>', 'where to write: .parquet, .csv or .ndjson'),
  ],
  example: 'parus features --data data/book --out features.parquet',
  run: (options, context) =>
    context.withPool(async (pool) => {
      const { out, data, asOf } = options;
      const { onProgress } = context;
      const watch = startStopwatch(context.clock, ['read', 'compute'] as const);
      const reader = await watch.time('read', () => openBookReader(data));
      const rows = await watch.time('compute', async () => {
        // Parquet is written part by part and never held; the other forms are for tables that a person opens.
        if (out.toLowerCase().endsWith('.parquet')) {
          return (await writeFeatureFile(reader, out, { pool, asOf, onProgress })).rows;
        }
        const table = await computeFeatureTable(reader, { pool, asOf, onProgress });
        await writeTable(out, table);
        return table.nRows;
      });
      const seconds = watch.seconds();
      const rowsPerSecond = Math.round(rows / Math.max(seconds.compute, 0.001));
      const text = `${thousands(rows)} rows x ${featureNames.length} features in ${seconds.total} s (${thousands(rowsPerSecond)} rows/s): ${out}`;
      return {
        data: { rows, features: featureNames.length, seconds: seconds.total, rowsPerSecond, out },
        text,
      };
    }),
};

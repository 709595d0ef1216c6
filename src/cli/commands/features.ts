import { InvalidArgumentError } from 'commander';
import { parseDay } from '../../core/index.ts';
import { computeFeatureTable, featureNames } from '../../features/index.ts';
import { openBook } from '../../sources/index.ts';
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
      const watch = startStopwatch(context.clock, ['read', 'compute', 'write'] as const);
      const book = await watch.time('read', () => openBook(options.data));
      const table = await watch.time('compute', () =>
        computeFeatureTable(book, { pool, asOf: options.asOf, onProgress: context.onProgress }),
      );
      await watch.time('write', () => writeTable(options.out, table));
      const seconds = watch.seconds();
      const data = {
        rows: table.nRows,
        features: featureNames.length,
        seconds: seconds.total,
        rowsPerSecond: Math.round(table.nRows / Math.max(seconds.compute, 0.001)),
        out: options.out,
      };
      const text = `${thousands(data.rows)} rows x ${data.features} features in ${data.seconds} s (${thousands(data.rowsPerSecond)} rows/s to compute): ${data.out}`;
      return { data, text };
    }),
};

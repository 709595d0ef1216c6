import { ingestFiles } from '../../sources/index.ts';
import { type CommandSpec, option, required } from '../command.ts';
import { startStopwatch } from '../stopwatch.ts';
import { textTable, thousands } from '../terminal.ts';

interface IngestOptions {
  readonly into: string;
  readonly force?: boolean;
}

export const ingestCommand: CommandSpec<IngestOptions> = {
  name: 'ingest',
  args: '<path...>',
  summary:
    'validate records of any source (CSV, NDJSON, Parquet) and make a book of them; refused rows go to quarantine/',
  options: [
    required('--into <dir>', 'folder of the book'),
    option('--force', 'replace a book that is there'),
  ],
  example: 'parus ingest tax.csv bank-2025.ndjson utility/ --into data/mine',
  run: (options, context, paths) =>
    context.withPool(async (pool) => {
      const watch = startStopwatch(context.clock, []);
      const { force = false } = options;
      const { accepted, rejected, reasons } = await ingestFiles(paths, {
        into: options.into,
        force,
        pool,
        onProgress: context.onProgress,
      });
      const data = { accepted, rejected, reasons, seconds: watch.seconds().total, out: options.into };
      const names = [...new Set([...Object.keys(accepted), ...Object.keys(rejected)])];
      const rows = names.map((name) => [name, thousands(of(accepted, name)), thousands(of(rejected, name))]);
      const lines = [textTable(['source', 'accepted', 'refused'], rows)];
      if (Object.keys(reasons).length > 0) {
        lines.push(
          '',
          textTable(
            ['reason', 'rows'],
            Object.entries(reasons).map(([code, n]) => [code, thousands(n)]),
          ),
        );
        lines.push('', `Refused rows with their places: ${options.into}/quarantine/`);
      }
      return { data, text: lines.join('\n') };
    }),
};

function of(counts: Readonly<Record<string, number>>, name: string): number {
  return counts[name] ?? 0;
}

import { Option } from 'commander';
import { withPool } from '../../parallel/index.ts';
import { ingestFiles } from '../../sources/index.ts';
import { type CommandSpec, option, required } from '../command.ts';
import { startStopwatch } from '../stopwatch.ts';
import { textTable, thousands } from '../terminal.ts';

interface IngestOptions {
  readonly into: string;
  readonly mapping?: string;
  readonly encoding: 'auto' | 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';
  readonly corrections: 'first' | 'last' | 'refuse';
  readonly force?: boolean;
}

export const ingestCommand: CommandSpec<IngestOptions> = {
  name: 'ingest',
  args: '<path...>',
  summary:
    'validate records of any source (CSV, NDJSON, Parquet) and make a book of them; refused rows go to quarantine/',
  options: [
    required('--into <dir>', 'folder of the book'),
    option('--mapping <file>', 'JSON file that says what columns of other names and forms mean'),
    new Option('--encoding <name>', 'of text files; auto: byte order mark, UTF-8, then GB18030')
      .choices(['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'])
      .default('auto'),
    new Option('--corrections <which>', 'version kept of a record that came with other content later')
      .choices(['first', 'last', 'refuse'])
      .default('first'),
    option('--force', 'replace a book that is there'),
  ],
  example: 'parus ingest tax.csv bank-2025.ndjson utility/ --into data/mine',
  // A pool without the signal: an aborted run waits for its tasks, since a thread must not be ended inside DuckDB.
  run: (options, context, paths) =>
    withPool({ workers: context.workers }, async (pool) => {
      const watch = startStopwatch(context.clock, []);
      const { into, mapping, encoding, corrections, force = false } = options;
      const { onProgress, signal } = context;
      const result = await ingestFiles(paths, {
        into,
        mapping,
        encoding,
        corrections,
        force,
        pool,
        onProgress,
        signal,
      });
      const { accepted, rejected, reasons, unchanged } = result;
      const seconds = watch.seconds().total;
      const read = Object.fromEntries(
        Object.keys(accepted).map((name) => [name, of(accepted, name) + of(rejected, name)]),
      );
      const data = { read, accepted, rejected, reasons, unchanged, seconds, out: into };
      return { data, text: textOf(into, read, result) };
    }),
};

type Counts = Readonly<Record<string, number>>;

function textOf(
  into: string,
  read: Counts,
  {
    accepted,
    rejected,
    reasons,
    unchanged,
  }: { accepted: Counts; rejected: Counts; reasons: Counts; unchanged: boolean },
): string {
  const rows = Object.keys(read).map((name) => [
    name,
    ...[read, accepted, rejected].map((counts) => thousands(of(counts, name))),
  ]);
  const lines = [textTable(['source', 'read', 'accepted', 'refused'], rows)];
  if (Object.keys(reasons).length > 0) {
    const byCode = Object.entries(reasons).map(([code, n]) => [code, thousands(n)]);
    lines.push('', textTable(['reason', 'rows'], byCode));
    lines.push('', `Refused rows with their places: ${into}/quarantine/`);
  }
  if (unchanged)
    lines.push('', `${into} was made from the same files in the same way before: nothing was written.`);
  return lines.join('\n');
}

function of(counts: Counts, name: string): number {
  return counts[name] ?? 0;
}

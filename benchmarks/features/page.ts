import { type BatchRun, median, type OnlineRun, type Program, type Results } from './results.ts';
import { TWIN_SOURCES } from './sql-twin.ts';

/** The results as Markdown: a table per line of the benchmark. */
export function resultsPage(results: Results): string {
  const { command, machine, versions, book, equality, twinFeatures, withoutDanfo, online } = results;
  return [
    '# The feature platform: speed and memory',
    '',
    `\`${command}\`; ${machine}; ${versions}.`,
    '',
    `Book: ${book}. Programs take turns, each in a process of its own; medians over the rounds, range in brackets. \`load\` is the`,
    'one-minute load of the machine when the run ended, median of the rounds: where it exceeds the cores, wall times and p99 say',
    'little, and CPU seconds compare like with like.',
    '',
    '## Batch, against DuckDB SQL',
    '',
    'From Parquet files to a Parquet file, one row per application, only what had happened and arrived by its day. DuckDB computes',
    `${twinFeatures.length} features, one statement a source (\`features/sql/\`), from ${TWIN_SOURCES.length} sources: ${TWIN_SOURCES.join(', ')}. Parus cannot be asked for some`,
    'features only: it computes its whole catalogue, once on the whole book and once on a book of the same six sources (there the',
    'features of other sources are missing, and cost next to nothing), and it checks the SHA-256 of every file. `ratio` is the wall',
    'time over that of DuckDB in the same round, its median.',
    '',
    ...equality.map((line) => `- ${line}`),
    '',
    ...batchTable(results, 'whole', 'DuckDB'),
    '',
    '## A small book, with danfojs-node',
    '',
    `The first ${results.firms.small} firms with an application, the same ${TWIN_SOURCES.length} sources and ${twinFeatures.length} features; danfojs-node reads CSV files with days as numbers (it has`,
    'no Parquet, and no dates that can be subtracted), joins, filters and groups; the quotients per application are plain JavaScript.',
    `\`ratio\` is the wall time over that of ${withoutDanfo === undefined ? 'danfojs-node' : 'DuckDB'}.`,
    ...(withoutDanfo === undefined ? [] : ['', `danfojs-node was not measured: ${withoutDanfo}`]),
    '',
    ...batchTable(results, 'small', withoutDanfo === undefined ? 'danfojs-node' : 'DuckDB'),
    '',
    ...(online.length > 0 ? onlineTables(online) : []),
  ].join('\n');
}

function batchTable(results: Results, book: BatchRun['book'], base: string): string[] {
  const { runs, programs, firms, applications } = results;
  const own = runs.filter((run) => run.book === book);
  const rows = programs
    .filter((program) => program.book === book)
    .map(({ name, records, features }: Program) => {
      const these = own.filter(({ program }) => program === name);
      const seconds = these.map((run) => run.seconds);
      const wall = median(seconds);
      const ratios = these.flatMap((run) => {
        const other = own.find(({ program, round }) => program.startsWith(base) && round === run.round);
        return other ? [run.seconds / other.seconds] : [];
      });
      const cpu = median(these.map((run) => run.cpuSeconds));
      return [
        name,
        features,
        (records / 1e6).toFixed(2),
        `${wall.toFixed(2)} (${Math.min(...seconds).toFixed(2)} - ${Math.max(...seconds).toFixed(2)})`,
        cpu.toFixed(2),
        median(ratios).toFixed(2),
        thousands(records / wall),
        thousands(firms[book] / wall),
        thousands(applications[book] / wall),
        ((cpu * 1e6) / applications[book] / features).toFixed(1),
        (median(these.map((run) => run.peakBytes)) / 2 ** 20).toFixed(0),
        median(these.map((run) => run.load)).toFixed(1),
      ];
    });
  return table(
    [
      'program',
      'features',
      'million records',
      'seconds',
      'CPU seconds',
      'ratio',
      'records/s',
      'firms/s',
      'applications/s',
      'CPU us a feature',
      'peak MiB',
      'load',
    ],
    rows,
  );
}

const ONLINE = [
  ['vector from a ready dossier', 'fromReadyDossier', 1000],
  ['dossier from single records, then the vector', 'withDossier', undefined],
  ['stream: a record, then the vector (same day)', 'append', 20],
  ['stream: the next day, then the vector', 'newDay', undefined],
] as const;

function onlineTables(online: readonly OnlineRun[]): string[] {
  const { features, firms, records } = online[0]!;
  const of = (pick: (run: OnlineRun) => number): number => median(online.map(pick));
  const least = (pick: (run: OnlineRun) => number): number => Math.min(...online.map(pick));
  const rows = ONLINE.map(([what, key, target]) => {
    const percentile = (pick: 'p50' | 'p99' | 'p999'): string =>
      `${of((run) => run[key][pick]).toFixed(1)} (${least((run) => run[key][pick]).toFixed(1)})`;
    const call = key === 'fromReadyDossier' || key === 'withDossier' ? key : undefined;
    return [
      what,
      target === undefined ? '' : `< ${target.toLocaleString('en')}`,
      online[0]![key].calls,
      percentile('p50'),
      percentile('p99'),
      percentile('p999'),
      of((run) => run[key].mean).toFixed(1),
      call ? of((run) => run[call].cpu).toFixed(1) : '',
      call ? thousands(of((run) => run[call].bytes) / 1024) : '',
    ];
  });
  const sources = online[0]!.bySource.map(({ source, calls }) => {
    const latency = (pick: 'p50' | 'p99') =>
      of((run) => run.bySource.find((other) => other.source === source)?.[pick] ?? Number.NaN).toFixed(1);
    return [source, calls, latency('p50'), latency('p99')];
  });
  return [
    '## One firm online, and as a stream',
    '',
    `All ${features} features of ${firms} firms with some ${thousands(records)} records (the median firm; all sources) in the last 455 days, taking turns. Ready`,
    'dossier, single records and stream were first shown to give the same bits. One thread; microseconds, median of the rounds, in',
    'brackets the least of them: other programs on the cores show in the tails first, and collections of garbage are in them too;',
    `load ${of(({ load }) => load).toFixed(1)}. The texts of a ready dossier (reviews, news, crop tiles) were read by its first call; from single records they`,
    'are read each time. In the stream the last 180 days are timed, record by record in order of arrival.',
    '',
    ...table(['call', 'target', 'calls', 'p50', 'p99', 'p99.9', 'mean', 'CPU mean', 'KiB allocated'], rows),
    '',
    'A record of the stream, then the vector, by source of the record:',
    '',
    ...table(['source', 'records', 'p50', 'p99'], sources),
    '',
  ];
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en');
}

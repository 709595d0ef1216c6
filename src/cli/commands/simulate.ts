import { fail } from '../../core/index.ts';
import { type Book, coreSources, openBook, type SourceName, sourceNames } from '../../sources/index.ts';
import { writeTextFile } from '../../table/index.ts';
import {
  CHECK_HEADER,
  type CheckResult,
  checkBook,
  checkRows,
  checkSummary,
  LEAD_TIME_HEADER,
  type LeadTimes,
  leadTimeRows,
  leadTimeSummary,
  measureLeadTimes,
} from '../../world/check/index.ts';
import { resolveScenario, SCENARIO_NAMES, simulateBook } from '../../world/index.ts';
import { renderBookReport } from '../book-report/render.ts';
import { type CommandSpec, option, wholeNumber } from '../command.ts';
import { textTable, thousands } from '../terminal.ts';

interface SimulateOptions {
  readonly firms: number;
  readonly months: number;
  readonly scenario: string;
  readonly out: string;
  readonly force?: boolean;
  readonly oracle: number;
  readonly sources?: string;
  readonly events?: number;
  readonly weeks?: boolean;
  readonly check?: boolean;
  readonly report?: string;
}

export const simulateCommand: CommandSpec<SimulateOptions> = {
  name: 'simulate',
  summary: 'simulate an economy of small firms and write the records they leave behind as a book',
  options: [
    option('--firms <n>', 'number of firms')
      .argParser(wholeNumber('--firms', 1, 10_000_000))
      .default(5000),
    option('--months <n>', 'months of records, ending in December 2025')
      .argParser(wholeNumber('--months', 6, 240))
      .default(24),
    option(
      '--scenario <name or file>',
      `${SCENARIO_NAMES.join(', ')}, or a JSON file of changed parameters`,
    ).default('baseline'),
    option('--out <dir>', 'folder of the book').default('data/book'),
    option('--force', 'replace a book that is there'),
    option(
      '--oracle <futures>',
      'live this many futures of the economy for the true PD of each application; slow',
    )
      .argParser(wholeNumber('--oracle', 0, 10_000))
      .default(0),
    option('--sources <list>', `write these only, of ${sourceNames.join(', ')}`),
    option(
      '--events <firms>',
      'event records (bank, invoices, orders, ...) of this many firms only',
    ).argParser(wholeNumber('--events', 0, 10_000_000)),
    option('--weeks', 'also write truth/weeks: what every firm sold, received, paid and had, by week'),
    option('--report <file>', 'draw the book as a self-contained HTML page'),
    option(
      '--check',
      'compare the book with real small firms and measure how early signs of trouble come; exit code 3 when a target does not hold',
    ),
  ],
  example: 'parus simulate --firms 5000 --months 24 --seed 7 --out data/book',
  run: async (options, context) => {
    const scenario = await resolveScenario(options.scenario);
    return context.withPool(async (pool) => {
      const { firms, months, out, force = false } = options;
      const { seed, signal, onProgress, clock } = context;
      const data = await simulateBook({
        firms,
        months,
        seed,
        out,
        force,
        scenario,
        oracleFutures: options.oracle,
        ...(options.sources !== undefined && { sources: sourcesOf(options.sources) }),
        ...(options.events !== undefined && { eventFirms: options.events }),
        weeks: options.weeks ?? false,
        pool,
        signal,
        onProgress,
        clock,
      });
      const rows = Object.entries(data.rows).map(([source, n]) => [source, thousands(n)]);
      const text = [
        `${thousands(firms)} firms, ${months} months, ${scenario.name}: ${out}`,
        '',
        textTable(['source', 'records'], rows),
        '',
        `bad rate ${data.badRate === null ? 'unknown' : `${(100 * data.badRate).toFixed(2)} %`}, ${(data.bytes / 1e6).toFixed(1)} MB in ${data.seconds.toFixed(1)} s`,
        `hash ${data.hash}`,
      ].join('\n');
      const { report, check = false } = options;
      const book =
        report !== undefined || check
          ? await openBook(out, { sources: [...coreSources, 'applications', 'outcomes'] })
          : undefined;
      if (book && report !== undefined) {
        await writeTextFile(report, await renderBookReport(book, context.command));
      }
      const checked = book && check ? await checksOf(book) : undefined;
      return {
        data: { ...data, ...(report !== undefined && { report }), ...checked },
        text: [
          text,
          ...(report === undefined ? [] : [`report ${report}`]),
          ...(checked ? checkLines(checked) : []),
        ].join('\n'),
        exitCode: checked?.checks.some(({ pass }) => !pass) ? 3 : 0,
      };
    });
  },
};

/** What `--check` adds to the data of the command. */
interface Checked {
  readonly checks: readonly CheckResult[];
  readonly leadTimes: LeadTimes;
}

async function checksOf(book: Book): Promise<Checked> {
  return { checks: await checkBook(book), leadTimes: await measureLeadTimes(book) };
}

function checkLines({ checks, leadTimes }: Checked): string[] {
  return [
    '',
    leadTimeSummary(leadTimes),
    '',
    textTable(LEAD_TIME_HEADER, leadTimeRows(leadTimes)),
    '',
    textTable(CHECK_HEADER, checkRows(checks)),
    '',
    checkSummary(checks),
  ];
}

/** The sources of a list separated by commas, in the order of the catalogue. @throws PARUS_SOURCE_UNKNOWN */
function sourcesOf(list: string): readonly SourceName[] {
  const wanted = list.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !sourceNames.some((known) => known === name));
  if (unknown !== undefined)
    throw fail('PARUS_SOURCE_UNKNOWN', { path: unknown, expected: sourceNames.join(', ') });
  return sourceNames.filter((name) => wanted.includes(name));
}

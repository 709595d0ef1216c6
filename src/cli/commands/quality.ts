import { type Finding, measureBook, type QualityReport } from '../../sources/quality/index.ts';
import { writeTextFile } from '../../table/index.ts';
import { type CommandSpec, option, required } from '../command.ts';
import { OVERVIEW_HEADER, overviewRow } from '../quality-report/overview.ts';
import { renderQualityReport } from '../quality-report/render.ts';
import { textTable, thousands } from '../terminal.ts';

interface QualityOptions {
  readonly data: string;
  readonly split?: string;
  readonly report?: string;
}

/** Findings that fit a screen; --json and --report have all of them. */
const SHOWN = 20;

export const qualityCommand: CommandSpec<QualityOptions> = {
  name: 'quality',
  summary:
    'count what each source of a book covers, how fresh it is, repeats, outliers and drift; exit code 3 when records break their contract',
  options: [
    required('--data <dir>', 'a book (from simulate or ingest)'),
    option(
      '--split <date>',
      'first day of the period compared with the days before (default: the last third of the book)',
    ),
    option('--report <file>', 'also draw a self-contained HTML page'),
  ],
  example: 'parus quality --data data/book --split 2025-07-01 --report quality.html',
  run: async ({ data: dir, split, report }, { workers: threads, signal, onProgress, command }) => {
    const data = await measureBook(dir, { split, threads, signal, onProgress });
    if (report !== undefined) await writeTextFile(report, await renderQualityReport(data, command));
    return {
      data: { ...data, ...(report !== undefined && { report }) },
      text: textOf(data, report),
      exitCode: data.broken > 0 ? 3 : 0,
    };
  },
};

function textOf(data: QualityReport, report: string | undefined): string {
  const { book, split, rows, sources, findings, broken, absent } = data;
  const lines = [
    `${thousands(rows)} records of ${thousands(book.firms)} firms, ${book.startDate} to ${book.endDate}; compared: from ${split} on with the days before`,
    '',
    textTable(OVERVIEW_HEADER, sources.map(overviewRow)),
    ...(absent.length > 0 ? ['', `not in this book: ${absent.join(', ')}`] : []),
    '',
    findings.length === 0 ? 'nothing to look at' : 'what to look at first',
    ...findings.slice(0, SHOWN).map(lineOf),
    ...(findings.length > SHOWN ? [`... and ${findings.length - SHOWN} more: --json or --report`] : []),
    '',
    broken === 0
      ? 'every record keeps its contract'
      : `${broken} ${broken === 1 ? 'rule is' : 'rules are'} broken`,
    ...(report === undefined ? [] : [`report ${report}`]),
  ];
  return lines.join('\n');
}

function lineOf({ level, source, text }: Finding): string {
  return `  ${level.padEnd(6)}  ${source}: ${text}`;
}
